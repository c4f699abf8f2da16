package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.internal.Pooling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link AvgPool} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class AvgPoolGradient implements GradientFactory<AvgPool> {
    @Override
    public NodeGradient open(AvgPool kind, GradientContext context) {
        return of(kind, context);
    }

    /** That of a pool of sums or means. */
    static NodeGradient of(Kind pool, GradientContext context) {
        final Pooling pooling = Pooling.of(pool, context.input(0), context.kernels());
        final Trace entering = context.active(0);
        final Trace output = Trace.ofActive(context.output(), entering);
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> pooling.pool(entering.active(t), output.active(t)),
                (t, into) -> pooling.spread(output.gradient(t), into));
    }
}
