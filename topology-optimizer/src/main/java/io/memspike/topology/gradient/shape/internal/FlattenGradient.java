package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.internal.Rearrangement;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Flatten} and {@link Unflatten} in training. */
final class FlattenGradient implements NodeGradient {
    private final Rearrangement rearrangement;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;

    private FlattenGradient(Rearrangement rearrangement, GradientContext context) {
        this.rearrangement = rearrangement;
        this.entering = context.active(0);
        this.output = Trace.ofActive(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    /** Makes those of {@link Flatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Flatten> {
        @Override
        public NodeGradient open(Flatten kind, GradientContext context) {
            return new FlattenGradient(Rearrangement.flattening(context.input(0), context.kernels()), context);
        }
    }

    /** Makes those of {@link Unflatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Unflattening implements GradientFactory<Unflatten> {
        @Override
        public NodeGradient open(Unflatten kind, GradientContext context) {
            return new FlattenGradient(Rearrangement.unflattening(context.output(), context.kernels()), context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        rearrangement.spikes(entering.active(t), output.active(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            rearrangement.back(output.gradient(t), inputGradient.gradient(t));
        }
    }
}
