package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link Conv2d} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class Conv2dNodeGradient extends MatrixGradient.Factory<Conv2d> {}
