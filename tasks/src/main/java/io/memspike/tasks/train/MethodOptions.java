package io.memspike.tasks.train;

import io.memspike.tasks.TrainingMethod;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.network.FirstScores;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.topology.parameter.Optimiser;

/**
 * How values are learnt, and which of them are kept.
 *
 * @param keep best or last
 * @param optimiser its name
 * @param momentum of sgd; null for none
 * @param surrogate of all neurons that fire; null for each node's
 * @param hysteresis of masks; null for none
 * @param scores what they begin with
 */
public record MethodOptions(
        @Option(
                label = "best|last",
                says =
                        "keep the model of the epoch with most held-out samples right, or with the smallest loss where none are"
                                + " held out, the first of equals; or [that of the last](decisions/0150-the-last-epoch-is-kept-unless-one-asks.md)",
                otherwise = "last")
        String keep,

        @Option(label = "adam|adamw|sgd", says = "the optimiser", otherwise = "adam")
        String optimiser,

        @Option(label = "M", says = "share of the last update of sgd that goes on in the next, in [0, 1)", shown = "0")
        Double momentum,

        @Option(
                label = "NAME[:KEY=VALUE,...]",
                says =
                        "[surrogate gradient](neurons.md#training) of all neurons: rectangular, fastSigmoid, triangular or"
                                + " arctangent, as in fastSigmoid:width=0.25,detachedReset=true",
                shown = "each node's")
        String surrogate,

        @Option(
                label = "LIMIT",
                says =
                        "leave a connection as it lies on its devices while the magnitude of its score moves by less than this share"
                                + " a step, and count what is written; 0 counts alone",
                shown = "masks follow scores, uncounted")
        Double hysteresis,

        @Option(
                label = "random|magnitude",
                says = "what the scores of random weights begin with: chance, or the weights' magnitudes",
                otherwise = "random")
        String scores) {
    /** Refuses a method that there is not. */
    public MethodOptions {
        FirstScores.of(scores);
        method(keep, optimiser, momentum, surrogate, hysteresis);
    }

    /** The method, for what is learnt. */
    TrainingMethod of(LearningChoice choice) {
        if (hysteresis != null && !choice.isPruning()) {
            throw new IllegalArgumentException("--hysteresis: expected nodes that are pruned, found none");
        }
        if (FirstScores.of(scores) != FirstScores.RANDOM && !choice.isPruning()) {
            throw new IllegalArgumentException("--scores: expected nodes that are pruned, found none");
        }
        return of();
    }

    /** The method. */
    TrainingMethod of() {
        return method(keep, optimiser, momentum, surrogate, hysteresis).withScores(FirstScores.of(scores));
    }

    private static TrainingMethod method(
            String keep, String optimiser, Double momentum, String surrogate, Double hysteresis) {
        return new TrainingMethod(
                TrainingMethod.Keep.of(keep),
                new Optimiser(Optimiser.Method.of(optimiser), momentum == null ? 0 : momentum),
                surrogate,
                hysteresis);
    }
}
