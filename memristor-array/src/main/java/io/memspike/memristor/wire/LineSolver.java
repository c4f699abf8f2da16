package io.memspike.memristor.wire;

/**
 * Solves each line for itself, its neighbours across the cells held at 0 V: a symmetric tridiagonal system for each,
 * factored once (L·D·Lᵀ). This is what makes the iteration over the whole crossbar short, since the strong couplings are
 * those along the lines.
 */
final class LineSolver {
    private final Wires wires;
    private final double[] inverse; // 1 / D
    private final double[] factor; // of the node before, L

    /**
     * Factors.
     *
     * @param wires the lines
     * @param cells sum of the conductances of the cells at each node, S. Not modified.
     */
    LineSolver(Wires wires, double[] cells) {
        this.wires = wires;
        this.inverse = new double[wires.size()];
        this.factor = new double[wires.size()];
        for (int k = 0; k < inverse.length; k++) {
            final int n = k % wires.nodes;
            double diagonal = cells[k];
            if (n == 0) {
                diagonal += wires.isTerminalNode() ? 1 : wires.terminal; // a node that is its terminal is not unknown
            }
            diagonal += (n > 0 ? wires.between : 0) + (n < wires.nodes - 1 ? wires.between : 0);
            if (n > 0) {
                factor[k] = wires.between * inverse[k - 1];
                diagonal -= wires.between * factor[k];
            }
            inverse[k] = 1 / diagonal;
        }
    }

    /** Replaces currents into the nodes, from {@code from} on, by the voltages that they make. */
    void solve(double[] x, int from) {
        for (int line = 0; line < wires.lines; line++) {
            final int first = line * wires.nodes;
            final int last = first + wires.nodes - 1;
            for (int k = first + 1; k <= last; k++) {
                x[from + k] += factor[k] * x[from + k - 1];
            }
            x[from + last] *= inverse[last];
            for (int k = last - 1; k >= first; k--) {
                x[from + k] = x[from + k] * inverse[k] + factor[k + 1] * x[from + k + 1];
            }
        }
    }
}
