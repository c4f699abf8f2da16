/**
 * Learning by pruning: connections are removed, weights stay as they are.
 *
 * <p>Every connection has a fixed random weight and a trainable <em>score</em>. With {@code n} connections in a layer and
 * sparsity {@code q}, {@code k = 1 + round(q * (n - 1))}, the threshold is the k-th smallest magnitude of a score, and
 * the <em>mask</em> keeps the connections whose score is at least as large. The effective weight is
 * {@code weightScale * weight * mask}.
 *
 * <p>A training step runs the same layers as inference with a <em>tape</em> that remembers them, takes the loss, goes back
 * through time, and hands the gradient straight through the mask to the scores. Where a spike has no derivative a
 * <em>surrogate gradient</em> stands in: 1 within 0.5 of the threshold, else 0. Gradients are summed in a fixed order, so
 * that a result does not depend on the number of threads. Where currents pass hardware on their way forward
 * ({@link io.memspike.core.run.Surroundings}), the gradient goes straight through that, too.
 */
package io.memspike.topology;
