package io.memspike.app.cli;

import io.memspike.core.file.Model;
import io.memspike.datasets.ImageSets;
import picocli.CommandLine.Option;

/** The data set that a model is tried on. */
public final class DataOption {
    @Option(
            names = "--dataset",
            paramLabel = "D",
            description =
                    "mnist, fashion-mnist or a directory of IDX files; its test split (default: the model's, or mnist).")
    private String dataset;

    public boolean isGiven() {
        return dataset != null;
    }

    /** By name or directory: as given, or else the one that the model was trained on. */
    public String of(Model model) {
        return of(dataset, model);
    }

    /** The same of an option's value, null where it is not given. */
    public static String of(String dataset, Model model) {
        return dataset == null ? model.metadata().getOrDefault("dataset", ImageSets.MNIST) : dataset;
    }
}
