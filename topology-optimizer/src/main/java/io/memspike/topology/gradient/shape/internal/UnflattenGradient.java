package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.internal.Unflattening;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Unflatten} in training. */
final class UnflattenGradient implements NodeGradient {
    private final Unflattening unflattening;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;

    private UnflattenGradient(GradientContext context) {
        this.unflattening = new Unflattening(context.output());
        this.entering = context.active(0);
        this.output = Trace.ofActive(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    /** Makes them. */
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory {
        @Override
        public Class<Unflatten> kind() {
            return Unflatten.class;
        }

        @Override
        public NodeGradient open(Kind kind, GradientContext context) {
            return new UnflattenGradient(context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        unflattening.spikes(entering.active(t), output.active(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            unflattening.back(output.gradient(t), inputGradient.gradient(t));
        }
    }
}
