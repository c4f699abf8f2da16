package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Flatten} at work. */
final class FlattenStep implements Step {
    private final Unflattening flattening;
    private final Kernels kernels;
    private final Signal entering;
    private final Signal output;

    private FlattenStep(StepContext context) {
        this.flattening = new Unflattening(context.input(0));
        this.kernels = context.kernels();
        this.entering = context.active(0);
        this.output = Signal.ofActive(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Flatten> kind() {
            return Flatten.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new FlattenStep(context);
        }
    }

    @Override
    public void run(long read) {
        flattening.flatten(entering.active(), output.active(), kernels);
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
