package io.memspike.datasets.set;

import io.memspike.core.Samples;
import io.memspike.core.internal.Services;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.internal.IdxDirectory;
import io.memspike.datasets.set.internal.RecordingFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The data sets that can be asked for: those that are {@linkplain Services#byName found by name}, or a directory of the user's: one that holds the four
 * IDX files of MNIST's naming, gzipped or plain, or folders of classes with recordings. Immutable.
 */
public final class DataSets {
    /** Digits, embedded. */
    public static final String MNIST = "mnist";

    private static final Map<String, DataSet> SETS = Services.byName(DataSet.class, "data set", DataSet::name);
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    private final Path data;

    /**
     * Data sets of a directory.
     *
     * @param data in which those lie that are not embedded
     */
    public DataSets(Path data) {
        this.data = data;
    }

    /** Data sets with Debian's place for them, {@code /usr/share/datasets}. */
    public static DataSets ofSystem() {
        return new DataSets(SYSTEM);
    }

    /** Names of the sets known by name, whether present or not, in the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(SETS.keySet());
    }

    /** Whether a set known by name is present. */
    public boolean isPresent(String name) {
        return SETS.containsKey(name) && SETS.get(name).isPresent(data);
    }

    /**
     * A set.
     *
     * @param nameOrDirectory one of {@link #names()}, or a directory of IDX files with ten classes, or of folders of classes with recordings
     * @throws IllegalArgumentException where it is neither
     */
    public DataSet of(String nameOrDirectory) {
        final DataSet known = SETS.get(nameOrDirectory);
        return known == null ? ofUser(directory(nameOrDirectory)) : known;
    }

    private static DataSet ofUser(Path directory) {
        try {
            return RecordingFolders.isOne(directory) ? new RecordingFolders(directory) : new IdxDirectory(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads one part of a set.
     *
     * @param nameOrDirectory see {@link #of}
     * @throws IOException where that fails; see {@link DataSet#open}
     */
    public Samples open(String nameOrDirectory, Split split) throws IOException {
        return of(nameOrDirectory).open(data, split);
    }

    /**
     * Reads one part of a set of images.
     *
     * @param nameOrDirectory see {@link #of}
     * @throws IllegalArgumentException where it has no images
     * @throws IOException where that fails; see {@link DataSet#open}
     */
    public ImageSet images(String nameOrDirectory, Split split) throws IOException {
        if (open(nameOrDirectory, split) instanceof ImageSet images) {
            return images;
        }
        throw new IllegalArgumentException("data set " + nameOrDirectory + ": expected images, found series");
    }

    private Path directory(String name) {
        try {
            final Path directory = Path.of(name);
            if (!name.isEmpty() && Files.isDirectory(directory)) {
                return directory;
            }
        } catch (final InvalidPathException e) {
            throw unknown(name);
        }
        throw unknown(name);
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("data set: expected one of " + String.join(", ", names())
                + " or a directory with IDX files, found " + name);
    }
}
