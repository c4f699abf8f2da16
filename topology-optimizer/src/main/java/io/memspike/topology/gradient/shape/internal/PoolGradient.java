package io.memspike.topology.gradient.shape.internal;

import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.internal.Pooling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** A pool of sums or means in training. */
final class PoolGradient implements NodeGradient {
    private final Pooling pooling;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;

    PoolGradient(Kind pool, GradientContext context) {
        this.pooling = Pooling.of(pool, context.input(0), context.kernels());
        this.entering = context.active(0);
        this.output = Trace.ofActive(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        pooling.pool(entering.active(t), output.active(t));
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null) {
            pooling.spread(output.gradient(t), inputGradient.gradient(t));
        }
    }
}
