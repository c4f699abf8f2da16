package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Pad} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class PadStep implements StepFactory<Pad> {
    @Override
    public Step open(Pad pad, StepContext context) {
        final Padding padding = new Padding(context.input(0), context.output());
        final Signal entering = context.active(0);
        final Signal output = Signal.ofActive(context.output());
        return new StatelessStep(output, () -> padding.forth(entering.active(), output.active()));
    }
}
