package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Unflatten} at work. */
final class UnflattenStep implements Step {
    private final Unflattening unflattening;
    private final Signal entering;
    private final Signal output;

    UnflattenStep(StepContext context) {
        this.unflattening = new Unflattening(context.output());
        this.entering = context.active(0);
        this.output = Signal.ofActive(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Unflatten> kind() {
            return Unflatten.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new UnflattenStep(context);
        }
    }

    @Override
    public void run(long read) {
        unflattening.spikes(entering.active(), output.active());
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
