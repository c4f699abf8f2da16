package io.memspike.memristor.wire;

/**
 * The lines of one direction, each a chain of nodes with its first node joined to a terminal. A line without resistance
 * between its nodes is one node. Node n of line l is number {@code l · nodes + n}, counted from the terminal.
 */
final class Wires {
    final int lines;
    final int nodes; // of a line
    final double between; // conductance between neighbouring nodes, S
    final double terminal; // conductance from the first node to its terminal, S; infinite where they are one

    /**
     * Lines.
     *
     * @param lines number of lines
     * @param cells number of cells on each
     * @param piece resistance of one piece, Ω
     * @param end further resistance towards the terminal, Ω
     */
    Wires(int lines, int cells, double piece, double end) {
        this.lines = lines;
        this.nodes = piece == 0 ? 1 : cells;
        this.between = piece == 0 ? 0 : 1 / piece;
        this.terminal = 1 / (piece + end);
    }

    int size() {
        return lines * nodes;
    }

    boolean isTerminalNode() {
        return terminal == Double.POSITIVE_INFINITY;
    }

    /** Adds the current that leaves each node along its line, terminals at 0 V. */
    void addCurrents(double[] voltage, double[] current, int from) {
        for (int line = 0; line < lines; line++) {
            final int first = from + line * nodes;
            if (!isTerminalNode()) {
                current[first] += terminal * voltage[first];
            }
            for (int k = first + 1; k < first + nodes; k++) {
                final double flow = between * (voltage[k] - voltage[k - 1]);
                current[k] += flow;
                current[k - 1] -= flow;
            }
        }
    }
}
