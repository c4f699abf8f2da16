package io.memspike.tasks.language;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.tasks.experiment.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a task has learnt on top of an encoder: a full connection from an embedding to the task's classes. A file of its own.
 *
 * @param encoder digest of the encoder
 * @param labels names of the classes
 * @param weights [classes, channels]. Not to be modified.
 * @param bias [classes]. Not to be modified.
 */
record Adapter(String encoder, List<String> labels, float[] weights, float[] bias) {
    private static final String FORMAT = "memspike-adapter";
    private static final String WEIGHTS = "head.weight";
    private static final String BIAS = "head.bias";

    void write(Path file) throws IOException {
        final int classes = labels.size();
        new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata("formatVersion", "1")
                .metadata(LanguageModel.DIGEST, encoder)
                .metadata("labels", Results.json(labels))
                .floats(WEIGHTS, new long[] {classes, weights.length / classes}, weights)
                .floats(BIAS, new long[] {classes}, bias)
                .write(file);
    }

    /** How many numbers it has. */
    int size() {
        return weights.length + bias.length;
    }

    /**
     * Reads one for an encoder.
     *
     * @throws FileFormatException where it is none, or another encoder's
     */
    static Adapter read(Path file, LanguageModel of) throws IOException {
        try (SafetensorsFile in = SafetensorsFile.open(file)) {
            require(file, "format", FORMAT, in.metadata().get("format"));
            require(file, "formatVersion", "1", in.metadata().get("formatVersion"));
            if (!of.digest().equals(in.metadata().get(LanguageModel.DIGEST))) {
                throw new FileFormatException(
                        file, "metadata " + LanguageModel.DIGEST, "the encoder of " + of.file(), "another encoder");
            }
            final String text = in.metadata().getOrDefault("labels", "");
            final List<String> labels = new ArrayList<>();
            for (final StrictJson label :
                    StrictJson.parse(file + ": metadata labels", text).elements("a list of texts")) {
                labels.add(label.text());
            }
            if (labels.size() < 2) {
                throw new FileFormatException(file, "metadata labels", "at least 2", labels.size());
            }
            return new Adapter(
                    of.digest(),
                    labels,
                    floats(in, WEIGHTS, labels.size(), of.channels()),
                    floats(in, BIAS, labels.size()));
        }
    }

    private static void require(Path file, String key, String expected, String found) throws FileFormatException {
        if (!expected.equals(found)) {
            throw new FileFormatException(file, "metadata " + key, expected, found == null ? "nothing" : found);
        }
    }

    private static float[] floats(SafetensorsFile in, String name, long... shape) throws FileFormatException {
        final var tensor = in.tensor(name);
        if (!Arrays.equals(shape, tensor.shape())) {
            throw new FileFormatException(
                    in.path(), "tensor " + name, Arrays.toString(shape), Arrays.toString(tensor.shape()));
        }
        final float[] floats = tensor.floats();
        for (int i = 0; i < floats.length; i++) {
            if (!Float.isFinite(floats[i])) {
                throw new FileFormatException(
                        in.path(), "tensor " + name + ", element " + i, "a finite number", floats[i]);
            }
        }
        return floats;
    }

    /** Probabilities of the classes: the softmax of the connection's outputs, with sums in ascending order. */
    double[] probabilities(float[] embedding) {
        final double[] p = new double[labels.size()];
        double most = Double.NEGATIVE_INFINITY;
        for (int o = 0; o < p.length; o++) {
            float sum = 0;
            for (int i = 0; i < embedding.length; i++) {
                sum += embedding[i] * weights[o * embedding.length + i];
            }
            p[o] = sum + bias[o];
            most = Math.max(most, p[o]);
        }
        double total = 0;
        for (int o = 0; o < p.length; o++) {
            p[o] = StrictMath.exp(p[o] - most);
            total += p[o];
        }
        for (int o = 0; o < p.length; o++) {
            p[o] /= total;
        }
        return p;
    }

    /** The class of the largest; the first of equals. */
    static int best(double[] probabilities) {
        int best = 0;
        for (int o = 1; o < probabilities.length; o++) {
            best = probabilities[o] > probabilities[best] ? o : best;
        }
        return best;
    }
}
