package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link Sparse} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class SparseNodeGradient extends MatrixGradient.Factory<Sparse> {}
