package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link LoihiLif} at work. */
final class LoihiLifStep implements Step {
    private final WholeNeurons neurons;
    private final float[] entering;
    private final float[] potential; // as floats
    private final Signal output;

    private LoihiLifStep(LoihiLif kind, StepContext context) {
        this.neurons = new WholeNeurons(kind, context::tensor, context.output());
        this.entering = context.values(0).values();
        this.potential = new float[context.output().size()];
        this.output = Signal.ofSpikes(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<LoihiLif> {
        @Override
        public Step open(LoihiLif kind, StepContext context) {
            return new LoihiLifStep(kind, context);
        }

        @Override
        public void check(LoihiLif kind, String node, Network network) {
            WholeSums.check(kind, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        neurons.reset();
        Arrays.fill(potential, 0f);
        output.active().clear();
    }

    @Override
    public void run(long read) {
        neurons.move(entering);
        neurons.fire(output.active());
        for (int i = 0; i < potential.length; i++) {
            potential[i] = neurons.voltage()[i];
        }
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public float[] potential() {
        return potential;
    }
}
