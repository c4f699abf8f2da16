package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Lif} at work, also behind a norm. */
final class LifStep implements Step {
    private final Lif lif;
    private final Kernels kernels;
    private final Signal entering;
    private final Signal spikes;
    private final float[] potential;
    private final int neurons;

    LifStep(Lif lif, StepContext context) {
        this.lif = lif;
        this.kernels = context.kernels();
        this.entering = context.currents(0);
        this.spikes = Signal.ofSpikes(context.output());
        this.potential = new float[entering.values().length];
        this.neurons = context.output().size();
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Lif> {
        @Override
        public Step open(Lif kind, StepContext context) {
            return new LifStep(kind, context);
        }

        @Override
        public boolean appliesAffine() {
            return true;
        }
    }

    @Override
    public void reset(long sample) {
        Arrays.fill(potential, 0f);
        spikes.active().clear();
    }

    @Override
    public void run(long read) {
        if (entering.affine() == null) {
            spikes.active().fire(kernels, lif, entering.values(), potential, neurons);
        } else {
            spikes.active().fire(kernels, lif, entering.affine(), entering.values(), potential, potential, neurons);
        }
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
