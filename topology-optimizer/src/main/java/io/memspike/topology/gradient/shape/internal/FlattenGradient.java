package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.internal.Unflattening;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Flatten} in training. */
final class FlattenGradient implements NodeGradient {
    private final Unflattening flattening;
    private final Kernels kernels;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;

    private FlattenGradient(GradientContext context) {
        this.flattening = new Unflattening(context.input(0));
        this.kernels = context.kernels();
        this.entering = context.active(0);
        this.output = Trace.ofActive(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    /** Makes them. */
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory {
        @Override
        public Class<Flatten> kind() {
            return Flatten.class;
        }

        @Override
        public NodeGradient open(Kind kind, GradientContext context) {
            return new FlattenGradient(context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        flattening.flatten(entering.active(t), output.active(t), kernels);
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            flattening.forth(output.gradient(t), inputGradient.gradient(t));
        }
    }
}
