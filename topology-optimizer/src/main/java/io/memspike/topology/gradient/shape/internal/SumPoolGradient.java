package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;

/** {@link SumPool} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class SumPoolGradient implements GradientFactory<SumPool> {
    @Override
    public NodeGradient open(SumPool kind, GradientContext context) {
        return AvgPoolGradient.of(kind, context);
    }
}
