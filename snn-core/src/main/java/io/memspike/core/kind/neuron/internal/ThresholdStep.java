package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Threshold} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class ThresholdStep implements StepFactory<Threshold> {
    @Override
    public Step open(Threshold kind, StepContext context) {
        final float[] entering = context.values(0).values();
        final float[] threshold = kind.per().spread(context.tensor("vThreshold"), context.output());
        final Signal output = Signal.ofSpikes(context.output());
        return new StatelessStep(output, () -> output.active().above(entering, threshold, threshold.length));
    }
}
