package io.memspike.app.cli;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The data set that a model is tried on. */
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

    /** By name or directory: as given, or else the one that the model was trained on. */
    public String of(Model model) {
        return of(dataset, model);
    }

    /** The same of an option's value, null where it is not given. */
    public static String of(String dataset, Model model) {
        return dataset == null ? model.metadata().getOrDefault("dataset", DataSets.MNIST) : dataset;
    }

    /** All data sets. */
    public DataSets sets() throws IOException {
        return place.sets();
    }

    /** Data as the model was trained on them. */
    public ClassifierData data(Path file, Model model, long seed) throws IOException {
        final DataSets sets = sets();
        return new ClassifierData(sets, encoding(sets, of(model), file, model), seed);
    }

    /**
     * What the model was trained with, or else the data set's own encoder.
     *
     * @param file the model file, for messages
     * @throws FileFormatException where the model names none that there is
     */
    public static Encoding encoding(DataSets sets, String dataset, Path file, Model model) throws FileFormatException {
        final String encoder = model.metadata().get(ClassifierTraining.ENCODER);
        try {
            return Encoding.of(encoder == null ? sets.of(dataset).encoding() : encoder);
        } catch (IllegalArgumentException e) {
            if (encoder == null) {
                throw e;
            }
            throw new FileFormatException(file + ": metadata encoder: " + e.getMessage());
        }
    }
}
