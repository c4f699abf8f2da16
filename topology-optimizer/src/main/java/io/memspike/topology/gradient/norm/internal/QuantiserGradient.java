package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Quantiser} in training: levels by the range of the whole batch, the gradient straight through. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class QuantiserGradient implements GradientFactory<Quantiser> {
    @Override
    public Barrier barrier(Quantiser kind, Barrier.Context context) {
        return new QuantiserBarrier(new Ranges(kind, context.storedSteps(), context.kernels()), context);
    }

    @Override
    public boolean goesByStep() {
        return true;
    }

    @Override
    public Lockstep lockstep(Quantiser kind, Barrier.Context context) {
        return new Ranges(kind, context.steps(), context.kernels());
    }

    @Override
    public NodeGradient open(Quantiser kind, GradientContext context) {
        return new InLoop(context);
    }

    /** One in a loop, with the range of each step. */
    private static final class InLoop implements Lockstep.Member {
        private final Ranges ranges;
        private final Trace entering;
        private final Trace output;
        private final Trace inputGradient;
        private final int size;
        private int shard;

        InLoop(GradientContext context) {
            this.ranges = (Ranges) context.lockstep();
            this.entering = context.values(0);
            this.output = Trace.ofValues(context.output(), context.steps());
            this.inputGradient = context.inputGradient(0);
            this.size = context.output().size();
            context.output(output);
        }

        @Override
        public void begin(int ofBatch, int sample, Draw draw) {
            shard = ofBatch;
        }

        @Override
        public void look(int t) {
            ranges.observe(shard, t, entering.values(t), size);
        }

        @Override
        public void forward(int t) {
            ranges.levels(t).round(entering.values(t), output.values(t), size);
        }

        @Override
        public void backward(int t) {
            if (inputGradient != null) {
                System.arraycopy(output.gradient(t), 0, inputGradient.gradient(t), 0, size);
            }
        }
    }
}
