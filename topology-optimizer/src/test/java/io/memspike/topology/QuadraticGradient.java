package io.memspike.topology;

import com.google.auto.service.AutoService;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Quadratic} in training. The reset lets no gradient through. */
final class QuadraticGradient implements NodeGradient {
    private final Quadratic neurons;
    private final Trace entering;
    private final Trace spikes;
    private final Trace deltas; // whose gradient is ∂L/∂I = ∂L/∂u
    private final float[][] potentials; // [step]
    private final float spikeCost;

    private QuadraticGradient(Quadratic neurons, GradientContext context) {
        this.neurons = neurons;
        this.entering = context.values(0);
        this.spikes = Trace.ofSpikes(context.output(), context.steps());
        this.deltas = context.inputGradient(0);
        this.potentials = new float[context.steps()][context.output().size()];
        this.spikeCost = context.spikeCost();
        context.output(spikes);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Quadratic> {
        @Override
        public NodeGradient open(Quadratic kind, GradientContext context) {
            return new QuadraticGradient(kind, context);
        }
    }

    @Override
    public void forward(int t) {
        final float[] u = potentials[t];
        for (int i = 0; i < u.length; i++) {
            u[i] = (t == 0 ? 0f : neurons.left(potentials[t - 1][i])) + entering.values(t)[i];
        }
        spikes.active(t).above(u, neurons.threshold(), u.length);
    }

    @Override
    public void backward(int t) {
        final float[] u = potentials[t];
        for (int i = 0; deltas != null && i < u.length; i++) {
            final float later = t == potentials.length - 1 || u[i] > neurons.threshold()
                    ? 0f
                    : neurons.slope(u[i]) * deltas.gradient(t + 1)[i];
            final float now = spikes.gradient(t)[i] * spikes.factor(t) + spikeCost;
            deltas.gradient(t)[i] = later + now * neurons.surrogate().at(u[i] - neurons.threshold());
        }
    }
}
