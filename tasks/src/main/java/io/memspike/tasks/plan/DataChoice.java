package io.memspike.tasks.plan;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.nio.file.Path;

/** The data set that a model is tried on; null for the model's. */
public record DataChoice(
        @Option(label = "D", says = NAMES, shown = "the model's, or mnist")
        String dataset,

        DataPlace place) {
    /** What a data set is. */
    public static final String NAMES =
            "a data set by name (`info` lists them) or a directory of IDX files or of classes of" + " recordings";

    /** Whether one is asked for. */
    public boolean isGiven() {
        return dataset != null;
    }

    /** By name or directory: as given, or else the one that the model was trained on. */
    public String of(Model model) {
        return of(dataset, model);
    }

    /** The same of a name, null where none is given. */
    public static String of(String dataset, Model model) {
        return dataset == null ? model.metadata().getOrDefault("dataset", DataSets.MNIST) : dataset;
    }

    /** All data sets. */
    public DataSets sets() throws IOException {
        return place.sets();
    }

    /**
     * Data as the model was trained on them.
     *
     * @param file the model file, for messages
     * @param seed of what encoders draw
     */
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
