package io.memspike.topology.gradient.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link ConvTranspose2d} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class ConvTranspose2dNodeGradient extends MatrixGradient.Factory<ConvTranspose2d> {}
