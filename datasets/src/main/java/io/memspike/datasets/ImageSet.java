package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.format.internal.IdxArray;
import io.memspike.datasets.set.internal.IdxImages;
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

    /** Reads a pair of IDX files, gzipped or plain. */
    public static ImageSet read(String name, Path images, Path labels, int classes) throws IOException {
        return IdxImages.join(
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
        into.requireFit(this);
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
