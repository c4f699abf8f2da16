package io.memspike.memristor.wire;

/**
 * Numbers the nodes of a crossbar, terminals among them. Word line i runs from its driver, node (i, 0), through node
 * (i, j + 1) of cell (i, j); bit line j from node (i, j) of cell (i, j) down to its sense amplifier, node (rows, j).
 * Nodes with no resistance between them have one number. Drivers are numbers 0 … rows − 1, sense amplifiers the
 * {@code columns} after them. Where voltages are given, all nodes that stand at one voltage by them have one number, too.
 */
final class CircuitNodes {
    final int rows;
    final int columns;
    private final double wordTerminal; // Ω between driver and first cell
    private final double wordWire;
    private final double bitTerminal;
    private final double bitWire;
    private final int[] joined; // number of the node that stands for each; null where each stands for itself

    CircuitNodes(int rows, int columns, LineResistances lines) {
        this.rows = rows;
        this.columns = columns;
        wordWire = lines.wordWire();
        bitWire = lines.bitWire();
        wordTerminal = wordWire + lines.driver();
        bitTerminal = bitWire + lines.sense();
        joined = null;
    }

    private CircuitNodes(CircuitNodes separate, int[] joined) {
        rows = separate.rows;
        columns = separate.columns;
        wordWire = separate.wordWire;
        bitWire = separate.bitWire;
        wordTerminal = separate.wordTerminal;
        bitTerminal = separate.bitTerminal;
        this.joined = joined;
    }

    /** A crossbar driven: nodes that a short joins have one number, and so have terminals at one voltage. */
    static CircuitNodes of(Crossbar crossbar, double[] voltages) {
        final CircuitNodes separate = new CircuitNodes(crossbar.rows(), crossbar.columns(), crossbar.lines());
        final JoinedNodes nodes = new JoinedNodes(separate.bound());
        for (int j = 0; j < separate.columns; j++) {
            nodes.fix(separate.bit(separate.rows, j), 0);
        }
        for (int i = 0; i < separate.rows; i++) {
            nodes.fix(separate.word(i, 0), voltages[i]);
        }
        for (int i = 0; i < separate.rows; i++) {
            for (int j = 0; j < separate.columns; j++) {
                if (crossbar.cells()[i][j] == 0 && !nodes.join(separate.word(i, j + 1), separate.bit(i, j))) {
                    throw new IllegalArgumentException("crossbar: cell (" + i + ", " + j
                            + "): expected a circuit of finite currents, found different voltages shorted together");
                }
            }
        }
        return new CircuitNodes(separate, nodes.representatives());
    }

    /** Numbers are below. */
    int bound() {
        return rows + columns + 2 * rows * columns;
    }

    /** Where all bit lines end. */
    int ground() {
        return one(rows);
    }

    int word(int i, int j) {
        return one(wordNumber(i, j));
    }

    int bit(int i, int j) {
        return one(bitNumber(i, j));
    }

    private int one(int number) {
        return joined == null ? number : joined[number];
    }

    private int wordNumber(int i, int j) {
        if (j == 0 || wordTerminal == 0) {
            return i;
        }
        return rows + columns + (wordWire == 0 ? i : i * columns + j - 1);
    }

    private int bitNumber(int i, int j) {
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
