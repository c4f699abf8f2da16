package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Integrator} in training. */
final class IntegratorGradient implements NodeGradient {
    private final Integrator integrator;
    private final Trace entering;
    private final Trace output;
    private final Trace deltas;
    private final float[] rest;
    private final int size;

    private IntegratorGradient(Integrator integrator, GradientContext context) {
        this.integrator = integrator;
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.deltas = context.inputGradient(0);
        this.size = context.output().size();
        this.rest = new float[size];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Integrator> {
        @Override
        public NodeGradient open(Integrator kind, GradientContext context) {
            return new IntegratorGradient(kind, context);
        }
    }

    @Override
    public void forward(int t) {
        final float retain = integrator.retain();
        final float slope = integrator.leakySlope();
        final float[] before = t == 0 ? rest : output.values(t - 1);
        final float[] current = entering.values(t);
        final float[] potential = output.values(t);
        for (int i = 0; i < size; i++) {
            final float x = retain * before[i] + current[i];
            potential[i] = x > 0f ? x : slope * x;
        }
    }

    @Override
    public void backward(int t) {
        if (deltas == null) {
            return;
        }
        final float retain = integrator.retain();
        final float slope = integrator.leakySlope();
        final float[] later = t == output.steps() - 1 ? rest : deltas.gradient(t + 1);
        final float[] gradient = output.gradient(t);
        final float[] potential = output.values(t);
        final float[] delta = deltas.gradient(t);
        for (int i = 0; i < size; i++) {
            delta[i] = (retain * later[i] + gradient[i]) * (potential[i] > 0f ? 1f : slope);
        }
    }
}
