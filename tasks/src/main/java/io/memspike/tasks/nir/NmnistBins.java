package io.memspike.tasks.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.recording.RecordingSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The test recordings of N-MNIST, classes in turns, wherever their directory is. */
final class NmnistBins {
    /** What they are called. */
    static final List<String> NAMES = List.of("n-mnist", "nmnist");

    private static final Shape SHAPE = new Shape(2, 34, 34);
    private static final int CLASSES = 10;

    private NmnistBins() {}

    /**
     * Reads them.
     *
     * @param data the directory, or one that has it; null for the system's
     * @param count how many, 0 for all
     */
    static RecordingSet open(Path data, int count, int steps, long binMicros) throws IOException {
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
        final long[][] events = new long[count == 0 ? all : count][];
        final int[] labels = new int[events.length];
        int read = 0;
        for (int turn = 0; read < events.length; turn++) {
            for (int label = 0; label < CLASSES && read < events.length; label++) {
                if (turn < files.get(label).size()) {
                    events[read] = events(files.get(label).get(turn));
                    labels[read++] = label;
                }
            }
        }
        return new RecordingSet(NAMES.get(0), SHAPE, CLASSES, events, labels, steps, binMicros, 0);
    }

    private static long[] events(Path file) throws IOException {
        final EventSource source = RecordingSource.of(Recording.open(file));
        if (source.width() > SHAPE.width() || source.height() > SHAPE.height()) {
            throw new FileFormatException(
                    file, "content", "x and y below 34", "a sensor of " + source.width() + " × " + source.height());
        }
        return source.packed();
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
}
