package io.memspike.memristor.wire;

/**
 * Numbers the nodes of a crossbar, terminals among them. Word line i runs from its driver, node (i, 0), through node
 * (i, j + 1) of cell (i, j); bit line j from node (i, j) of cell (i, j) down to its sense amplifier, node (rows, j).
 * Nodes with no resistance between them have one number. Drivers are numbers 0 … rows − 1, sense amplifiers the
 * {@code columns} after them.
 */
final class CircuitNodes {
    final int rows;
    final int columns;
    private final double wordTerminal; // Ω between driver and first cell
    private final double wordWire;
    private final double bitTerminal;
    private final double bitWire;

    CircuitNodes(int rows, int columns, LineResistances lines) {
        this.rows = rows;
        this.columns = columns;
        wordWire = lines.wordWire();
        bitWire = lines.bitWire();
        wordTerminal = wordWire + lines.driver();
        bitTerminal = bitWire + lines.sense();
    }

    int word(int i, int j) {
        if (j == 0 || wordTerminal == 0) {
            return i;
        }
        return rows + columns + (wordWire == 0 ? i : i * columns + j - 1);
    }

    int bit(int i, int j) {
        if (i == rows || bitTerminal == 0) {
            return rows + j;
        }
        final int words = wordWire == 0 ? rows : rows * columns;
        return rows + columns + words + (bitWire == 0 ? j : i * columns + j);
    }

    /** Resistance between word nodes (i, j) and (i, j + 1), Ω; 0 where they are one. */
    double wordOhm(int j) {
        return j == 0 ? wordTerminal : wordWire;
    }

    /** Resistance between bit nodes (i, j) and (i + 1, j), Ω; 0 where they are one. */
    double bitOhm(int i) {
        return i == rows - 1 ? bitTerminal : bitWire;
    }
}
