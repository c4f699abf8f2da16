package io.memspike.topology.gradient.matrix.internal;

import io.memspike.topology.gradient.matrix.MatrixGradient;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.topology.gradient.GradientFactory;

/** {@link Sparse} in training. */
@AutoService(GradientFactory.class)
public final class SparseNodeGradient extends MatrixGradient.Factory {
    @Override
    public Class<Sparse> kind() {
        return Sparse.class;
    }
}
