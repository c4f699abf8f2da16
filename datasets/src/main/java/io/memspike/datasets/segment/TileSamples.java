package io.memspike.datasets.segment;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.datasets.internal.Mirror;
import java.util.List;
import java.util.Objects;

/**
 * The tiles of whole images, image by image; as samples, one step of 1×H×W with values in [0, 1], and the class of each pixel
 * to be learnt, none where it does not count. Safe for any number of threads; a load allocates nothing after a thread's first.
 */
public final class TileSamples implements Samples {
    private final List<AnnotatedImage> images;
    private final List<Tiling> tilings;
    private final Shape shape;
    private final int[] first; // number of the first tile of each image, and of all
    private final ThreadLocal<float[]> values;

    /**
     * Tiles of images.
     *
     * @param images of any sizes
     * @param height rows of a tile
     * @param width columns of a tile
     * @param overlap of neighbours, see {@link Tiling}
     */
    public TileSamples(List<AnnotatedImage> images, int height, int width, int overlap) {
        new Tiling(height, width, height, width, overlap); // refuses the overlap, also where there are no images
        this.images = List.copyOf(images);
        this.tilings = this.images.stream()
                .map(image -> new Tiling(image.height(), image.width(), height, width, overlap))
                .toList();
        this.shape = new Shape(1, height, width);
        this.first = new int[tilings.size() + 1];
        for (int i = 0; i < tilings.size(); i++) {
            first[i + 1] = Math.addExact(first[i], tilings.get(i).tiles());
        }
        values = ThreadLocal.withInitial(() -> new float[shape.size()]);
    }

    /** How an image is tiled. */
    public Tiling tiling(int image) {
        return tilings.get(image);
    }

    @Override
    public int size() {
        return first[tilings.size()];
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        final float[] room = values.get();
        final int number = image(sample);
        final AnnotatedImage image = images.get(number);
        final Tiling tiling = tilings.get(number);
        final int top = tiling.row(sample - first[number]);
        final int left = tiling.column(sample - first[number]);
        for (int i = 0; i < room.length; i++) {
            room[i] = image.value(pixel(tiling, top + i / shape.width(), left + i % shape.width()));
        }
        into.step(0).compact(room, room.length);
    }

    @Override
    public void target(int sample, Target into) {
        final float[] targets = into.values(shape.size());
        final int number = image(sample);
        final AnnotatedImage image = images.get(number);
        final Tiling tiling = tilings.get(number);
        final int top = tiling.row(sample - first[number]);
        final int left = tiling.column(sample - first[number]);
        for (int i = 0; i < targets.length; i++) {
            final int row = top + i / shape.width();
            final int column = left + i % shape.width();
            final boolean isInside = row < tiling.height() && column < tiling.width();
            targets[i] = isInside ? image.target(pixel(tiling, row, column)) : Target.NOT_COUNTED;
        }
    }

    private int image(int sample) {
        Objects.checkIndex(sample, size());
        int low = 0;
        int high = tilings.size() - 1;
        while (low < high) { // the last image whose first tile is not behind
            final int middle = (low + high + 1) >>> 1;
            if (first[middle] <= sample) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The pixel of the image that a tile shows there, beyond its ends as in a mirror. */
    private static int pixel(Tiling tiling, int row, int column) {
        return Mirror.place(row, tiling.height()) * tiling.width() + Mirror.place(column, tiling.width());
    }
}
