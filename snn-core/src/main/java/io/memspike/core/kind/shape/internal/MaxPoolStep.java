package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link MaxPool} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class MaxPoolStep implements StepFactory<MaxPool> {
    @Override
    public Step open(MaxPool pool, StepContext context) {
        final MaxPooling pooling = new MaxPooling(pool, context.input(0), context.kernels());
        final float[] entering = context.values(0).values();
        final Signal output = Signal.ofValues(context.output());
        return new StatelessStep(output, () -> pooling.pool(entering, output.values()));
    }
}
