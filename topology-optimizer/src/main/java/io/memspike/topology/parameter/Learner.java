package io.memspike.topology.parameter;

/**
 * One layer's parameters and the state of their optimiser: all that a checkpoint must hold of it.
 *
 * @param parameters what is learnt
 * @param adam moments of the parameters' values
 */
public record Learner(Parameters parameters, Adam adam) {
    public Learner {
        if (adam.firstMoment().length != parameters.values().length
                || adam.secondMoment().length != parameters.values().length) {
            throw new IllegalArgumentException("optimiser: expected moments of " + parameters.values().length
                    + " values, found " + adam.firstMoment().length + " and " + adam.secondMoment().length);
        }
    }

    /** A learner at the start: moments 0. */
    public static Learner of(Parameters parameters) {
        return new Learner(parameters, new Adam(parameters.values().length));
    }
}
