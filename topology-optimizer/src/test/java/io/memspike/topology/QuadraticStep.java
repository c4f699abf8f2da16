package io.memspike.topology;

import com.google.auto.service.AutoService;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Quadratic} at work. */
final class QuadraticStep implements Step {
    private final Quadratic neurons;
    private final float[] entering;
    private final float[] potential;
    private final Signal spikes;

    private QuadraticStep(Quadratic neurons, StepContext context) {
        this.neurons = neurons;
        this.entering = context.values(0).values();
        this.potential = new float[context.output().size()];
        this.spikes = Signal.ofSpikes(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Quadratic> {
        @Override
        public Step open(Quadratic kind, StepContext context) {
            return new QuadraticStep(kind, context);
        }
    }

    @Override
    public void reset(long sample) {
        Arrays.fill(potential, 0f);
        spikes.active().clear();
    }

    @Override
    public void run(long read) {
        for (int i = 0; i < potential.length; i++) {
            potential[i] = neurons.left(potential[i]) + entering[i];
        }
        spikes.active().above(potential, neurons.threshold(), potential.length);
    }

    @Override
    public Signal output() {
        return spikes;
    }

    @Override
    public float[] potential() {
        return potential;
    }
}
