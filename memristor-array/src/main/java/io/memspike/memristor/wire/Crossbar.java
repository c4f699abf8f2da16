package io.memspike.memristor.wire;

/**
 * A crossbar of resistances. Each word line is driven from its left end through the driver and one piece of word line;
 * further pieces lie between neighbouring columns. Each bit line ends at ground, below its last row, through one piece of
 * bit line and the sense amplifier's input; further pieces lie between neighbouring rows.
 *
 * <pre>
 *   V_0 ─ driver ─ wordWire ─┬─ wordWire ─┬─
 *                          cell         cell
 *                            └─┐          └─┐
 *                           bitWire      bitWire
 *                              ⋮            ⋮
 *                       bitWire + sense  bitWire + sense
 *                              ⏚            ⏚
 * </pre>
 *
 * @param cells resistance of each cell: (rows, columns), Ω, from 0 (a short) to infinity (an open cell). Not copied, not to
 *     be modified.
 * @param wordWire resistance of one piece of word line, Ω; 0 makes a whole word line one node
 * @param bitWire resistance of one piece of bit line, Ω; 0 makes a whole bit line one node
 * @param driver output resistance of each word line's driver, Ω
 * @param sense input resistance of each bit line's sense amplifier, Ω
 */
public record Crossbar(double[][] cells, double wordWire, double bitWire, double driver, double sense) {
    /** Checks all of it. */
    public Crossbar {
        if (cells.length == 0 || cells[0].length == 0) {
            throw new IllegalArgumentException("crossbar: expected at least one row and one column, found none");
        }
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].length != cells[0].length) {
                throw new IllegalArgumentException("crossbar: row " + i + ": expected " + cells[0].length
                        + " cells as in row 0, found " + cells[i].length);
            }
            for (int j = 0; j < cells[i].length; j++) {
                if (!(cells[i][j] >= 0)) {
                    throw new IllegalArgumentException("crossbar: cell (" + i + ", " + j
                            + "): expected a resistance of at least 0 ohm, found " + cells[i][j]);
                }
                if (cells[i][j] < Double.POSITIVE_INFINITY) {
                    Conductances.requireRange(cells[i][j], "crossbar: cell (" + i + ", " + j + ")", "ohm");
                }
            }
        }
        new LineResistances(wordWire, bitWire, driver, sense); // checks
    }

    /** A crossbar with ideal drivers and sense amplifiers. */
    public Crossbar(double[][] cells, double wordWire, double bitWire) {
        this(cells, wordWire, bitWire, 0, 0);
    }

    /** Resistances around the cells. */
    public LineResistances lines() {
        return new LineResistances(wordWire, bitWire, driver, sense);
    }

    /** Number of word lines. */
    public int rows() {
        return cells.length;
    }

    /** Number of bit lines. */
    public int columns() {
        return cells[0].length;
    }
}
