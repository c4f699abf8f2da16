package io.memspike.datasets.set.internal;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.recording.RecordingSource;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.set.internal.ClassFolders.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of the user's with a folder for each class, in which recordings of any format lie, one a sample; or with two such
 * directories, {@code Train} and {@code Test}. Where there are none of these, the last fifth of each class, by name, is for the
 * test. The view is as large as the largest sensor, a recording as long as the longest.
 */
public record RecordingFolders(String name, Path directory, String source) implements DataSet {
    private static final int OF = 5; // one of so many recordings is for the test

    /** A directory as its own source. */
    public RecordingFolders(Path directory) {
        this(String.valueOf(directory.getFileName()), directory, directory.toString());
    }

    /** Whether a directory looks like one. */
    public static boolean isOne(Path directory) throws IOException {
        for (final Path folder : folders(directory)) {
            for (final Path inside : folders(folder)) {
                if (!files(inside).isEmpty()) {
                    return true;
                }
            }
            final List<Path> files = files(folder);
            if (!files.isEmpty() && Recording.isRecording(files.get(0))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> classes() {
        try {
            final TreeSet<String> names = new TreeSet<>();
            for (final Path root : roots()) {
                folders(root).forEach(each -> names.add(String.valueOf(each.getFileName())));
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String encoding() {
        return "events";
    }

    @Override
    public boolean isPresent(Path data) {
        return Files.isDirectory(directory);
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final List<String> classes = classes();
        final List<List<Path>> byClass = new ArrayList<>();
        for (final String each : classes) {
            byClass.add(of(each, split));
        }
        final List<Labelled> wanted = ClassFolders.inTurns(byClass);
        final Set<Path> kept = wanted.stream().map(Labelled::path).collect(Collectors.toSet());
        final Map<Path, long[]> events = new HashMap<>();
        int rows = 1;
        int columns = 1;
        long last = 0;
        for (final Path root : roots()) {
            for (final Path folder : folders(root)) {
                for (final Path file : files(folder)) {
                    final RecordingSource recording = RecordingSource.of(Recording.open(file));
                    rows = Math.max(rows, recording.height());
                    columns = Math.max(columns, recording.width());
                    last = Math.max(last, recording.lastMicros());
                    if (kept.contains(file)) {
                        events.put(file, recording.packed());
                    }
                }
            }
        }
        if (wanted.isEmpty()) {
            throw new FileFormatException(
                    directory, split.name().toLowerCase(Locale.ROOT) + " split", "CLASS/RECORDING", "none");
        }
        return new RecordingSet(
                name,
                new Shape(2, rows, columns),
                classes.size(),
                wanted.stream().map(each -> events.get(each.path())).toArray(long[][]::new),
                wanted.stream().mapToInt(Labelled::label).toArray(),
                Encoder.STILL,
                last / Encoder.STILL + 1,
                1f);
    }

    /** The directories that have the folders of classes: that itself, or its parts for training and test. */
    private List<Path> roots() throws IOException {
        final Path train = part(Split.TRAIN);
        final Path test = part(Split.TEST);
        return train == null || test == null ? List.of(directory) : List.of(train, test);
    }

    private Path part(Split split) throws IOException {
        for (final Path folder : folders(directory)) {
            if (folder.getFileName().toString().equalsIgnoreCase(split.name())) {
                return folder;
            }
        }
        return null;
    }

    private List<Path> of(String name, Split split) throws IOException {
        if (roots().size() == 2) {
            return files(part(split).resolve(name));
        }
        final List<Path> all = files(directory.resolve(name));
        final int forTest = all.size() / OF;
        return split == Split.TEST
                ? all.subList(all.size() - forTest, all.size())
                : all.subList(0, all.size() - forTest);
    }

    private static List<Path> folders(Path directory) throws IOException {
        return entries(directory, true);
    }

    private static List<Path> files(Path directory) throws IOException {
        return Files.isDirectory(directory) ? entries(directory, false) : List.of();
    }

    private static List<Path> entries(Path directory, boolean directories) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(each -> Files.isDirectory(each) == directories
                            && !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
