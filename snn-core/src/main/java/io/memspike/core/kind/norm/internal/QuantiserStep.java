package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Quantiser} in service: by the range of each step of a sample. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class QuantiserStep implements StepFactory<Quantiser> {
    @Override
    public Step open(Quantiser quantiser, StepContext context) {
        final float[] entering = context.values(0).values();
        final Signal output = Signal.ofValues(context.output());
        final Levels levels = new Levels(quantiser, context.kernels());
        final float[] range = new float[2];
        final int n = context.output().size();
        return new StatelessStep(output, () -> {
            levels.widen(Levels.emptied(range), entering, n);
            levels.span(range);
            levels.round(entering, output.values(), n);
        });
    }
}
