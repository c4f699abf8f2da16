package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.norm.Scale;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import java.util.List;

/** {@link Scale} in training. */
@AutoService(GradientFactory.class)
public final class ScaleNodeGradient implements GradientFactory {
    @Override
    public Class<Scale> kind() {
        return Scale.class;
    }

    @Override
    public List<String> learnable(Kind kind) {
        return List.of("scale");
    }

    @Override
    public NodeGradient open(Kind kind, GradientContext context) {
        return new ScaleGradient(((Scale) kind).per(), false, context);
    }
}
