package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EncoderChoice;
import java.nio.file.Path;

/**
 * How networks of still data are trained by pruning; null for what is not given. What the training then is is its {@link
 * io.memspike.tasks.ClassifierPlan}, or {@link io.memspike.tasks.SegmentationPlan} of vessels.
 *
 * @param dataset by name or directory
 * @param place where data sets lie; of vessels their directory
 * @param encode how samples are shown
 * @param network by name or file
 * @param samples to train on, of vessels images; 0 for all but the held-out ones
 * @param testSamples to test on; 0 for all
 * @param holdOut training samples that are not trained on
 * @param epochs of the training
 * @param learning what nodes learn
 * @param method how, and what is kept
 * @param batch samples per update
 * @param learningRate at the start
 * @param weightDecay of what is learnt
 * @param vessels what is drawn of images
 * @param writing what devices may be written
 * @param out the model
 * @param resume the checkpoint to go on from
 * @param curve where loss and figures by epoch are written
 * @param seed of all draws
 */
public record TrainPrunePlan(
        @Option(
                label = "D",
                says =
                        "a data set of still samples, as fashion-mnist or spoken-digits-mel; or `vessels`, images in one of"
                                + " [these layouts](vessels.md) in `--data`",
                otherwise = "fashion-mnist")
        String dataset,

        DataPlace place,
        EncoderChoice encode,

        @Option(
                label = "NAME|FILE",
                says = "the network: one that `info` lists, a [YAML file](networks.md), or a model file",
                shown = "pruning-unet of vessels, pruning-crnn of spoken-digits-mel, else pruning-cnn")
        String network,

        @Option(
                label = "N",
                says = "train on the first N samples, of vessels images",
                otherwise = "0",
                shown = "all but the held-out ones")
        int samples,

        @Option(
                label = "N",
                says = "test on the first N test samples, of vessels images",
                otherwise = "0",
                shown = "all")
        int testSamples,

        @Option(
                label = "N",
                says = "keep the last N training samples, of vessels images, to choose the best epoch by",
                shown = "2000, or a tenth of a smaller set; of vessels a seventh")
        Integer holdOut,

        @Option(label = "E", says = "epochs", shown = "14; of vessels 20")
        Integer epochs,

        LearningOptions learning,
        MethodOptions method,

        @Option(label = "N", says = "samples per update", shown = "by network; of vessels 8 patches")
        Integer batch,

        @Option(
                label = "R",
                says = "step size at the start",
                shown = "by network; of vessels 0.01, or 0.001 of weights")
        Double learningRate,

        @Option(label = "D", says = "L2 decay, of adamw decoupled", shown = "by network; of vessels 0")
        Double weightDecay,

        VesselOptions vessels,
        WriteOptions writing,

        @Option(written = true, label = "FILE", says = "the model", otherwise = "model.safetensors")
        Path out,

        @Option(
                label = "FILE",
                says =
                        "go on from this checkpoint; network and settings come from it, and options that say otherwise are"
                                + " refused")
        Path resume,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "write loss and accuracy by epoch, of vessels the area under precision over recall of held-out images, as"
                                + " CSV or PNG; with --resume, of the epochs that were left")
        Path curve,

        long seed) {
    static final String FASHION = "fashion-mnist";
    static final String VESSELS = "vessels";

    /** Refuses what contradicts itself. */
    public TrainPrunePlan {
        learning.requireNone(resume);
        if (resume != null && encode.isGiven()) {
            throw new IllegalArgumentException(
                    EncoderChoice.OPTIONS + ": expected no --resume, whose checkpoint says it");
        }
        LearningCurve.requireFile(curve);
        if (dataset.equals(VESSELS) && (encode.encoder() != null || encode.filter() != null)) {
            throw new IllegalArgumentException(
                    "--encode, --filter: expected none for vessels, which are shown as they are");
        }
        if (writing.isGiven() && resume != null) {
            throw new IllegalArgumentException(
                    "--writes, --levels, --write-noise, --count-writes: expected a new training, found --resume");
        }
        if (!dataset.equals(VESSELS) && resume == null && vessels.isGiven()) {
            throw new IllegalArgumentException(
                    "--base, --depth, --patches, --patch-size, --upright, --bend, --brightness:"
                            + " expected --dataset vessels, which they are of, found " + dataset);
        }
    }

    /** Whether what is learnt are classes of pixels. */
    boolean isOfPixels() {
        return dataset.equals(VESSELS);
    }

    /** The network that is trained where no checkpoint says it. */
    String trained() {
        if (network != null) {
            return vessels.sized(network);
        }
        return switch (dataset) {
            case VESSELS -> vessels.sized(NetworkSource.UNET);
            case "spoken-digits-mel" -> "pruning-crnn";
            default -> "pruning-cnn";
        };
    }
}
