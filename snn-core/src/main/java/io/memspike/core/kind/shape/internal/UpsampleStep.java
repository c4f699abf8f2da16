package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Upsample} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class UpsampleStep implements StepFactory<Upsample> {
    @Override
    public Step open(Upsample upsample, StepContext context) {
        final Upsampling upsampling = new Upsampling(upsample, context.input(0));
        final float[] entering = context.values(0).values();
        final Signal output = Signal.ofValues(context.output());
        return new StatelessStep(output, () -> upsampling.forth(entering, output.values()));
    }
}
