package io.memspike.tasks.train;

import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * How the classifier is trained by which filled pictures are judged.
 *
 * @param dataset by name or directory
 * @param samples to train on; 0 for all
 * @param testSamples to test on; 0 for all
 * @param epochs of the training
 * @param out the classifier
 * @param seed of weights and order
 */
public record TrainPicturesPlan(
        @Option(
                label = "D",
                says = "a data set: mnist, fashion-mnist or a directory of IDX files",
                otherwise = DataSets.MNIST)
        String dataset,

        @Option(label = "N", says = "train on the first N", otherwise = "0", shown = "all")
        int samples,

        @Option(label = "N", says = "test on the first N test pictures", otherwise = "0", shown = "all")
        int testSamples,

        @Option(label = "E", says = "epochs", otherwise = "4")
        int epochs,

        @Option(written = true, label = "FILE", says = "the classifier", otherwise = "pictures.safetensors")
        Path out,

        long seed) {}
