package io.memspike.datasets.set.internal;

import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The four IDX files of MNIST's naming. */
final class IdxImages {
    static final String ENCODING = "saccade";
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    static final String IMAGES = "images";
    static final String LABELS = "labels";

    private IdxImages() {}

    /** The set in a directory. */
    static ImageSet read(String name, Path directory, Split split, int classes) throws IOException {
        return ImageSet.read(name, find(directory, split, IMAGES), find(directory, split, LABELS), classes);
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

    static String fileName(Split split, String part, char separator) {
        return (split == Split.TRAIN ? "train" : "t10k") + "-" + part + separator
                + (IMAGES.equals(part) ? "idx3" : "idx1") + "-ubyte";
    }
}
