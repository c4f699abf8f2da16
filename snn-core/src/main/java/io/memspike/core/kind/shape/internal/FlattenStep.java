package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Flatten} and {@link Unflatten} at work. */
final class FlattenStep implements Step {
    private final Rearrangement rearrangement;
    private final Signal entering;
    private final Signal output;

    private FlattenStep(Rearrangement rearrangement, StepContext context) {
        this.rearrangement = rearrangement;
        this.entering = context.active(0);
        this.output = Signal.ofActive(context.output());
    }

    /** Makes those of {@link Flatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Flatten> {
        @Override
        public Step open(Flatten kind, StepContext context) {
            return new FlattenStep(Rearrangement.flattening(context.input(0), context.kernels()), context);
        }
    }

    /** Makes those of {@link Unflatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Unflattening implements StepFactory<Unflatten> {
        @Override
        public Step open(Unflatten kind, StepContext context) {
            return new FlattenStep(Rearrangement.unflattening(context.output(), context.kernels()), context);
        }
    }

    @Override
    public void run(long read) {
        rearrangement.spikes(entering.active(), output.active());
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
