package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;

/** {@link AvgPool} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class AvgPoolGradient implements GradientFactory<AvgPool> {
    @Override
    public NodeGradient open(AvgPool kind, GradientContext context) {
        return new PoolGradient(kind, context);
    }
}
