package io.memspike.serve.digit;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SensorCamera;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels.Served;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.RefusedException;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.plan.DataChoice;
import java.util.List;

/** What can be shown to a model: drawings, test samples and recordings, each as the model's own encoder shows them. Thread-safe. */
final class DigitInputs {
    /** Data sets that a page of digits offers, where they are there. */
    static final List<String> SETS = List.of("mnist", "n-mnist");

    private static final int CLASSES = 10;
    private static final int MOST_DATA = 16;

    private final Workshop workshop;
    private final GivenRecordings recordings;
    private final Kept<String, Samples> sets = new Kept<>(MOST_DATA);
    private final Kept<String, ClassifierData> data = new Kept<>(MOST_DATA);

    DigitInputs(Workshop workshop) {
        this.workshop = workshop;
        this.recordings = new GivenRecordings(workshop.directory().resolve("given"));
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

    /** Takes a {@linkplain GivenRecordings#add recording}. */
    String add(byte[] bytes, String name) {
        return recordings.add(bytes, name);
    }
}
