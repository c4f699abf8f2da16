package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link Linear} in training. */
@AutoService(GradientFactory.class)
public final class LinearNodeGradient extends MatrixGradient.Factory {
    @Override
    public Class<Linear> kind() {
        return Linear.class;
    }
}
