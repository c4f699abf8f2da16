package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Scale;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import java.util.List;

/** {@link Scale} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class ScaleNodeGradient implements GradientFactory<Scale> {
    @Override
    public List<String> learnable(Scale kind) {
        return List.of("scale");
    }

    @Override
    public NodeGradient open(Scale kind, GradientContext context) {
        return new ScaleGradient(kind.per(), false, context);
    }
}
