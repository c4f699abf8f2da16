package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link AvgPool} and {@link SumPool} at work. */
final class AvgPoolStep implements Step {
    private final Pooling pooling;
    private final Signal entering;
    private final Signal output;

    AvgPoolStep(Kind pool, StepContext context) {
        this.pooling = Pooling.of(pool, context.input(0), context.kernels());
        this.entering = context.active(0);
        this.output = Signal.ofActive(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<AvgPool> {
        @Override
        public Step open(AvgPool kind, StepContext context) {
            return new AvgPoolStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        pooling.pool(entering.active(), output.active());
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Signal output() {
        return output;
    }
}
