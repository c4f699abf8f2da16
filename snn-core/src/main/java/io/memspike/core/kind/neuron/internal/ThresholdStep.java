package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Threshold} at work. */
final class ThresholdStep implements Step {
    private final float[] entering;
    private final float[] threshold;
    private final Signal output;

    private ThresholdStep(Threshold kind, StepContext context) {
        this.entering = context.values(0).values();
        this.threshold = kind.per().spread(context.tensor("vThreshold"), context.output());
        this.output = Signal.ofSpikes(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Threshold> {
        @Override
        public Step open(Threshold kind, StepContext context) {
            return new ThresholdStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        output.active().above(entering, threshold, threshold.length);
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
