package io.memspike.topology.parameter;

/**
 * How values follow their gradient in one update.
 *
 * @param step number of the update, from 1
 * @param learningRate step size
 * @param weightDecay decay
 * @param isDecoupled whether values shrink by {@code learningRate · weightDecay} themselves (Loshchilov and Hutter,
 *     "Decoupled weight decay regularization", ICLR 2019: AdamW), else the decay is added to the gradient
 */
public record UpdateRule(long step, double learningRate, double weightDecay, boolean isDecoupled) {}
