package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.internal.MaxPooling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/** {@link MaxPool} in training: the gradient goes to the first of the largest. */
final class MaxPoolGradient implements NodeGradient {
    private final MaxPooling pooling;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final int inputs;

    private MaxPoolGradient(MaxPool pool, GradientContext context) {
        this.pooling = new MaxPooling(pool, context.input(0));
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.inputs = context.input(0).size();
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<MaxPool> {
        @Override
        public NodeGradient open(MaxPool kind, GradientContext context) {
            return new MaxPoolGradient(kind, context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        pooling.pool(entering.values(t), output.values(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            final float[] into = inputGradient.gradient(t);
            Arrays.fill(into, 0, inputs, 0f);
            pooling.spread(entering.values(t), output.values(t), output.gradient(t), into);
        }
    }
}
