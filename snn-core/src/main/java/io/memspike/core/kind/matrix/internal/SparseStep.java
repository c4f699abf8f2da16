package io.memspike.core.kind.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.run.MatrixStep;
import io.memspike.core.run.StepFactory;

/** {@link Sparse} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class SparseStep extends MatrixStep.Factory<Sparse> {}
