package io.memspike.app.cli;

import io.memspike.core.file.Model;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.plan.DataChoice;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@link DataChoice} of commands without a plan. */
public final class DataOption {
    /** What a data set is, for the help of commands. */
    public static final String NAMES = "A data set by name ('info' lists them) or a directory of IDX files";

    @Option(
            names = "--dataset",
            paramLabel = "D",
            description = NAMES + "; its test split (default: the model's, or mnist).")
    private String dataset;

    @Mixin
    private DataPlace place;

    public boolean isGiven() {
        return dataset != null;
    }

    public String of(Model model) {
        return choice().of(model);
    }

    public DataSets sets() throws IOException {
        return place.sets();
    }

    public ClassifierData data(Path file, Model model, long seed) throws IOException {
        return choice().data(file, model, seed);
    }

    private DataChoice choice() {
        return new DataChoice(dataset, place.choice());
    }
}
