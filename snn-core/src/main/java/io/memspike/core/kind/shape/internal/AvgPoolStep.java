package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link AvgPool} and {@link SumPool} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class AvgPoolStep implements StepFactory<AvgPool> {
    @Override
    public Step open(AvgPool pool, StepContext context) {
        return of(pool, context);
    }

    /** That of a pool of sums or means. */
    static Step of(Kind pool, StepContext context) {
        final Pooling pooling = Pooling.of(pool, context.input(0), context.kernels());
        final Signal entering = context.active(0);
        final Signal output = Signal.ofActive(context.output());
        return new StatelessStep(output, () -> pooling.pool(entering.active(), output.active()));
    }
}
