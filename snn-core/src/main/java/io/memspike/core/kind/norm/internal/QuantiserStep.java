package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kernel.internal.Elementwise;
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
        final Elementwise loops = Elementwise.of(context.kernels());
        final float[] range = Levels.nothing();
        final int n = context.output().size();
        return new StatelessStep(output, () -> {
            range[0] = Float.POSITIVE_INFINITY;
            range[1] = Float.NEGATIVE_INFINITY;
            loops.range(entering, n, range);
            levels.span(range);
            levels.round(entering, output.values(), n);
        });
    }
}
