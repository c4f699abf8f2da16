package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Activation} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class ActivationStep implements StepFactory<Activation> {
    @Override
    public Step open(Activation activation, StepContext context) {
        final Signal entering = context.values(0);
        final Signal output = Signal.ofValues(context.output());
        final ActivationLoops loops = ActivationLoops.of(activation, context.kernels());
        return new StatelessStep(output, () -> {
            output.setPositions(entering.positions());
            loops.apply(entering.values(), output.values(), output.present());
        });
    }

    @Override
    public boolean followsLength(Activation activation) {
        return true;
    }
}
