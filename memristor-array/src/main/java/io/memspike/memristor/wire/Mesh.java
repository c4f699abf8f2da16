package io.memspike.memristor.wire;

import java.util.Arrays;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.agrona.collections.Int2IntHashMap;

/**
 * Conductances between every two of some nodes, of which some can be taken out of the circuit without any change to the
 * others: the star–mesh transformation. A node p with conductances g_p to its neighbours is replaced by
 * g_ij += g_pi · g_pj / Σ_k g_pk between every two of these. Nothing is ever subtracted, so every conductance keeps
 * nearly all its digits, however small wires are beside cells.
 *
 * <p>Source: A. Rosen, "A new network theorem", Journal of the IEE 62 (1924).
 */
final class Mesh {
    private static final int MISSING = -1;
    private static final int PANEL = 32; // nodes taken out before the other rows are touched
    private static final int SHARED_ROWS = 48; // of one task
    private static final int SHARED_SIZE = 384; // below it one thread is faster

    final int[] nodes; // numbers; those that stay come last
    final int inner; // how many can be taken out
    private final double[][] siemens; // (nodes, nodes), above the diagonal only
    private final Int2IntHashMap position = new Int2IntHashMap(MISSING);

    /**
     * Nodes without any conductance yet.
     *
     * @param inner numbers of the nodes to be taken out, distinct. Not modified.
     * @param outer numbers of the nodes that stay, distinct. Not modified.
     */
    Mesh(int[] inner, int[] outer) {
        this.inner = inner.length;
        this.nodes = Arrays.copyOf(inner, inner.length + outer.length);
        System.arraycopy(outer, 0, nodes, inner.length, outer.length);
        siemens = new double[nodes.length][nodes.length];
        for (int k = 0; k < nodes.length; k++) {
            position.put(nodes[k], k);
        }
    }

    /** Adds a conductance between two nodes; none between a node and itself. */
    void add(int a, int b, double conductance) {
        addAt(position.get(a), position.get(b), conductance);
    }

    private void addAt(int a, int b, double conductance) {
        if (a < b) {
            siemens[a][b] += conductance;
        } else if (b < a) {
            siemens[b][a] += conductance;
        }
    }

    /** Adds what another mesh has between the nodes that it kept; all of them are nodes of this one. */
    void add(Mesh part) {
        final int from = part.inner;
        final int[] at = new int[part.nodes.length];
        for (int k = from; k < at.length; k++) {
            at[k] = position.get(part.nodes[k]);
        }
        for (int a = from; a < at.length; a++) {
            final double[] row = part.siemens[a];
            for (int b = a + 1; b < at.length; b++) {
                addAt(at[a], at[b], row[b]);
            }
        }
    }

    /** Conductance between two nodes, S. */
    double between(int a, int b) {
        final int i = position.get(a);
        final int j = position.get(b);
        return siemens[Math.min(i, j)][Math.max(i, j)];
    }

    /** Takes the inner nodes out. Inside a pool large meshes are shared out among its threads; the bits are the same. */
    void reduce() {
        final double[] share = new double[PANEL];
        for (int from = 0; from < inner; from += PANEL) {
            final int to = Math.min(from + PANEL, inner);
            for (int p = from; p < to; p++) {
                share[p - from] = 1 / sum(siemens[p], p + 1);
                for (int i = p + 1; i < to; i++) {
                    addScaled(siemens[i], i + 1, siemens[p][i] * share[p - from], siemens[p]);
                }
            }
            update(from, to, share);
            Arrays.fill(siemens, from, to, null);
        }
    }

    private static double sum(double[] row, int from) {
        double sum = 0;
        for (int j = from; j < row.length; j++) {
            sum += row[j];
        }
        return sum;
    }

    /** Rows behind a panel; each depends on the panel alone. */
    private void update(int from, int to, double[] share) {
        final int rows = nodes.length - to;
        if (rows < SHARED_SIZE || !ForkJoinTask.inForkJoinPool()) {
            updateRows(from, to, share, to, nodes.length);
            return;
        }
        final RecursiveAction[] parts = new RecursiveAction[(rows + SHARED_ROWS - 1) / SHARED_ROWS];
        for (int k = 0; k < parts.length; k++) {
            final int first = to + k * SHARED_ROWS;
            parts[k] = new Update(this, from, to, share, first);
        }
        ForkJoinTask.invokeAll(parts);
    }

    private static final class Update extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient Mesh mesh;
        private final int from;
        private final int to;
        private final double[] share;
        private final int first;

        Update(Mesh mesh, int from, int to, double[] share, int first) {
            this.mesh = mesh;
            this.from = from;
            this.to = to;
            this.share = share;
            this.first = first;
        }

        @Override
        protected void compute() {
            mesh.updateRows(from, to, share, first, Math.min(first + SHARED_ROWS, mesh.nodes.length));
        }
    }

    private void updateRows(int from, int to, double[] share, int first, int last) {
        for (int i = first; i < last; i++) {
            int p = from;
            for (; p + 4 <= to; p += 4) {
                addFour(i, p, share, p - from);
            }
            for (; p < to; p++) {
                addScaled(siemens[i], i + 1, siemens[p][i] * share[p - from], siemens[p]);
            }
        }
    }

    /** Four nodes at once: the row is read and written once for them. */
    private void addFour(int i, int p, double[] share, int s) {
        final double[] row = siemens[i];
        final double[] a = siemens[p];
        final double[] b = siemens[p + 1];
        final double[] c = siemens[p + 2];
        final double[] d = siemens[p + 3];
        final double fa = a[i] * share[s];
        final double fb = b[i] * share[s + 1];
        final double fc = c[i] * share[s + 2];
        final double fd = d[i] * share[s + 3];
        if (fa == 0 && fb == 0 && fc == 0 && fd == 0) {
            return;
        }
        for (int j = i + 1; j < row.length; j++) {
            row[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
        }
    }

    private static void addScaled(double[] row, int from, double factor, double[] other) {
        if (factor == 0) {
            return;
        }
        for (int j = from; j < row.length; j++) {
            row[j] += factor * other[j];
        }
    }
}
