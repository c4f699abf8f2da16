package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import io.memspike.topology.TrainingConfig;
import java.nio.file.Path;

/**
 * What is trained.
 *
 * @param task directory of a task
 * @param model an imported encoder
 * @param adapter where goes what is learnt
 * @param mode what learns
 * @param texts number of texts to learn from, 0 for all
 * @param epochs passes over them
 * @param batch texts of an update
 * @param learningRate step size at the start
 * @param weightDecay decay of what is learnt
 * @param seed of the choice of texts, their order, and the head's first weights
 */
public record LanguageTrainPlan(
        @Option(label = "DIR", says = "a task: `train.tsv` and `test.tsv`, lines of label, tab, text", required = true)
        Path task,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(label = "FILE", says = "where goes what is learnt", required = true)
        Path adapter,

        @Option(
                label = "head",
                says = "what learns: `head`, a full connection behind the encoder, which stays as it is",
                otherwise = "head")
        String mode,

        @Option(label = "N", says = "texts to learn from, drawn by the seed; 0 for all", otherwise = "0", shown = "all")
        int texts,

        @Option(label = "N", says = "passes over the texts", otherwise = "60")
        int epochs,

        @Option(label = "N", says = "texts of an update", otherwise = "32")
        int batch,

        @Option(label = "RATE", says = "step size at the start; it falls to 0", otherwise = "0.005")
        double learningRate,

        @Option(label = "D", says = "decay of the weights at each update, times the step size", otherwise = "0.01")
        double weightDecay,

        long seed) {
    /** Refuses what is not known. */
    public LanguageTrainPlan {
        if (!mode.equals("head")) {
            throw new IllegalArgumentException("--mode: expected head, found '" + mode + "'");
        }
        if (texts < 0) {
            throw new IllegalArgumentException("--texts: expected at least 0, found " + texts);
        }
        TrainingConfig.adamW(epochs, batch, learningRate, true, weightDecay, seed); // before all texts are embedded
    }

    /** How the head is trained. */
    TrainingConfig config() {
        return TrainingConfig.adamW(epochs, batch, learningRate, true, weightDecay, seed);
    }
}
