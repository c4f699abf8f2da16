package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Integrator} at work. */
final class IntegratorStep implements Step {
    private final Integrator integrator;
    private final float[] current;
    private final Signal output;
    private final int neurons;

    IntegratorStep(Integrator integrator, StepContext context) {
        this.integrator = integrator;
        this.current = context.values(0).values();
        this.output = Signal.ofValues(context.output());
        this.neurons = context.output().size();
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Integrator> {
        @Override
        public Step open(Integrator kind, StepContext context) {
            return new IntegratorStep(kind, context);
        }
    }

    @Override
    public void reset(long sample) {
        Arrays.fill(output.values(), 0f);
    }

    @Override
    public void run(long read) {
        final float retain = integrator.retain();
        final float slope = integrator.leakySlope();
        final float[] potential = output.values();
        for (int i = 0; i < neurons; i++) {
            final float x = retain * potential[i] + current[i];
            potential[i] = x > 0f ? x : slope * x;
        }
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public float[] potential() {
        return output.values();
    }
}
