package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Activation} at work. */
final class ActivationStep implements Step {
    private final Activation activation;
    private final Signal entering;
    private final Signal output;

    ActivationStep(Activation activation, StepContext context) {
        this.activation = activation;
        this.entering = context.values(0);
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Activation> {
        @Override
        public Step open(Activation kind, StepContext context) {
            return new ActivationStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        final int n = output.shape().size();
        for (int i = 0; i < n; i++) {
            output.values()[i] = activation.of(entering.values()[i]);
        }
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
