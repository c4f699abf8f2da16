package io.memspike.tasks.train;

import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.FillingOptions;
import java.nio.file.Path;

/**
 * How an auto-encoder is trained; null for what is not given.
 *
 * @param dataset by name or directory
 * @param network by name or file
 * @param samples to train on; 0 for all
 * @param testSamples to fill; 0 for all
 * @param epochs of the training
 * @param learning what nodes learn
 * @param filling how it learns to fill holes, and what is kept
 * @param batch pictures per update
 * @param learningRate at the start
 * @param hole its rows and columns
 * @param out the model
 * @param compact whether it is written small
 * @param resume the checkpoint to go on from
 * @param curve where loss and error by epoch are written
 * @param seed of all draws
 */
public record TrainInpaintPlan(
        @Option(
                label = "D",
                says = "a data set: mnist, fashion-mnist or a directory of IDX files",
                otherwise = DataSets.MNIST)
        String dataset,

        @Option(
                label = "NAME|FILE",
                says =
                        "the network: PRIME's, `hole-filler`, or one of your own in a [YAML file](networks.md#auto-encoders)",
                otherwise = AutoEncoder.PRIME)
        String network,

        @Option(
                label = "N",
                says = "train on the first N pictures",
                otherwise = "0",
                shown = "all but the held-out ones")
        int samples,

        @Option(label = "N", says = "fill the first N test pictures at the end; 0 for all", otherwise = "1000")
        int testSamples,

        @Option(label = "E", says = "epochs", otherwise = "10")
        int epochs,

        LearningOptions learning,
        FillingOptions filling,

        @Option(label = "N", says = "pictures per update", shown = "100")
        Integer batch,

        @Option(label = "R", says = "AdamW's step size at the start; it falls along a half cosine", shown = "0.004")
        Double learningRate,

        @Option(
                label = "R,C,H,W",
                says = "the hole's first row and column, height and width",
                shown = "12,12,8,8, or the middle of smaller pictures")
        String hole,

        @Option(written = true, label = "FILE", says = "the model", otherwise = "inpainting.safetensors")
        Path out,

        @Option(
                says =
                        "write the model small, as the shipped one is: random weights come back from their seed, trained ones are"
                                + " kept in 8 bits")
        boolean compact,

        @Option(
                label = "FILE",
                says =
                        "go on from this checkpoint, to the same bits; data and settings come from it, and options that say"
                                + " otherwise are refused")
        Path resume,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "write loss, and the error in holes of held-out pictures, by epoch: a table as CSV, or a picture as PNG; with"
                                + " --resume, of the epochs that were left")
        Path curve,

        long seed) {
    /** Refuses what contradicts itself. */
    public TrainInpaintPlan {
        learning.requireNone(resume);
        LearningCurve.requireFile(curve);
        if (resume != null && hole != null) {
            throw new IllegalArgumentException("--hole: expected no --resume, whose checkpoint says it");
        }
    }
}
