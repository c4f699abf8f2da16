package io.memspike.topology.gradient.internal;

import io.memspike.core.RandomStream;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/**
 * Drop-out of what enters a node (Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting", JMLR
 * 2014): each number is 0 with some probability, the others are scaled up by what is missing. Which ones follows from the sample's
 * key, the node and the number's place alone.
 */
public final class Dropping implements NodeGradient {
    private static final int BITS = 16; // of each number's draw, four to a word
    private static final long NODES = 1L << 40; // numbers of draws of a node, and of a step of it
    private static final long STEPS = 1L << 26;

    private final Trace entering;
    private final Trace trace;
    private final Trace inputGradient; // or null
    private final long first; // number of the node's first draw
    private final int dropped; // of 2^BITS
    private final float scale;
    private long key;

    /**
     * Of numbers, not lists.
     *
     * @param entering what enters
     * @param inputGradient where ∂L/∂(what enters) goes, or null
     * @param rate probability of 0, in [0, 1)
     * @param node number of the node
     */
    public Dropping(Trace entering, Trace inputGradient, double rate, int node) {
        this.entering = entering;
        this.inputGradient = inputGradient;
        this.trace = Trace.ofValues(entering.shape(), entering.steps());
        this.first = NODES * (node + 1);
        this.dropped = (int) Math.min((1 << BITS) - 1, Math.rint(rate * (1 << BITS)));
        this.scale = (float) ((1 << BITS) / (double) ((1 << BITS) - dropped));
        if (inputGradient != null) {
            trace.wantGradients();
        }
    }

    /** What is left. */
    public Trace trace() {
        return trace;
    }

    @Override
    public void begin(int shard, int sample, Draw draw) {
        key = draw.key();
    }

    @Override
    public void forward(int t) {
        trace.setPositions(t, entering.positions(t));
        drop(t, entering.values(t), trace.values(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            drop(t, trace.gradient(t), inputGradient.gradient(t));
        }
    }

    private void drop(int t, float[] from, float[] into) {
        final int present = entering.present(t);
        long bits = 0;
        for (int i = 0; i < present; i++) {
            bits = i % 4 == 0 ? RandomStream.draw(key, first + STEPS * t + i / 4) : bits >>> BITS;
            into[i] = (bits & 0xFFFF) < dropped ? 0f : from[i] * scale;
        }
    }

    @Override
    public Reads reads() {
        return Reads.NOTHING;
    }
}
