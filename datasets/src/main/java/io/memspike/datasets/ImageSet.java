package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.format.internal.IdxArray;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Labelled grey images of one size; as samples, one step of 1×H×W with values in [0, 1]. Immutable by convention: the
 * arrays are shared, not copied, and must not be modified.
 *
 * @param name what people call it, for messages
 * @param height rows of an image
 * @param width columns of an image
 * @param classes number of classes
 * @param pixels uint8 [size, height, width], row-major, 0 = black
 * @param labels [size], each in [0, classes)
 */
public record ImageSet(String name, int height, int width, int classes, byte[] pixels, byte[] labels)
        implements Samples {
    private static final float WHITE = 255f;

    /** Checks that pixels and labels are for the same number of images and that every label names a class. */
    public ImageSet {
        if (height < 1 || width < 1 || pixels.length != (long) labels.length * height * width) {
            throw new IllegalArgumentException(name + ": expected " + labels.length + " images of " + height + "×"
                    + width + " pixels, found " + pixels.length + " pixels");
        }
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xff) >= classes) {
                throw new IllegalArgumentException(
                        name + ": label " + i + ": expected below " + classes + ", found " + (labels[i] & 0xff));
            }
        }
    }

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
    public static ImageSet of(
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

    /** Reads a pair of IDX files, gzipped or plain. */
    public static ImageSet read(String name, Path images, Path labels, int classes) throws IOException {
        return of(
                name,
                images.toString(),
                IdxArray.read(images, 3),
                labels.toString(),
                IdxArray.read(labels, 1),
                classes);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return new Shape(1, height, width);
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public int label(int image) {
        return labels[image] & 0xff;
    }

    @Override
    public void load(int image, EventFrames into) {
        final SpikeList step = into.step(0);
        final int offset = offset(image);
        step.clear();
        for (int i = 0; i < height * width; i++) {
            final int grey = pixels[offset + i] & 0xff;
            if (grey > 0) {
                step.add(i, grey / WHITE);
            }
        }
    }

    /** Where an image begins in {@link #pixels()}. */
    public int offset(int image) {
        return image * height * width;
    }
}
