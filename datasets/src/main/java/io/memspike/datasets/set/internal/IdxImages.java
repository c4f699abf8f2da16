package io.memspike.datasets.set.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.IdxArray;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Images and labels in IDX files, and the four of MNIST's naming. */
public final class IdxImages {
    static final String ENCODING = "saccade";
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    static final String IMAGES = "images";
    static final String LABELS = "labels";

    private IdxImages() {}

    /**
     * Joins an IDX array of images with one of labels.
     *
     * @param name what people call it
     * @param imagesFile where the images came from, for errors
     * @param images [size, height, width]
     * @param labelsFile where the labels came from, for errors
     * @param labels [size]
     * @param classes number of classes
     * @throws FileFormatException if there are not as many labels as images, none at all, or a label out of range
     */
    public static ImageSet join(
            String name, String imagesFile, IdxArray images, String labelsFile, IdxArray labels, int classes)
            throws FileFormatException {
        final int[] shape = images.shape();
        if (shape[0] == 0 || shape[1] == 0 || shape[2] == 0) {
            throw new FileFormatException(
                    imagesFile,
                    "offset 4",
                    "at least one image",
                    shape[0] + " of " + shape[1] + "×" + shape[2] + " pixels");
        }
        if (labels.shape()[0] != shape[0]) {
            throw new FileFormatException(
                    labelsFile,
                    "offset 4",
                    shape[0] + " labels, as many as images in " + imagesFile,
                    labels.shape()[0]);
        }
        for (int i = 0; i < labels.data().length; i++) {
            final int label = labels.data()[i] & 0xff;
            if (label >= classes) {
                throw new FileFormatException(labelsFile, "offset " + (8 + i), "a label below " + classes, label);
            }
        }
        return new ImageSet(name, shape[1], shape[2], classes, images.data(), labels.data());
    }

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
