package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.shape.internal.Upsampling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Upsample} in training. */
final class UpsampleGradient implements NodeGradient {
    private final Upsampling upsampling;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;

    private UpsampleGradient(Upsample upsample, GradientContext context) {
        this.upsampling = new Upsampling(upsample, context.input(0));
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Upsample> {
        @Override
        public NodeGradient open(Upsample kind, GradientContext context) {
            return new UpsampleGradient(kind, context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        upsampling.forth(entering.values(t), output.values(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            upsampling.back(output.gradient(t), inputGradient.gradient(t));
        }
    }
}
