package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.internal.MaxPooling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;
import java.util.Arrays;

/** {@link MaxPool} in training: the gradient goes to the first of the largest. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class MaxPoolGradient implements GradientFactory<MaxPool> {
    @Override
    public NodeGradient open(MaxPool pool, GradientContext context) {
        final MaxPooling pooling = new MaxPooling(pool, context.input(0), context.kernels());
        final int[] places = new int[pooling.windowSize()];
        final int inputs = context.input(0).size();
        final Trace entering = context.values(0);
        final Trace output = Trace.ofValues(context.output(), entering);
        return StatelessGradient.of(
                context, output, Reads.BOTH, t -> pooling.pool(entering.values(t), output.values(t)), (t, into) -> {
                    Arrays.fill(into, 0, inputs, 0f);
                    pooling.spread(entering.values(t), output.values(t), output.gradient(t), into, places);
                });
    }
}
