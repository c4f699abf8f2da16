package io.memspike.core.kind.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.run.MatrixStep;
import io.memspike.core.run.StepFactory;

/** {@link Conv2d} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class Conv2dStep extends MatrixStep.Factory<Conv2d> {}
