package io.memspike.memristor.wire;

/**
 * Solves each line for itself, its neighbours across the cells held at 0 V: a symmetric tridiagonal system for each,
 * factored once (L·D·Lᵀ) without a subtraction, so that good wires take no digits from poor cells. This is what makes the iteration over the whole crossbar short, since the strong couplings are
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
        double before = 0; // of the node before
        for (int k = 0; k < inverse.length; k++) {
            final int n = k % wires.nodes;
            double toGround = cells[k]; // through the node's cells and all that lies towards the terminal
            if (n == 0) {
                toGround += wires.terminal;
            } else {
                factor[k] = wires.between * inverse[k - 1];
                toGround += factor[k] * before;
            }
            inverse[k] = 1 / (toGround + (n < wires.nodes - 1 ? wires.between : 0));
            before = toGround;
        }
    }

    /** Replaces currents into the nodes by the voltages that they make. */
    void solve(double[] x) {
        for (int line = 0; line < wires.lines; line++) {
            final int first = line * wires.nodes;
            final int last = first + wires.nodes - 1;
            for (int k = first + 1; k <= last; k++) {
                x[k] += factor[k] * x[k - 1];
            }
            x[last] *= inverse[last];
            for (int k = last - 1; k >= first; k--) {
                x[k] = x[k] * inverse[k] + factor[k + 1] * x[k + 1];
            }
        }
    }
}
