package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;

/** {@link SumPool} in training. */
@AutoService(GradientFactory.class)
public final class SumPoolGradient implements GradientFactory {
    @Override
    public Class<SumPool> kind() {
        return SumPool.class;
    }

    @Override
    public NodeGradient open(Kind kind, GradientContext context) {
        return new PoolGradient(kind, context);
    }
}
