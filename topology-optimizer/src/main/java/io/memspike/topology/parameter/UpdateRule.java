package io.memspike.topology.parameter;

/**
 * How values follow their gradient in one update.
 *
 * @param step number of the update, from 1
 * @param learningRate step size
 * @param weightDecay decay
 * @param optimiser which way
 */
public record UpdateRule(long step, double learningRate, double weightDecay, Optimiser optimiser) {}
