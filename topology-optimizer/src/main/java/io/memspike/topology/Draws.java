package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Session;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * What comes over the cut edge of a loop with a norm inside: drawn step by step without gradient from the loop as it serves,
 * with running statistics, its state carried over the steps. Drawn once in a batch.
 */
final class Draws implements NodeGradient {
    private final Batch.Drawn drawn;
    private final Trace arriving;
    private final List<Trace> entering; // the loop's inputs, in their order
    private final String source;
    private final int delay;
    private final SpikeList[] inputs;
    private Session session; // of the loop as it serves in this batch
    private Draw draw;
    private int sample;

    Draws(Batch.Drawn drawn, Trace arriving, List<Trace> entering, String source, int delay) {
        this.drawn = drawn;
        this.arriving = arriving;
        this.entering = entering;
        this.source = source;
        this.delay = delay;
        this.inputs = new SpikeList[entering.size()];
    }

    void serve(Session served) {
        session = served;
    }

    @Override
    public int steps() {
        return arriving.steps();
    }

    @Override
    public void begin(int shard, int number, Draw ofSample) {
        sample = number;
        draw = ofSample;
        arriving.pointTo(drawn.lists(number));
    }

    @Override
    public void forward(int t) {
        throw new IllegalStateException("drawn edges: expected all steps at once");
    }

    @Override
    public void forward() {
        if (!drawn.claim(sample)) {
            return;
        }
        session.reset(draw.read(), draw.key());
        for (int t = 0; t < steps(); t++) {
            if (t < delay) {
                arriving.active(t).clear();
            }
            if (t + delay < steps()) {
                for (int i = 0; i < inputs.length; i++) {
                    inputs[i] = entering.get(i).active(t);
                }
                session.step(inputs);
                arriving.active(t + delay).copyFrom(session.signal(source).active());
            }
        }
    }

    @Override
    public void backward(int t) {
        // detached
    }
}
