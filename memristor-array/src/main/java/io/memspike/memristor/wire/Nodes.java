package io.memspike.memristor.wire;

import java.util.Arrays;

/**
 * Which nodes are one, which stand at a known voltage, and which are unknown. Shorted cells join two nodes; a line without
 * any resistance up to its terminal stands at the terminal's voltage.
 */
final class Nodes {
    static final int KNOWN = -1;

    private final int[] parent;
    private final double[] known; // voltage of a root, NaN where unknown
    final int[] unknown; // number of each node's unknown, or KNOWN
    int unknowns;

    Nodes(int nodes) {
        parent = new int[nodes];
        known = new double[nodes];
        unknown = new int[nodes];
        Arrays.setAll(parent, i -> i);
        Arrays.fill(known, Double.NaN);
    }

    private int root(int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    void fix(int node, double voltage) {
        known[root(node)] = voltage;
    }

    /** Makes two nodes one; false where they stand at different voltages. */
    boolean join(int a, int b) {
        final int from = root(a);
        final int to = root(b);
        if (from == to) {
            return true;
        }
        if (!Double.isNaN(known[from]) && !Double.isNaN(known[to]) && known[from] != known[to]) {
            return false;
        }
        if (Double.isNaN(known[to])) {
            known[to] = known[from];
        }
        parent[from] = to;
        return true;
    }

    /** Numbers the unknowns; no more joins after it. */
    void number() {
        final int[] ofRoot = new int[parent.length];
        Arrays.fill(ofRoot, KNOWN);
        for (int k = 0; k < parent.length; k++) {
            final int root = root(k);
            if (Double.isNaN(known[root]) && ofRoot[root] == KNOWN) {
                ofRoot[root] = unknowns++;
            }
            unknown[k] = ofRoot[root];
        }
    }

    /** Voltages of all nodes: those that are known, and {@code x} for the unknowns; null for 0 V. */
    void voltages(double[] x, boolean withKnown, double[] voltage) {
        for (int k = 0; k < voltage.length; k++) {
            if (unknown[k] != KNOWN) {
                voltage[k] = x == null ? 0 : x[unknown[k]];
            } else {
                voltage[k] = withKnown ? known[root(k)] : 0;
            }
        }
    }

    /** Sums what belongs to each unknown. */
    void gather(double[] nodes, double[] x) {
        Arrays.fill(x, 0);
        for (int k = 0; k < nodes.length; k++) {
            if (unknown[k] != KNOWN) {
                x[unknown[k]] += nodes[k];
            }
        }
    }
}
