package io.memspike.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The image sets that can be asked for: {@code mnist}, embedded; {@code fashion-mnist}, where its Debian package has
 * put it; or a directory that holds the four IDX files of MNIST's naming, gzipped or plain. Nothing is read before it is
 * asked for, nothing is kept. Immutable.
 */
public final class ImageSets {
    /** Digits, 60,000 + 10,000, embedded. */
    public static final String MNIST = "mnist";

    /** Pieces of clothing, 60,000 + 10,000. */
    public static final String FASHION_MNIST = "fashion-mnist";

    private static final int CLASSES = 10;
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    private final Path systemDatasets;

    /**
     * Image sets of this system.
     *
     * @param systemDatasets where Debian's dataset packages put their directories
     */
    public ImageSets(Path systemDatasets) {
        this.systemDatasets = systemDatasets;
    }

    /** Image sets with Debian's place for data sets, {@code /usr/share/datasets}. */
    public static ImageSets ofSystem() {
        return new ImageSets(Path.of("/usr/share/datasets"));
    }

    /** Names of the sets known by name, whether present or not. */
    public List<String> names() {
        return List.of(MNIST, FASHION_MNIST);
    }

    /** Whether a set known by name is present on this system. */
    public boolean isPresent(String name) {
        return MNIST.equals(name) || FASHION_MNIST.equals(name) && Files.isDirectory(fashionMnist());
    }

    /**
     * Reads one part of a set.
     *
     * @param nameOrDirectory one of {@link #names()}, or a directory of IDX files with ten classes
     * @throws IllegalArgumentException if it is neither
     * @throws FileNotFoundException if a file is missing
     * @throws io.memspike.core.file.FileFormatException if a file is not what it should be
     */
    public ImageSet load(String nameOrDirectory, Split split) throws IOException {
        if (MNIST.equals(nameOrDirectory)) {
            return embedded(split);
        }
        if (FASHION_MNIST.equals(nameOrDirectory)) {
            if (!Files.isDirectory(fashionMnist())) {
                throw new FileNotFoundException("data set fashion-mnist: expected in " + fashionMnist()
                        + ", found nothing: install Debian's package dataset-fashion-mnist"
                        + " or give a directory with the four IDX files");
            }
            return fromDirectory(FASHION_MNIST, fashionMnist(), split);
        }
        final Path directory = directory(nameOrDirectory);
        return fromDirectory(
                directory.getFileName() == null ? "/" : directory.getFileName().toString(), directory, split);
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

    private Path fashionMnist() {
        return systemDatasets.resolve(FASHION_MNIST);
    }

    private static ImageSet embedded(Split split) throws IOException {
        final String images = fileName(split, IMAGES, '-') + ".gz";
        final String labels = fileName(split, LABELS, '-') + ".gz";
        return ImageSet.of(MNIST, images, resource(images, 3), labels, resource(labels, 1), CLASSES);
    }

    private static IdxArray resource(String name, int dimensions) throws IOException {
        try (InputStream in = ImageSets.class.getResourceAsStream("mnist/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "data set mnist: expected " + name + " in the datasets jar, found none");
            }
            return IdxArray.read(name, in, dimensions);
        }
    }

    private static ImageSet fromDirectory(String name, Path directory, Split split) throws IOException {
        return ImageSet.read(name, find(directory, split, IMAGES), find(directory, split, LABELS), CLASSES);
    }

    /** The file under any of its usual names: with a hyphen or a dot, gzipped or plain. */
    private static Path find(Path directory, Split split, String part) throws IOException {
        for (final char separator : new char[] {'-', '.'}) {
            for (final String suffix : new String[] {"", ".gz"}) {
                final Path file = directory.resolve(fileName(split, part, separator) + suffix);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new FileNotFoundException(
                directory + ": expected " + fileName(split, part, '-') + ", gzipped (.gz) or plain, found none");
    }

    private static String fileName(Split split, String part, char separator) {
        return split.filePrefix() + "-" + part + separator + (IMAGES.equals(part) ? "idx3" : "idx1") + "-ubyte";
    }
}
