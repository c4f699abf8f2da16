package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.LowRank;
import io.memspike.topology.TrainingConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What is trained.
 *
 * @param task directory of a task
 * @param model an imported encoder
 * @param adapter where goes what is learnt
 * @param mode what learns
 * @param texts number of texts to learn from, 0 for all
 * @param holdOut texts of the training file to judge by, instead of the test file's; 0 for none
 * @param epochs passes over them; null for those of the mode
 * @param batch texts of an update
 * @param learningRate step size at the start; null for that of the mode
 * @param weightDecay decay of what is learnt
 * @param rank of low-rank adapters
 * @param alpha numerator of their factor
 * @param dropOut share of what enters them that is left out in training
 * @param clip largest norm of the gradient
 * @param weightNoise noise of weights while adapters learn on tiles
 * @param refit what adapters begin with, and on which chip they learn
 * @param chip the tiles
 * @param kept how often, what is kept, and from where
 * @param seed of the choice of texts, their order, and first weights
 */
public record LanguageTrainPlan(
        @Option(label = "DIR", says = "a task: `train.tsv` and `test.tsv`, lines of label, tab, text", required = true)
        Path task,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(written = true, label = "FILE", says = "where goes what is learnt", required = true)
        Path adapter,

        @Option(
                label = "head|plain|aware",
                says =
                        "what learns: `head`, a full connection behind the encoder, which stays as it is; `plain`, low-rank adapters"
                                + " beside all of its connections, too; `aware`, the same while the connections lie on noisy tiles",
                otherwise = "head")
        String mode,

        @Option(label = "N", says = "texts to learn from, drawn by the seed; 0 for all", otherwise = "0", shown = "all")
        int texts,

        @Option(
                label = "N",
                says =
                        "judge by N texts of the training file, drawn by the seed, which nothing is learnt from; the test file"
                                + " is not looked at",
                otherwise = "0",
                shown = "by the test file")
        int holdOut,

        @Option(label = "N", says = "passes over the texts", shown = "60 of a head, 3 of adapters")
        Integer epochs,

        @Option(label = "N", says = "texts of an update", otherwise = "32")
        int batch,

        @Option(
                label = "RATE",
                says = "step size at the start; it falls to 0, along a half cosine of a head, along a line of adapters",
                shown = "0.005 of a head, 0.001 of adapters")
        Double learningRate,

        @Option(label = "D", says = "decay of the weights at each update, times the step size", otherwise = "0.01")
        double weightDecay,

        @Option(label = "R", says = "rank of the adapters", otherwise = "" + RANK)
        int rank,

        @Option(label = "A", says = "their output is multiplied by A/R", otherwise = "" + ALPHA)
        float alpha,

        @Option(label = "P", says = "share of what enters adapters that training leaves out", otherwise = "" + DROP_OUT)
        double dropOut,

        @Option(
                label = "NORM",
                says = "longer gradients of adapters and head are shortened to it",
                otherwise = "" + CLIP)
        double clip,

        @Option(
                label = "SHARE",
                says = "with `aware`, noise of weights, anew for each update, in parts of a column's largest weight",
                otherwise = "" + WEIGHT_NOISE)
        double weightNoise,

        RefitOptions refit,
        ChipChoice chip,
        KeepOptions kept,
        long seed) {
    /** The head alone learns. */
    static final String HEAD = "head";

    /** Adapters learn, too, with exact arithmetic. */
    static final String PLAIN = "plain";

    /** Adapters learn on noisy tiles. */
    static final String AWARE = "aware";

    private static final List<String> MODES = List.of(HEAD, PLAIN, AWARE);
    private static final int RANK = 8;
    private static final int ALPHA = 32;
    private static final double DROP_OUT = 0.1;
    private static final int CLIP = 1;
    private static final double WEIGHT_NOISE = 0.067;
    private static final int LEAST_BITS = 2;
    private static final int HEAD_EPOCHS = 60;
    private static final double HEAD_RATE = 0.005;
    private static final int ADAPTER_EPOCHS = 3;
    private static final double ADAPTER_RATE = 0.001;

    /** Refuses what is not known. */
    public LanguageTrainPlan {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "--mode: expected " + String.join(", ", MODES) + ", found '" + mode + "'");
        }
        if (texts < 0) {
            throw new IllegalArgumentException("--texts: expected at least 0, found " + texts);
        }
        if (holdOut < 0) {
            throw new IllegalArgumentException("--hold-out: expected at least 0, found " + holdOut);
        }
        if (!(dropOut >= 0 && dropOut < 1)) {
            throw new IllegalArgumentException("--drop-out: expected a share in [0, 1), found " + dropOut);
        }
        if (!(weightNoise >= 0 && weightNoise < 1)) {
            throw new IllegalArgumentException("--weight-noise: expected a share in [0, 1), found " + weightNoise);
        }
        if (mode.equals(AWARE) && (chip.dacBits() < LEAST_BITS || chip.adcBits() < LEAST_BITS)) {
            throw new IllegalArgumentException("--dac-bits, --adc-bits: expected at least " + LEAST_BITS
                    + " with --mode aware, found " + chip.dacBits() + " and " + chip.adcBits());
        }
        if (mode.equals(HEAD) && refit.from() != null) {
            throw new IllegalArgumentException(
                    "--from: expected --mode plain or aware, which have adapters, found head");
        }
        if (mode.equals(HEAD) && refit.headEpochs() != null) {
            throw new IllegalArgumentException(
                    "--head-epochs: expected --mode plain or aware, or --epochs, which a head alone goes by, found head");
        }
        if (!mode.equals(AWARE) && refit.adaptAt() != null) {
            throw new IllegalArgumentException("--adapt-at: expected --mode aware, found " + mode);
        }
        new LowRank(rank, alpha); // before all texts are embedded, as what follows
        if (mode.equals(HEAD) && !(rank == RANK && alpha == ALPHA && dropOut == DROP_OUT && clip == CLIP)) {
            throw new IllegalArgumentException(
                    "--rank, --alpha, --drop-out, --clip: expected --mode plain or aware, which have adapters, found head");
        }
        if (!mode.equals(AWARE)) {
            chip.requireStandard("--mode aware");
            if (weightNoise != WEIGHT_NOISE) {
                throw new IllegalArgumentException("--weight-noise: expected --mode aware, found " + mode);
            }
        }
        config(mode.equals(HEAD), epochs, learningRate, batch, weightDecay, clip, seed);
    }

    private static TrainingConfig config(
            boolean isOfHead, Integer epochs, Double rate, int batch, double weightDecay, double clip, long seed) {
        final TrainingConfig config = TrainingConfig.adamW(
                epochs == null ? isOfHead ? HEAD_EPOCHS : ADAPTER_EPOCHS : epochs,
                batch,
                rate == null ? isOfHead ? HEAD_RATE : ADAPTER_RATE : rate,
                true,
                weightDecay,
                seed);
        return isOfHead ? config : config.with(TrainingConfig.Decay.LINEAR, clip);
    }

    /** The same with another seed. */
    LanguageTrainPlan withSeed(long other) {
        return with(task, model, adapter, kept, other);
    }

    /** The same where a training goes on, with the files that are asked for now. */
    public LanguageTrainPlan goingOn(LanguageTrainPlan asked) {
        return with(asked.task, asked.model, asked.adapter, asked.kept.of(kept), seed);
    }

    private LanguageTrainPlan with(Path ofTask, Path encoder, Path out, KeepOptions keeping, long other) {
        return new LanguageTrainPlan(
                ofTask,
                encoder,
                out,
                mode,
                texts,
                holdOut,
                epochs,
                batch,
                learningRate,
                weightDecay,
                rank,
                alpha,
                dropOut,
                clip,
                weightNoise,
                refit,
                chip,
                keeping,
                other);
    }

    /** The file of what a training learns; one of several has its seed in its name. */
    Path file(int repeat) {
        return kept.repeats() == 1 ? adapter : Checkpoints.ofSeed(adapter, seed + repeat);
    }

    /** Whether adapters learn. */
    public boolean hasAdapters() {
        return !mode.equals(HEAD);
    }

    /** Whether they learn on tiles. */
    public boolean isAware() {
        return mode.equals(AWARE);
    }

    /** How the head is trained on so many embeddings of the frozen encoder: as is asked for where it is all that learns. */
    public TrainingConfig headConfig(int ofTexts) {
        return hasAdapters()
                ? config(true, refit.headEpochs(ofTexts, batch), null, batch, weightDecay, clip, seed)
                : config(true, epochs, learningRate, batch, weightDecay, clip, seed);
    }

    /** How adapters and head are trained then. */
    public TrainingConfig adapterConfig() {
        return config(false, epochs, learningRate, batch, weightDecay, clip, seed);
    }

    /** The adapters. */
    public LowRank lowRank() {
        return new LowRank(rank, alpha);
    }
}
