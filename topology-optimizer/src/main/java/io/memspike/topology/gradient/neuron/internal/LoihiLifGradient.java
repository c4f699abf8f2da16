package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.internal.WholeNeurons;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/**
 * {@link LoihiLif} in training: forward in its integers, back straight through their rounding. What enters has to be whole
 * all along, as it is where whole weights are pruned; weights that are trained do not stay so, and the first step says so.
 */
final class LoihiLifGradient implements NodeGradient {
    private final LoihiLif kind;
    private final WholeNeurons neurons;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final float[][] potentials; // [step] in units of weights, before anyone fires
    private final float[] ofPotential;
    private final float[] ofCurrent;
    private final float spikeCost;
    private final int size;

    private LoihiLifGradient(LoihiLif kind, GradientContext context) {
        this.kind = kind;
        this.neurons = new WholeNeurons(kind, context::tensor, context.output());
        this.entering = context.values(0);
        this.output = Trace.ofSpikes(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.size = context.output().size();
        this.potentials = new float[context.steps()][size];
        this.ofPotential = new float[size];
        this.ofCurrent = new float[size];
        this.spikeCost = context.spikeCost();
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<LoihiLif> {
        @Override
        public NodeGradient open(LoihiLif kind, GradientContext context) {
            return new LoihiLifGradient(kind, context);
        }
    }

    @Override
    public void begin(int shard, int sample, Draw draw) {
        neurons.reset();
        Arrays.fill(ofPotential, 0f);
        Arrays.fill(ofCurrent, 0f);
    }

    @Override
    public void forward(int t) {
        neurons.move(entering.values(t));
        for (int i = 0; i < size; i++) {
            potentials[t][i] = (float) neurons.voltage()[i] / LoihiLif.UNIT;
        }
        neurons.fire(output.active(t));
    }

    @Override
    public void backward(int t) {
        final float keptCurrent = 1f - (float) kind.currentDecay() / LoihiLif.ONE;
        final float keptPotential = 1f - (float) kind.voltageDecay() / LoihiLif.ONE;
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < size; i++) {
            final float u = potentials[t][i];
            final float byReset = kind.surrogate().detachedReset() ? 0f : ofPotential[i] * -u;
            final float throughSpike =
                    (gradient[i] + spikeCost + byReset) * kind.surrogate().at(u - kind.threshold());
            final float delta = (u > kind.threshold() ? 0f : ofPotential[i]) + throughSpike;
            final float current = delta + ofCurrent[i];
            ofPotential[i] = keptPotential * delta;
            ofCurrent[i] = keptCurrent * current;
            if (inputGradient != null) {
                inputGradient.gradient(t)[i] = current;
            }
        }
    }
}
