package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.graph.Edge;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Session;
import io.memspike.core.run.Signal;
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
    private final List<Trace> entering; // the loop's inputs as lists, in their order
    private final String source;
    private final int delay;
    private final SpikeList[] inputs;
    private final Kernels kernels;
    private boolean isOpen; // still to be drawn
    private Session session; // of the loop as it serves in this batch
    private Draw draw;
    private int sample;

    Draws(Batch.Drawn drawn, Trace arriving, List<Trace> entering, Edge edge, Kernels kernels) {
        this.drawn = drawn;
        this.arriving = arriving;
        this.entering = entering;
        this.source = edge.from();
        this.delay = edge.delay();
        this.kernels = kernels;
        this.inputs = new SpikeList[entering.size()];
    }

    void serve(Session served) {
        session = served;
    }

    @Override
    public void begin(int shard, int number, Draw ofSample) {
        sample = number;
        draw = ofSample;
        arriving.pointTo(drawn.lists(number));
    }

    @Override
    public void forward(int t) {
        if (t == 0) {
            isOpen = drawn.claim(sample);
            if (isOpen) {
                session.reset(draw.read(), draw.key());
            }
        }
        if (!isOpen) {
            return;
        }
        if (t < delay) {
            arriving.active(t).clear();
        }
        if (t + delay < arriving.steps()) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = entering.get(i).active(t);
            }
            session.step(inputs);
            leave(session.signal(source), arriving.active(t + delay));
        }
    }

    private void leave(Signal signal, SpikeList into) {
        if (signal.isDense()) {
            into.compact(signal.values(), signal.shape().size(), kernels);
        } else {
            into.copyFrom(signal.active());
        }
    }

    @Override
    public void backward(int t) {
        // detached
    }
}
