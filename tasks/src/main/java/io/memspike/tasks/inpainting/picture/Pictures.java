package io.memspike.tasks.inpainting.picture;

import io.memspike.datasets.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where pictures come from. */
public final class Pictures {
    private Pictures() {}

    /**
     * The first images of a set.
     *
     * @param images 28 × 28 or as large as the canvas
     * @param canvas what they are put on
     * @param count how many; 0 for all
     * @throws IllegalArgumentException where there are fewer, or they have another size
     */
    public static List<Picture> of(ImageSet images, Canvas canvas, int count) {
        if (count < 0 || count > images.size()) {
            throw new IllegalArgumentException(
                    "samples: expected at most the " + images.size() + " of " + images.name() + ", found " + count);
        }
        return between(images, canvas, 0, count == 0 ? images.size() : count);
    }

    /**
     * The last images of a set, put on the canvas.
     *
     * @param images 28 × 28 or as large as the canvas
     * @param canvas what they are put on
     * @param count how many
     * @throws IllegalArgumentException where there are fewer, or they have another size
     */
    public static List<Picture> last(ImageSet images, Canvas canvas, int count) {
        if (count < 0 || count > images.size()) {
            throw new IllegalArgumentException(
                    "hold-out: expected at most the " + images.size() + " of " + images.name() + ", found " + count);
        }
        return between(images, canvas, images.size() - count, images.size());
    }

    private static List<Picture> between(ImageSet images, Canvas canvas, int from, int to) {
        final List<Picture> pictures = new ArrayList<>();
        for (int i = from; i < to; i++) {
            final float[] pixels =
                    canvas.of(images.name(), images.height(), images.width(), images.pixels(), images.offset(i));
            pictures.add(new Picture(images.name() + " " + i, images.label(i), pixels));
        }
        return pictures;
    }

    /**
     * The PNG and JPEG files of a directory by name, or one file.
     *
     * @param place directory or file
     * @param canvas what they are put on
     * @param count how many; 0 for all
     * @throws IOException where there are none or fewer, or one cannot be read; the message names it
     */
    public static List<Picture> of(Path place, Canvas canvas, int count) throws IOException {
        final List<Path> files = Files.isDirectory(place) ? images(place) : List.of(place);
        if (files.isEmpty()) {
            throw new IOException(place + ": expected images (.png, .jpg, .jpeg), found none");
        }
        if (count < 0 || count > files.size()) {
            throw new IllegalArgumentException(
                    "samples: expected at most the " + files.size() + " of " + place + ", found " + count);
        }
        final List<Picture> pictures = new ArrayList<>();
        for (final Path file : files.subList(0, count == 0 ? files.size() : count)) {
            pictures.add(new Picture(file.toString(), Picture.UNLABELLED, canvas.read(file)));
        }
        return pictures;
    }

    private static List<Path> images(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(".*\\.(png|jpe?g)"))
                    .sorted()
                    .toList();
        }
    }

    /** Mean of all images of a set: what a hole is filled with by those who know nothing of the picture. */
    public static float[] mean(ImageSet images, Canvas canvas) {
        final double[] sum = new double[images.height() * images.width()];
        final byte[] pixels = images.pixels();
        for (int i = 0; i < pixels.length; i++) {
            sum[i % sum.length] += pixels[i] & 0xff;
        }
        final float[] blank = canvas.of(images.name(), images.height(), images.width(), new byte[sum.length], 0);
        final int margin = (canvas.side() - images.height()) / 2;
        for (int i = 0; i < sum.length; i++) {
            final int at = (i / images.width() + margin) * canvas.side() + i % images.width() + margin;
            blank[at] = (float) (sum[i] / images.size() / 127.5 - 1);
        }
        return blank;
    }
}
