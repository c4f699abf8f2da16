package io.memspike.tasks.layer;

import io.memspike.topology.gradient.matrix.MatrixGradient;

/** {@link OneToOne} in training. */
public final class OneToOneGradient extends MatrixGradient.Factory<OneToOne> {}
