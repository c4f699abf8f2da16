package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.norm.Affine;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import java.util.List;

/** {@link Affine} in training. */
@AutoService(GradientFactory.class)
public final class AffineGradient implements GradientFactory {
    @Override
    public Class<Affine> kind() {
        return Affine.class;
    }

    @Override
    public List<String> learnable(Kind kind) {
        return List.of("scale", "offset");
    }

    @Override
    public NodeGradient open(Kind kind, GradientContext context) {
        return new ScaleGradient(((Affine) kind).per(), true, context);
    }
}
