package io.memspike.topology.gradient.norm.internal;

import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.norm.BatchBarrier;

/** A quantiser outside of loops, with what enters of a whole batch. */
final class QuantiserBarrier extends BatchBarrier {
    private final Ranges ranges;
    private final int size;

    QuantiserBarrier(Ranges ranges, Context context) {
        super(context);
        this.ranges = ranges;
        this.size = context.shape().size();
    }

    @Override
    public void beginBatch(int samples) {
        super.beginBatch(samples);
        ranges.beginBatch();
    }

    @Override
    public Observer observer() {
        return (shard, sample) -> {
            for (int t = 0; t < storedSteps(); t++) {
                ranges.observe(shard, t, currents(sample)[t], size);
            }
        };
    }

    @Override
    public void finishForward(int samples) {
        for (int t = 0; t < storedSteps(); t++) {
            ranges.finish(t);
        }
    }

    @Override
    public float[] backward(int sample, int t, float[] room) {
        return deltas(sample)[t];
    }

    @Override
    public boolean isStraight() {
        return true;
    }

    @Override
    public Application apply(Trace entering) {
        return new Rounding(entering);
    }

    /** To levels; the gradient lies where it is asked for. */
    private final class Rounding implements Application {
        private final Trace entering;
        private final Trace output;

        Rounding(Trace entering) {
            this.entering = entering;
            this.output = Trace.ofValues(entering.shape(), entering);
            output.pointGradientsTo(entering.gradients());
        }

        @Override
        public Trace output() {
            return output;
        }

        @Override
        public void begin(int shard, int sample, Draw draw) {
            output.pointGradientsTo(entering.gradients());
        }

        @Override
        public void forward(int t) {
            if (t < output.storedSteps()) {
                ranges.levels(t).round(entering.values(t), output.values(t), size);
            }
        }

        @Override
        public void likenSteps() {
            alikeFrom(output.alikeFrom());
        }

        @Override
        public Reads reads() {
            return Reads.NOTHING;
        }

        @Override
        public void backward(int t) {}
    }
}
