package io.memspike.core.kind.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.run.MatrixStep;
import io.memspike.core.run.StepFactory;

/** {@link ConvTranspose2d} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class ConvTranspose2dStep extends MatrixStep.Factory<ConvTranspose2d> {}
