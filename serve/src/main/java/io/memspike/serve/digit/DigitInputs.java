package io.memspike.serve.digit;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.recording.RecordingSource;
import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels.Served;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.RefusedException;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.plan.DataChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What can be shown to a model: drawings, test samples and recordings, each as the model's own encoder shows them. Thread-safe. */
final class DigitInputs {
    /** Data sets that a page of digits offers, where they are there. */
    static final List<String> SETS = List.of("mnist", "n-mnist");

    private static final int CLASSES = 10;
    private static final int MOST_KEPT = 64;
    private static final int MOST_DATA = 16;

    private final Workshop workshop;
    private final Kept<String, long[]> recordings = new Kept<>(MOST_KEPT);
    private final Kept<String, Samples> sets = new Kept<>(MOST_DATA);
    private final Kept<String, ClassifierData> data = new Kept<>(MOST_DATA);

    DigitInputs(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * Something to show.
     *
     * @param samples where it is from
     * @param number which of them
     */
    record Shown(Samples samples, int number) {
        /** Its class; −1 where nobody knows. */
        int label() {
            return samples.classes() == 0 ? -1 : samples.label(number);
        }
    }

    /** What a request shows to a model. */
    Shown of(DigitRequest request, Served served) throws Exception {
        final long seed = request.seedOrUsual();
        if (request.dataset() != null) {
            final Samples test = test(served, request.dataset(), seed);
            requireSample(request.dataset(), test, request.sample());
            return new Shown(test, request.sample());
        }
        final Samples one = request.pixels() != null ? drawing(request.drawing()) : recording(request.recording());
        return new Shown(encoding(served).encode(one, seed), 0);
    }

    /** The samples of a drawing, whose class nobody knows. */
    static ImageSet drawing(byte[] greys) {
        return new ImageSet("drawing", DigitRequest.SIDE, DigitRequest.SIDE, CLASSES, greys, new byte[1]);
    }

    static void requireSample(String dataset, Samples samples, int number) {
        if (number < 0 || number >= samples.size()) {
            throw new IllegalArgumentException(
                    "sample: expected 0 to " + (samples.size() - 1) + " of " + dataset + ", found " + number);
        }
    }

    /** The test samples of a set as a model's encoder shows them, as evaluate has them. */
    Samples test(Served served, String dataset, long seed) throws Exception {
        requireSet(dataset);
        return sets.of(
                served.name() + " " + seed + " " + dataset,
                () -> data(served, seed).samples(dataset, Split.TEST, 0));
    }

    /** The samples of a set as it is. */
    Samples raw(String dataset) throws Exception {
        requireSet(dataset);
        return sets.of(dataset, () -> workshop.sets().open(dataset, Split.TEST));
    }

    private static void requireSet(String dataset) {
        if (!SETS.contains(dataset)) { // others may be directories anywhere
            throw RefusedException.notFound("dataset: expected one of " + String.join(", ", SETS) + ", found another");
        }
    }

    /** The first training samples of the set that a model was trained on, which converters are ranged on. */
    Samples firstTraining(Served served, String dataset, int count, long seed) throws Exception {
        final ClassifierData from = data(served, seed);
        synchronized (from) {
            return from.firstTraining(dataset, count);
        }
    }

    /** Data of that model and seed; those of one model are read once. Not thread-safe itself. */
    private ClassifierData data(Served served, long seed) throws Exception {
        final ClassifierData first =
                data.of(served.name(), () -> new ClassifierData(workshop.sets(), encoding(served), seed));
        return data.of(served.name() + " " + seed, () -> first.withSeed(seed));
    }

    /** How a model was shown what it learnt. */
    Encoding encoding(Served served) throws FileFormatException {
        return DataChoice.encoding(workshop.sets(), DataChoice.of(null, served.model()), served.file(), served.model());
    }

    private Samples recording(String name) {
        final long[] events = recordings.find(name);
        if (events == null) {
            throw RefusedException.notFound("recording: expected one that was given lately, found none of that name");
        }
        return new RecordingSet(
                "recording",
                SensorCamera.SHAPE,
                CLASSES,
                new long[][] {events},
                new int[1],
                Encoder.STILL,
                SensorCamera.DURATION_MICROS / Encoder.STILL,
                0);
    }

    /**
     * Takes a recording of any format that is read.
     *
     * @param bytes its file
     * @param name of the file, whose ending says what a table is
     * @return the name that it is asked for by
     */
    String add(byte[] bytes, String name) throws IOException {
        final String ending = name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll(".*(?=\\.)|[^a-z0-9.]", "");
        final Path file = Files.createTempFile("memspike", ending.startsWith(".") ? ending : ".bin");
        try {
            Files.write(file, bytes);
            final RecordingSource source = source(file);
            if (source.width() > SensorCamera.SHAPE.width() || source.height() > SensorCamera.SHAPE.height()) {
                throw new IllegalArgumentException("recording: expected a sensor of at most "
                        + SensorCamera.SHAPE.width() + " x " + SensorCamera.SHAPE.height() + " pixels, found "
                        + source.width() + " x " + source.height());
            }
            final String given = UUID.randomUUID().toString();
            recordings.put(given, source.packed());
            return given;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file's place is nobody's business. */
    private static RecordingSource source(Path file) throws IOException {
        try {
            return RecordingSource.of(Recording.open(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replace(file.toString(), "recording"), e);
        }
    }
}
