package io.memspike.memristor.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Which nodes of a circuit are one: those that shorts join, and those that are held at one voltage. */
final class JoinedNodes {
    private final int[] parent;
    private final double[] known; // voltage of a root, NaN where unknown
    private final Map<Double, Integer> atVoltage = new HashMap<>();

    JoinedNodes(int nodes) {
        parent = new int[nodes];
        known = new double[nodes];
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

    /** Holds a node at a voltage. */
    void fix(int node, double voltage) {
        final double volts = voltage + 0.0; // 0 V has one sign
        known[node] = volts;
        join(node, atVoltage.computeIfAbsent(volts, v -> node));
    }

    /** Makes two nodes one; false where they are held at different voltages. */
    boolean join(int a, int b) {
        final int from = root(a);
        final int to = root(b);
        if (!Double.isNaN(known[from]) && !Double.isNaN(known[to]) && known[from] != known[to]) {
            return false;
        }
        if (Double.isNaN(known[to])) {
            known[to] = known[from];
        }
        parent[from] = to;
        return true;
    }

    /** The node that stands for each. */
    int[] representatives() {
        final int[] roots = new int[parent.length];
        Arrays.setAll(roots, this::root);
        return roots;
    }
}
