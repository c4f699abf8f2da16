package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link Linear} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class LinearNodeGradient extends MatrixGradient.Factory<Linear> {}
