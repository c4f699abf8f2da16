package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.norm.ChannelSums;

/** {@link Lif} in training, also behind a norm, whose sums it takes on the way back. */
final class LifGradient implements NodeGradient {
    private final Lif lif;
    private final Kernels kernels;
    private final NeuronGradient neurons;
    private final Trace entering;
    private final Trace spikes;
    private final float[][] potentials; // [step]
    private final Trace deltas; // whose gradient is ∂L/∂(what enters), or null
    private final float[] rest; // zeros
    private final float spikeCost;
    private final int size;
    private final ChannelSums sums; // of the norm, or null
    private int shard;

    private LifGradient(Lif lif, GradientContext context) {
        this.lif = lif;
        this.kernels = context.kernels();
        this.neurons = NeuronGradient.of(lif.surrogate(), kernels);
        this.entering = context.currents(0);
        this.size = context.output().size();
        this.spikes = Trace.ofSpikes(context.output(), context.steps());
        this.potentials = new float[context.steps()][size + Synapses.PADDING];
        this.rest = new float[size + Synapses.PADDING];
        this.deltas = context.inputGradient(0);
        this.spikeCost = context.spikeCost();
        this.sums = entering.norm() == null ? null : entering.norm().newSums(0);
        context.output(spikes);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Lif> {
        @Override
        public NodeGradient open(Lif kind, GradientContext context) {
            return new LifGradient(kind, context);
        }

        @Override
        public boolean appliesNorm() {
            return true;
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        if (sums != null) {
            sums.clear();
        }
    }

    @Override
    public void forward(int t) {
        final float[] before = t == 0 ? rest : potentials[t - 1];
        if (entering.affine() == null) {
            System.arraycopy(before, 0, potentials[t], 0, size);
            spikes.active(t).fire(kernels, lif, entering.values(t), potentials[t], size);
        } else {
            spikes.active(t).fire(kernels, lif, entering.affine(), entering.values(t), before, potentials[t], size);
        }
    }

    @Override
    public void backward(int t) {
        if (deltas == null) {
            return;
        }
        final float[] later = t == potentials.length - 1 ? rest : deltas.gradient(t + 1);
        final float[] gradient = spikes.gradient(t);
        if (sums == null) {
            neurons.backward(lif, potentials[t], gradient, spikeCost, later, deltas.gradient(t), size);
            return;
        }
        for (int i = 0; spikeCost != 0 && i < size; i++) {
            gradient[i] += spikeCost;
        }
        neurons.backward(
                lif,
                potentials[t],
                gradient,
                spikes.factor(t),
                later,
                deltas.gradient(t),
                entering.values(t),
                sums,
                size);
        if (t == 0) {
            sums.addTo(entering.norm().sums(0, shard));
        }
    }
}
