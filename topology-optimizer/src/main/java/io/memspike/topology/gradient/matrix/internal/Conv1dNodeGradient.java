package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link Conv1d} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class Conv1dNodeGradient extends MatrixGradient.Factory<Conv1d> {}
