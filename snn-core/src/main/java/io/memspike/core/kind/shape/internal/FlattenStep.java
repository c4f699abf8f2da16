package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Flatten} and {@link Unflatten} at work. */
final class FlattenStep {
    private FlattenStep() {}

    /** Makes those of {@link Flatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Flatten> {
        @Override
        public Step open(Flatten kind, StepContext context) {
            return of(Rearrangement.flattening(context.input(0), context.kernels()), context);
        }
    }

    /** Makes those of {@link Unflatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Unflattening implements StepFactory<Unflatten> {
        @Override
        public Step open(Unflatten kind, StepContext context) {
            return of(Rearrangement.unflattening(context.output(), context.kernels()), context);
        }
    }

    private static Step of(Rearrangement rearrangement, StepContext context) {
        final Signal entering = context.active(0);
        final Signal output = Signal.ofActive(context.output());
        return new StatelessStep(output, () -> rearrangement.spikes(entering.active(), output.active()));
    }
}
