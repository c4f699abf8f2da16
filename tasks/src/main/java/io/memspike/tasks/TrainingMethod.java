package io.memspike.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.core.graph.Graph;
import io.memspike.tasks.network.FirstScores;
import io.memspike.tasks.network.SurrogateText;
import io.memspike.tasks.teach.Teaching;
import io.memspike.topology.parameter.Optimiser;

/**
 * How a classifier is trained where it is not as all were before one could say so; null for what is as it was.
 *
 * @param keep which epoch's model is kept; null for the last
 * @param optimiser which way values follow their gradient; null for Adam
 * @param surrogate of all neurons that fire, as {@link SurrogateText} writes it; null for each node's own
 * @param hysteresis share of its magnitude that a score has to move by before a bit of the mask is written; null for masks that
 *     follow their scores, and of which nobody counts writes
 * @param chips how many chips are trained on in turn, the first of them the model's own; null for that one alone
 * @param scores what scores begin with; null for random ones
 * @param teaching who teaches beside the labels; null for nobody
 * @param reform share of the pruned cells that are formed anew after each epoch but those of the last quarter; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingMethod(
        Keep keep,
        Optimiser optimiser,
        String surrogate,
        Double hysteresis,
        Integer chips,
        FirstScores scores,
        Teaching teaching,
        Double reform) {
    /** As all were before. */
    public static final TrainingMethod USUAL = new TrainingMethod(null, null, null, null);

    /** On one chip. */
    public TrainingMethod(Keep keep, Optimiser optimiser, String surrogate, Double hysteresis) {
        this(keep, optimiser, surrogate, hysteresis, null, null, null, null);
    }

    /** Which epoch's model is kept. */
    public enum Keep {
        /** The last. */
        LAST,
        /** That with most held-out samples right, or where none are held out, with the smallest loss; the first of equals. */
        BEST;

        /** The one named on the command line; throws {@link IllegalArgumentException} for others. */
        public static Keep of(String name) {
            return switch (name) {
                case "last" -> LAST;
                case "best" -> BEST;
                default -> throw new IllegalArgumentException("keep: expected best or last, found '" + name + "'");
            };
        }
    }

    /** The same as one would have said before where nothing is new. */
    public TrainingMethod {
        if (hysteresis != null && !(hysteresis >= 0 && hysteresis < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "hysteresis: expected a finite limit of at least 0, found " + hysteresis);
        }
        if (chips != null && !(chips >= 1 && chips <= ChipsInTraining.MOST)) {
            throw new IllegalArgumentException(
                    "chips: expected 1 to " + ChipsInTraining.MOST + " to train on, found " + chips);
        }
        requireReform(reform, keep, hysteresis, chips);
        chips = chips != null && chips == 1 ? null : chips;
        keep = keep == Keep.LAST ? null : keep;
        scores = scores == FirstScores.RANDOM ? null : scores;
        optimiser = Optimiser.ADAM.equals(optimiser) ? null : optimiser;
        if (surrogate != null) {
            surrogate = SurrogateText.write(SurrogateText.of(surrogate));
        }
    }

    private static void requireReform(Double reform, Keep keep, Double hysteresis, Integer chips) {
        if (reform == null) {
            return;
        }
        if (!(reform > 0 && reform <= 1)) {
            throw new IllegalArgumentException("reform: expected a share in (0, 1], found " + reform);
        }
        if (keep == Keep.BEST || hysteresis != null || chips != null && chips > 1) {
            throw new IllegalArgumentException(
                    "reform: expected the last epoch kept, no hysteresis and one chip, found "
                            + (keep == Keep.BEST
                                    ? "the best epoch"
                                    : hysteresis != null ? "hysteresis" : chips + " chips"));
        }
    }

    /**
     * Refuses what goes with trainings of classifiers alone, whose writes nobody counts.
     *
     * @param method null for the usual one
     */
    static void requirePlain(TrainingMethod method) {
        if (method != null && (method.chips != null || method.teaching != null || method.reform != null)) {
            throw new IllegalArgumentException(
                    "training: expected one chip, no teacher and no cells formed anew, found "
                            + (method.chips != null ? "chips" : method.teaching != null ? "a teacher" : "reform"));
        }
    }

    /** The same on so many chips; null for one. */
    public TrainingMethod withChips(Integer other) {
        return new TrainingMethod(keep, optimiser, surrogate, hysteresis, other, scores, teaching, reform);
    }

    /** What scores begin with by a method; null is as it was. */
    static FirstScores scoresOf(TrainingMethod method) {
        return method == null || method.scores == null ? FirstScores.RANDOM : method.scores;
    }

    /** The same with a teacher; null for none. */
    public TrainingMethod withTeaching(Teaching other) {
        return new TrainingMethod(keep, optimiser, surrogate, hysteresis, chips, scores, other, reform);
    }

    /** The same with scores that begin so. */
    public TrainingMethod withScores(FirstScores other) {
        return new TrainingMethod(keep, optimiser, surrogate, hysteresis, chips, other, teaching, reform);
    }

    /** The same with such a share of pruned cells formed anew; null for none. */
    public TrainingMethod withReform(Double other) {
        return new TrainingMethod(keep, optimiser, surrogate, hysteresis, chips, scores, teaching, other);
    }

    /** A graph with this surrogate, if it has one. */
    Graph surrogateIn(Graph graph) {
        return surrogate == null ? graph : SurrogateText.with(SurrogateText.of(surrogate), graph);
    }
}
