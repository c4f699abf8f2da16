package io.memspike.tasks.nir;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.recording.RecordingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The test recordings of N-MNIST as counts of events in steps of equal time, classes in turns. Thread-safe. */
final class NmnistBins implements Samples {
    /** What they are called. */
    static final List<String> NAMES = List.of("n-mnist", "nmnist");

    private static final Shape SHAPE = new Shape(2, 34, 34);
    private static final int CLASSES = 10;

    private final List<Recording> recordings;
    private final int steps;
    private final long binMicros;

    private record Recording(long[] events, int label) {}

    private NmnistBins(List<Recording> recordings, int steps, long binMicros) {
        this.recordings = recordings;
        this.steps = steps;
        this.binMicros = binMicros;
    }

    /**
     * Reads them.
     *
     * @param data the directory, or one that has it; null for the system's
     * @param count how many, 0 for all
     */
    static NmnistBins open(Path data, int count, int steps, long binMicros) throws IOException {
        final List<List<Path>> files = new ArrayList<>();
        final Path test = directory(data == null ? Path.of("/usr/share/datasets") : data);
        int all = 0;
        for (int label = 0; label < CLASSES; label++) {
            files.add(files(test.resolve(String.valueOf(label))));
            all += files.get(label).size();
        }
        if (count > all) {
            throw new IllegalArgumentException("--samples: expected at most the " + all + ", found " + count);
        }
        final List<Recording> recordings = new ArrayList<>();
        for (int turn = 0; recordings.size() < (count == 0 ? all : count); turn++) {
            for (int label = 0; label < CLASSES && recordings.size() < (count == 0 ? all : count); label++) {
                if (turn < files.get(label).size()) {
                    final Path file = files.get(label).get(turn);
                    recordings.add(new Recording(events(file), label));
                }
            }
        }
        return new NmnistBins(recordings, steps, binMicros);
    }

    private static long[] events(Path file) throws IOException {
        final EventSource source = RecordingSource.of(io.memspike.datasets.recording.Recording.open(file));
        if (source.width() > SHAPE.width() || source.height() > SHAPE.height()) {
            throw new FileFormatException(
                    file, "content", "x and y below 34", "a sensor of " + source.width() + " × " + source.height());
        }
        final LongStream.Builder events = LongStream.builder();
        source.replay((micros, x, y, on) -> events.add(PackedEvent.of(micros, x, y, on)));
        return events.build().toArray();
    }

    private static Path directory(Path data) throws IOException {
        for (final String under : new String[] {"Test", "", "n-mnist/Test", "nmnist/Test", "N-MNIST/Test"}) {
            if (Files.isDirectory(data.resolve(under).resolve("0"))) {
                return data.resolve(under);
            }
        }
        throw new FileFormatException(
                data,
                "--data",
                "a directory with Test/0 to Test/9 and the recordings of N-MNIST",
                Files.isDirectory(data) ? "none of these" : "no directory");
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new FileFormatException(directory + ": expected a directory of recordings, found none");
        }
        try (Stream<Path> all = Files.list(directory)) {
            final List<Path> files = all.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new FileFormatException(directory + ": expected recordings, *.bin, found none");
            }
            return files;
        }
    }

    @Override
    public int size() {
        return recordings.size();
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int label(int sample) {
        return recordings.get(sample).label();
    }

    @Override
    public void load(int sample, EventFrames into) {
        final float[] counts = new float[SHAPE.size()];
        final long[] events = recordings.get(sample).events();
        int e = 0;
        for (int t = 0; t < into.steps(); t++) {
            Arrays.fill(counts, 0f);
            for (; e < events.length && PackedEvent.micros(events[e]) < (t + 1) * binMicros; e++) {
                final int polarity = PackedEvent.isOn(events[e]) ? 1 : 0;
                counts[SHAPE.index(polarity, PackedEvent.y(events[e]), PackedEvent.x(events[e]))]++;
            }
            into.step(t).compact(counts, counts.length);
        }
    }
}
