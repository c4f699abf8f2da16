package io.memspike.tasks.train;

import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.OtherChips;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.ConverterLearningOptions;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EncoderChoice;
import io.memspike.tasks.teach.TeachingOptions;
import io.memspike.topology.loss.Loss;
import java.nio.file.Path;

/**
 * How classifiers are trained; null for what is not given. What one training then is is its {@link ClassifierPlan}.
 *
 * @param dataset by name or directory
 * @param place where data sets lie
 * @param encode how it becomes spikes
 * @param network by name or file
 * @param samples to train on; 0 for all but the held-out ones
 * @param testSamples to test on; 0 for all
 * @param chips other chips to test on
 * @param trainChips to train on; null for one
 * @param reform share of the pruned cells that are formed anew; null for none
 * @param holdOut training samples that are not trained on
 * @param epochs of a training
 * @param loss its name
 * @param part what of the data, and from where
 * @param learning what nodes learn
 * @param method how, and what is kept
 * @param teaching who teaches beside the labels
 * @param batch samples per update
 * @param learningRate at the start
 * @param weightDecay of what is learnt
 * @param spikePenalty what firing at every step would add to the loss
 * @param converters around layers
 * @param converterLearning how it lives with them
 * @param out the model
 * @param resume the checkpoint to go on from
 * @param repeats how many trainings
 * @param curve where loss and accuracy by epoch are written
 * @param seed of the first training
 */
public record TrainClassifyPlan(
        @Option(label = "D", says = DataChoice.NAMES, otherwise = DataSets.MNIST)
        String dataset,

        DataPlace place,
        EncoderChoice encode,

        @Option(
                label = "NAME|FILE",
                says =
                        "the network: `conv` or `mlp`, PRIME's, another that `info` lists, a [YAML file](networks.md), or a model file,"
                                + " from whose numbers training goes on",
                otherwise = "conv")
        String network,

        @Option(
                label = "N",
                says = "train on the first N samples",
                otherwise = "0",
                shown = "all but the held-out ones")
        int samples,

        @Option(label = "N", says = "test on the first N test samples", otherwise = "0", shown = "all")
        int testSamples,

        @Option(
                label = "N",
                says =
                        "test on N other chips of the device, too: programmed anew towards the targets of the one that was trained, or,"
                                + " of devices that cannot be programmed, formed anew under its mask",
                shown = OtherChips.USUAL + " where --device can be programmed, else 0")
        Integer chips,

        @Option(
                label = "N",
                says =
                        "train on N chips in turn, an update each: the model's own, and others of the same device that were programmed anew"
                                + " towards the same targets, so that the mask suits such, too",
                shown = "its own alone")
        Integer trainChips,

        @Option(
                label = "SHARE",
                says =
                        "form this share of the pruned cells anew after each epoch but those of the last quarter, so that chance has"
                                + " [another go](deeper-pruning.md#cells-formed-anew)",
                shown = "none")
        Double reform,

        @Option(
                label = "N",
                says = "keep N training samples for calibration, and to choose the best epoch by",
                shown = ClassifierPlan.HELD_OUT + ", or a tenth of a smaller set")
        Integer holdOut,

        @Option(label = "E", says = "epochs, passes over the samples", otherwise = "14")
        int epochs,

        @Option(
                label = "mean|running|squared",
                says =
                        "cross-entropy of the last answer, or averaged over the answers of all steps; or the squared error of the"
                                + " last answer, to 1 for the right class and 0 for others",
                otherwise = "running")
        String loss,

        PartOptions part,
        LearningOptions learning,
        MethodOptions method,
        TeachingOptions teaching,

        @Option(label = "N", says = "samples per update", shown = "by network")
        Integer batch,

        @Option(label = "R", says = "step size at the start", shown = "by network")
        Double learningRate,

        @Option(label = "D", says = "L2 decay, of adamw decoupled", shown = "by network")
        Double weightDecay,

        @Option(
                label = "P",
                says = "what firing at every step would add to the loss, layer by layer: fewer spikes, less work",
                otherwise = "0")
        double spikePenalty,

        ConverterChoice converters,
        ConverterLearningOptions converterLearning,

        @Option(written = true, label = "FILE", says = "the model", otherwise = "model.safetensors")
        Path out,

        @Option(
                label = "FILE",
                says =
                        "go on from this checkpoint; data, network and settings come from it, and options that say otherwise"
                                + " are refused")
        Path resume,

        @Option(
                label = "N",
                says =
                        "train N times, with the seeds from --seed on; models are named by their seeds, `NAME-SEED.safetensors`",
                otherwise = "1")
        int repeats,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "write loss and accuracy by epoch, in training and on held-out samples, or on the test's where none are"
                                + " held out: a table as CSV, or a picture as PNG; with --resume, of the epochs that were left")
        Path curve,

        long seed) {
    /** Refuses what contradicts itself. */
    public TrainClassifyPlan {
        Loss.of(loss);
        if (chips != null && chips < 0) {
            throw new IllegalArgumentException("--chips: expected at least 0, found " + chips);
        }
        if (repeats < 1 || repeats > 1 && resume != null) {
            throw new IllegalArgumentException("--repeats: expected at least 1, and 1 with --resume, found " + repeats);
        }
        if (resume != null && encode.isGiven()) {
            throw new IllegalArgumentException(
                    EncoderChoice.OPTIONS + ": expected no --resume, whose checkpoint says it");
        }
        learning.requireNone(resume);
        LearningCurve.requireFile(curve);
    }

    /** The model's file of a training; one of several has its seed in its name. */
    Path file(int repeat) {
        return repeats == 1 ? out : Checkpoints.ofSeed(out, seed + repeat);
    }
}
