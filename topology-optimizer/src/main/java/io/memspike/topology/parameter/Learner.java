package io.memspike.topology.parameter;

/**
 * One layer's parameters and the state of their optimiser: all that a checkpoint must hold of it.
 *
 * @param parameters what is learnt
 * @param adam moments of the parameters' values; of none where they are frozen
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

    /**
     * One update of elements [from, to).
     *
     * @param gradient ∂L/∂effective, of which these elements become ∂L/∂values
     * @param rule step size and decay
     */
    public void update(float[] gradient, int from, int to, UpdateRule rule) {
        if (parameters.isLearnt()) {
            parameters.pullBack(gradient, from, to);
            follow(gradient, from, to, rule);
        }
    }

    /**
     * One update of elements [from, to) of what is learnt.
     *
     * @param gradient ∂L/∂values. Not modified.
     * @param rule step size and decay
     */
    public void follow(float[] gradient, int from, int to, UpdateRule rule) {
        adam.update(parameters.values(), gradient, from, to, rule);
        parameters.confine(from, to);
    }
}
