package io.memspike.memristor.wire;

import java.util.concurrent.RecursiveTask;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.IntHashSet;

/**
 * Reduces a block of a crossbar to the nodes through which it meets the rest: halves the block, reduces both halves,
 * joins them and takes out the nodes that only they share (nested dissection; A. George, SIAM Journal on Numerical
 * Analysis 10, 1973). The work grows with the cube of the lines, not with their fourth power as for one line after
 * another. What is done in which order depends on the block alone.
 */
final class Reduction extends RecursiveTask<Mesh> {
    private static final long serialVersionUID = 1;
    private static final int LEAF = 16; // cells that are reduced together
    private static final int FORK = 1024; // cells from which two threads are faster
    private static final int NOTHING = Integer.MAX_VALUE;

    final transient CircuitNodes circuit;
    private final double[][] siemens;
    private final double[] injected; // into each node, A; null for none
    private final int keptFrom; // cells of a block from which what it takes out is kept
    final int top;
    final int bottom; // exclusive
    final int left;
    final int right; // exclusive
    private transient Mesh mesh; // reduced, with all that was taken out, where that is kept
    private Reduction[] halves; // null for a leaf

    /** The whole crossbar, to its drivers and sense amplifiers. */
    Reduction(CircuitNodes circuit, double[][] siemens) {
        this(circuit, siemens, null, NOTHING, 0, circuit.rows, 0, circuit.columns);
    }

    /**
     * The whole crossbar, of which all nodes will be put back: those of large blocks are kept, small blocks are then
     * reduced {@link #again}.
     *
     * @param injected currents into the nodes from outside, A, by number. Not modified.
     */
    Reduction(CircuitNodes circuit, double[][] siemens, double[] injected) {
        this(circuit, siemens, injected, FORK, 0, circuit.rows, 0, circuit.columns);
    }

    private Reduction(
            CircuitNodes circuit,
            double[][] siemens,
            double[] injected,
            int keptFrom,
            int top,
            int bottom,
            int left,
            int right) {
        this.injected = injected;
        this.circuit = circuit;
        this.siemens = siemens;
        this.keptFrom = keptFrom;
        this.top = top;
        this.bottom = bottom;
        this.left = left;
        this.right = right;
    }

    @Override
    protected Mesh compute() {
        final Mesh reduced = cells() <= LEAF ? leaf() : cut();
        reduced.reduce();
        if (cells() >= keptFrom) {
            mesh = reduced;
        } else {
            reduced.forgetInner();
        }
        return reduced;
    }

    /** The same block, reduced with all that it takes out kept. */
    Reduction again() {
        final Reduction same = new Reduction(circuit, siemens, injected, 1, top, bottom, left, right);
        same.compute();
        return same;
    }

    /** What is left, with all that was taken out; null where that is not kept. */
    Mesh mesh() {
        return mesh;
    }

    /** What the block was cut into, where that is kept; null for a leaf. */
    Reduction[] halves() {
        return halves;
    }

    /** Whether one thread is fastest. */
    boolean isSmall() {
        return cells() < FORK;
    }

    private int cells() {
        return (bottom - top) * (right - left);
    }

    private Mesh cut() {
        final Reduction one;
        final Reduction other;
        if (bottom - top > right - left) {
            final int middle = (top + bottom) / 2;
            one = new Reduction(circuit, siemens, injected, keptFrom, top, middle, left, right);
            other = new Reduction(circuit, siemens, injected, keptFrom, middle, bottom, left, right);
        } else {
            final int middle = (left + right) / 2;
            one = new Reduction(circuit, siemens, injected, keptFrom, top, bottom, left, middle);
            other = new Reduction(circuit, siemens, injected, keptFrom, top, bottom, middle, right);
        }
        if (cells() >= keptFrom) {
            halves = new Reduction[] {one, other};
        }
        if (!isSmall()) {
            invokeAll(one, other);
            return join(one.join(), other.join());
        }
        return join(one.compute(), other.compute());
    }

    private Mesh join(Mesh first, Mesh second) {
        final int[] outer = outer();
        final IntHashSet seen = setOf(outer);
        final IntArrayList inner = new IntArrayList();
        for (final Mesh part : new Mesh[] {first, second}) {
            for (int k = part.inner; k < part.nodes.length; k++) {
                if (seen.add(part.nodes[k])) {
                    inner.addInt(part.nodes[k]);
                }
            }
        }
        final Mesh mesh = meshOf(inner.toIntArray(), outer);
        for (final Mesh part : new Mesh[] {first, second}) {
            mesh.add(part);
            part.forgetOuter();
        }
        return mesh;
    }

    /** All cells of a small block, each with the piece of word line before it and of bit line behind it. */
    private Mesh leaf() {
        final int[] outer = outer();
        final IntHashSet seen = setOf(outer);
        final IntArrayList inner = new IntArrayList();
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                final int word = circuit.word(i, j + 1);
                final int bit = circuit.bit(i, j);
                if (seen.add(word)) {
                    inner.addInt(word);
                }
                if (seen.add(bit)) {
                    inner.addInt(bit);
                }
            }
        }
        final Mesh mesh = meshOf(inner.toIntArray(), outer);
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                mesh.add(circuit.word(i, j + 1), circuit.bit(i, j), siemens[i][j]);
                addWire(mesh, circuit.word(i, j), circuit.word(i, j + 1), circuit.wordOhm(j));
                addWire(mesh, circuit.bit(i, j), circuit.bit(i + 1, j), circuit.bitOhm(i));
            }
        }
        return mesh;
    }

    private Mesh meshOf(int[] inner, int[] outer) {
        final Mesh mesh = new Mesh(inner, outer);
        for (int k = 0; k < inner.length && injected != null; k++) {
            mesh.inject(inner[k], injected[inner[k]]);
        }
        return mesh;
    }

    private static void addWire(Mesh mesh, int from, int to, double ohm) {
        if (ohm > 0) {
            mesh.add(from, to, 1 / ohm);
        }
    }

    /** Nodes that something outside the block is joined to, terminals included. */
    private int[] outer() {
        final IntHashSet seen = new IntHashSet();
        final IntArrayList outer = new IntArrayList();
        for (int i = top; i < bottom; i++) {
            put(circuit.word(i, left), seen, outer);
            if (right < circuit.columns) {
                put(circuit.word(i, right), seen, outer);
            }
        }
        for (int j = left; j < right; j++) {
            put(circuit.bit(bottom, j), seen, outer);
            if (top > 0) {
                put(circuit.bit(top, j), seen, outer);
            }
        }
        if (keptFrom < NOTHING) {
            put(circuit.ground(), seen, outer); // what voltages are counted from
        }
        return outer.toIntArray();
    }

    private static void put(int node, IntHashSet seen, IntArrayList list) {
        if (seen.add(node)) {
            list.addInt(node);
        }
    }

    private static IntHashSet setOf(int[] nodes) {
        final IntHashSet set = new IntHashSet(4 * nodes.length + 16);
        for (final int node : nodes) {
            set.add(node);
        }
        return set;
    }
}
