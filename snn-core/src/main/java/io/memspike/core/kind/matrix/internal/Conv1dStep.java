package io.memspike.core.kind.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.run.MatrixStep;
import io.memspike.core.run.StepFactory;

/** {@link Conv1d} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class Conv1dStep extends MatrixStep.Factory<Conv1d> {}
