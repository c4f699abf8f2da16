package io.memspike.topology.gradient;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AvgPool;

/** {@link AvgPool} in training. */
@AutoService(GradientFactory.class)
public final class AvgPoolGradient implements GradientFactory {
    @Override
    public Class<AvgPool> kind() {
        return AvgPool.class;
    }

    @Override
    public NodeGradient open(Kind kind, GradientContext context) {
        return new PoolGradient(kind, context);
    }
}
