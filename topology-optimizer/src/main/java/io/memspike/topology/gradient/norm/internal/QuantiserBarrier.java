package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.Synapses;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Trace;

/** A quantiser outside of loops, with what enters of a whole batch. */
final class QuantiserBarrier implements Barrier {
    private final Ranges ranges;
    private final Context context;
    private final int size;
    private float[][][] currents = {}; // [sample][stored step] (size + padding)
    private float[][][] deltas = {}; // [sample][step] ∂L/∂(what leaves)

    QuantiserBarrier(Ranges ranges, Context context) {
        this.ranges = ranges;
        this.context = context;
        this.size = context.shape().size();
    }

    @Override
    public int storedSteps() {
        return context.storedSteps();
    }

    @Override
    public void beginBatch(int samples) {
        if (currents.length < samples) {
            currents = new float[samples][context.storedSteps()][size + Synapses.PADDING];
            deltas = new float[samples][context.steps()][size + Synapses.PADDING];
        }
        ranges.beginBatch();
    }

    @Override
    public float[][] currents(int sample) {
        return currents[sample];
    }

    @Override
    public float[][] deltas(int sample) {
        return deltas[sample];
    }

    @Override
    public Observer observer() {
        return (shard, sample) -> {
            for (int t = 0; t < context.storedSteps(); t++) {
                ranges.observe(shard, t, currents[sample][t], size);
            }
        };
    }

    @Override
    public void finishForward(int samples) {
        for (int t = 0; t < context.storedSteps(); t++) {
            ranges.finish(t);
        }
    }

    @Override
    public void backward(int sample, int t, float[] gradient) {
        System.arraycopy(deltas[sample][t], 0, gradient, 0, size);
    }

    @Override
    public Application apply(Trace entering) {
        return new Rounding(entering);
    }

    /** One thread's. */
    private final class Rounding implements Application {
        private final Trace entering;
        private final Trace output;

        Rounding(Trace entering) {
            this.entering = entering;
            this.output = Trace.ofValues(entering.shape(), entering);
            output.wantGradients();
        }

        @Override
        public Trace output() {
            return output;
        }

        @Override
        public void forward(int t) {
            if (t < output.storedSteps()) {
                ranges.levels(t).round(entering.values(t), output.values(t), size);
            }
        }

        @Override
        public void backward(int t) {
            System.arraycopy(output.gradient(t), 0, entering.gradient(t), 0, size);
        }
    }
}
