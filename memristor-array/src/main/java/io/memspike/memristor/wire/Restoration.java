package io.memspike.memristor.wire;

import java.util.concurrent.RecursiveAction;

/**
 * Goes back through a {@link Reduction}, from the terminals to all nodes, and adds up what flows. What is carried are
 * voltages between nodes, never two voltages to be subtracted: a good conductor beside poor ones gets a current with the
 * digits of those around it.
 */
final class Restoration extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final Reduction block;
    private final transient Mesh outside;
    private final double[][] across; // (nodes, nodes) of that, V
    private final transient BranchCurrents currents;

    /**
     * One block.
     *
     * @param block reduced
     * @param outside the mesh that all nodes left of it are part of; for a whole crossbar its own
     * @param across V_i − V_k in row k and column i, between the nodes of that: (nodes, nodes), V. Not modified.
     * @param currents added to
     */
    Restoration(Reduction block, Mesh outside, double[][] across, BranchCurrents currents) {
        this.block = block;
        this.outside = outside;
        this.across = across;
        this.currents = currents;
    }

    @Override
    protected void compute() {
        final Reduction kept = block.mesh() == null ? block.again() : block;
        final Mesh mesh = kept.mesh();
        final double[][] inside = outerOf(mesh);
        mesh.restore(inside);
        if (kept.halves() == null) {
            write(mesh, inside);
            return;
        }
        final Restoration first = new Restoration(kept.halves()[0], mesh, inside, currents);
        final Restoration second = new Restoration(kept.halves()[1], mesh, inside, currents);
        if (block.isSmall()) {
            first.compute();
            second.compute();
        } else {
            invokeAll(first, second);
        }
    }

    private double[][] outerOf(Mesh mesh) {
        final int nodes = mesh.nodes.length;
        final int[] at = new int[nodes];
        for (int k = mesh.inner; k < nodes; k++) {
            at[k] = outside.position(mesh.nodes[k]);
        }
        final double[][] inside = new double[nodes][nodes];
        for (int k = mesh.inner; k < nodes; k++) {
            final double[] from = across[at[k]];
            for (int i = mesh.inner; i < nodes; i++) {
                inside[k][i] = from[at[i]];
            }
        }
        return inside;
    }

    private void write(Mesh mesh, double[][] inside) {
        final CircuitNodes circuit = block.circuit;
        final double[] fromGround = inside[mesh.position(circuit.ground())];
        for (int i = block.top; i < block.bottom; i++) {
            for (int j = block.left; j < block.right; j++) {
                final int before = mesh.position(circuit.word(i, j));
                final int word = mesh.position(circuit.word(i, j + 1));
                final int bit = mesh.position(circuit.bit(i, j));
                final int behind = mesh.position(circuit.bit(i + 1, j));
                currents.add(i, j, inside[word][before], inside[bit][word], inside[behind][bit]);
                currents.wordVoltages[i][j] += fromGround[word];
                currents.bitVoltages[i][j] += fromGround[bit];
            }
        }
    }
}
