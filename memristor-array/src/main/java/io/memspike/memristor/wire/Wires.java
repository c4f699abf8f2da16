package io.memspike.memristor.wire;

/**
 * Lines with resistance, each a chain of nodes with its first node joined to a terminal. Node n of line l is number
 * {@code l · nodes + n}, counted from the terminal.
 */
final class Wires {
    final int lines;
    final int nodes; // of a line
    final double between; // conductance between neighbouring nodes, S
    final double terminal; // conductance from the first node to its terminal, S

    /**
     * Lines.
     *
     * @param lines number of lines
     * @param nodes of each
     * @param piece resistance between two nodes, Ω, above 0
     * @param end further resistance towards the terminal, Ω
     */
    Wires(int lines, int nodes, double piece, double end) {
        this.lines = lines;
        this.nodes = nodes;
        this.between = 1 / piece;
        this.terminal = 1 / (piece + end);
    }

    int size() {
        return lines * nodes;
    }

    /** Adds the current that leaves each node along its line, terminals at 0 V. */
    void addCurrents(double[] voltage, double[] current) {
        for (int line = 0; line < lines; line++) {
            final int first = line * nodes;
            current[first] += terminal * voltage[first];
            for (int k = first + 1; k < first + nodes; k++) {
                final double flow = between * (voltage[k] - voltage[k - 1]);
                current[k] += flow;
                current[k - 1] -= flow;
            }
        }
    }
}
