package io.memspike.tasks.train;

/**
 * A training under a budget of writes is done.
 *
 * @param result what it came to
 * @param curve what the model was worth on the way
 */
public record Written(TrainPruneResult result, WriteCurve curve) {}
