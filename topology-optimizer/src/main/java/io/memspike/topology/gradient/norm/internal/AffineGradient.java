package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Affine;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import java.util.List;

/** {@link Affine} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class AffineGradient implements GradientFactory<Affine> {
    @Override
    public List<String> learnable(Affine kind) {
        return List.of("scale", "offset");
    }

    @Override
    public NodeGradient open(Affine kind, GradientContext context) {
        return new ScaleGradient(kind.per(), true, context);
    }
}
