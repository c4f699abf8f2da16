/**
 * Kinds with weights: ∂L/∂weight summed over a batch in a fixed order, and ∂L/∂input. What is fast for most networks has a
 * class of its own; all else goes by the kind's {@link io.memspike.core.kind.matrix.Unfolding}.
 */
package io.memspike.topology.gradient.matrix;
