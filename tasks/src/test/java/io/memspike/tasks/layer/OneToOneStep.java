package io.memspike.tasks.layer;

import io.memspike.core.run.MatrixStep;

/** {@link OneToOne} at work. */
public final class OneToOneStep extends MatrixStep.Factory<OneToOne> {}
