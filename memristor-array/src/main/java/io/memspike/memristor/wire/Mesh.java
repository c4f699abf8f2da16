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
    private final double[] injected; // current into each node from outside: (nodes), A
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
        injected = new double[nodes.length];
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

    /** Adds a current into a node. */
    void inject(int node, double amperes) {
        injected[position.get(node)] += amperes;
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
            injected[at[a]] += part.injected[a];
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

    /** Place of a node in {@link #nodes}. */
    int position(int node) {
        return position.get(node);
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
                if (injected[p] != 0) {
                    addScaled(injected, p + 1, injected[p] * share[p - from], siemens[p]);
                }
            }
            update(from, to, share);
        }
    }

    /** Lets go of the inner nodes, once they are taken out. */
    void forgetInner() {
        Arrays.fill(siemens, 0, inner, null);
    }

    /** Lets go of what lies between the nodes that stay. */
    void forgetOuter() {
        Arrays.fill(siemens, inner, nodes.length, null);
    }

    /**
     * Puts the inner nodes back, the last one first: the voltage between a node p and another one, V_i − V_p, is the mean
     * of V_i − V_k over the neighbours k that p had when it was taken out, weighed with its conductances to them, less what
     * a current from outside makes. So a voltage between two nodes that a good conductor joins keeps its digits, however
     * small: the term of k = i, with the greatest weight, is 0.
     *
     * @param across V_i − V_k in row k and column i, (nodes, nodes), V; given for nodes that stay. Modified.
     */
    void restore(double[][] across) {
        final double[][] weights = new double[PANEL][nodes.length];
        for (int to = inner; to > 0; to -= Math.min(to, PANEL)) {
            final int from = Math.max(0, to - PANEL);
            weigh(from, to, weights, across);
            for (int k = to; k < nodes.length; k += 4) { // rows behind the panel are read once for all of it
                final int end = Math.min(k + 4, nodes.length);
                for (int p = from; p < to; p++) {
                    addRows(across[p], to, weights[p - from], across, k, end);
                }
            }
            restorePanel(from, to, weights, across);
        }
    }

    /** Begins a panel with what is injected, and weighs the neighbours of its nodes: (nodes of the panel, nodes). */
    private void weigh(int from, int to, double[][] weights, double[][] across) {
        for (int p = from; p < to; p++) {
            final double share = 1 / sum(siemens[p], p + 1);
            Arrays.fill(across[p], p + 1, nodes.length, -injected[p] * share);
            for (int k = p + 1; k < nodes.length; k++) {
                weights[p - from][k] = siemens[p][k] * share;
            }
        }
    }

    /** What the nodes of a panel have to do with each other. */
    private static void restorePanel(int from, int to, double[][] weights, double[][] across) {
        for (int p = to - 1; p >= from; p--) {
            final double[] row = across[p];
            addRows(row, to, weights[p - from], across, p + 1, to);
            for (int i = p + 1; i < to; i++) {
                row[i] -= dot(weights[p - from], across[i], p + 1);
            }
            for (int i = p + 1; i < row.length; i++) {
                across[i][p] = -row[i];
            }
        }
    }

    private static double dot(double[] a, double[] b, int from) {
        double sum = 0;
        for (int k = from; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
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
        final double[] factors = new double[to];
        for (int i = first; i < last; i++) {
            for (int p = from; p < to; p++) {
                factors[p] = siemens[p][i] * share[p - from];
            }
            addRows(siemens[i], i + 1, factors, siemens, from, to);
        }
    }

    /** Adds some rows, each times its factor; four at once, so that the sum is read and written once for them. */
    private static void addRows(double[] sum, int first, double[] factors, double[][] rows, int from, int to) {
        int p = from;
        for (; p + 4 <= to; p += 4) {
            addFour(sum, first, factors, rows, p);
        }
        for (; p < to; p++) {
            addScaled(sum, first, factors[p], rows[p]);
        }
    }

    private static void addFour(double[] sum, int first, double[] factors, double[][] rows, int p) {
        final double fa = factors[p];
        final double fb = factors[p + 1];
        final double fc = factors[p + 2];
        final double fd = factors[p + 3];
        if (fa == 0 && fb == 0 && fc == 0 && fd == 0) {
            return;
        }
        final double[] a = rows[p];
        final double[] b = rows[p + 1];
        final double[] c = rows[p + 2];
        final double[] d = rows[p + 3];
        for (int j = first; j < sum.length; j++) {
            sum[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
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
