package io.memspike.tasks.segment;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.datasets.segment.Stitcher;
import io.memspike.datasets.segment.TileSamples;
import io.memspike.datasets.segment.Tiling;
import io.memspike.tasks.internal.Parallel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/**
 * A network that classifies every pixel of what it is shown: what it says at the end, two values for each pixel, becomes the
 * probability of class 1 as softmax reads it. Images of any size are shown in overlapping tiles, and put together. Safe for one
 * call at a time; threads change no bit.
 */
public final class Segmentation {
    private static final int CLASSES = 2;
    private static final int MOST_TILE_BITS = 22; // of a number: what names reads has room for 43 bits

    private final Network network;
    private final Encoding encoding;
    private final int overlap;
    private final long seed;
    private final int threads;
    private final int steps;
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Worker> busy = new ConcurrentLinkedQueue<>();

    /**
     * A network for tiles as large as its input.
     *
     * @param network one input of 1×H×W, whose answer is 2×H×W
     * @param encoding how tiles are shown
     * @param overlap of neighbouring tiles, in pixels
     * @param seed of what the encoding draws
     * @param threads at least 1
     * @throws IllegalArgumentException where the network has other shapes, or tiles would not get ahead
     */
    public Segmentation(Network network, Encoding encoding, int overlap, long seed, int threads) {
        final Shape input = network.input();
        final Shape answer = network.graph().shape(network.graph().output());
        if (input.channels() != 1 || !answer.equals(new Shape(CLASSES, input.height(), input.width()))) {
            throw new IllegalArgumentException("network: expected 1×H×W values in and 2×H×W out, of the same height and"
                    + " width, found " + input + " in and " + answer + " out");
        }
        this.network = network;
        this.encoding = encoding;
        this.overlap = overlap;
        this.seed = seed;
        this.threads = threads;
        final Samples blank = encoding.encode(new TileSamples(List.of(), input.height(), input.width(), overlap), seed);
        if (!blank.shape().equals(input)) {
            throw new IllegalArgumentException("network: expected tiles of " + input + ", as it takes, found "
                    + blank.shape() + " of encoder " + encoding);
        }
        steps = blank.steps();
    }

    /** How an image is tiled. */
    public Tiling tiling(AnnotatedImage image) {
        final Shape tile = network.input();
        return new Tiling(image.height(), image.width(), tile.height(), tile.width(), overlap);
    }

    /**
     * Probability of class 1 of every pixel, [height, width], whether it counts or not.
     *
     * @param image any
     * @param number of the image among others: with the tile's it names a sample for read noise
     * @param progress told the number of tiles done, one call at a time
     */
    public float[] probabilities(AnnotatedImage image, int number, IntConsumer progress) {
        final Shape tile = network.input();
        final TileSamples tiles = new TileSamples(List.of(image), tile.height(), tile.width(), overlap);
        final Samples shown = encoding.encode(tiles, seed);
        final float[][] maps = new float[tiles.size()][];
        Parallel.run(
                maps.length,
                threads,
                () -> {
                    final Worker worker = worker();
                    return i -> maps[i] = worker.map(shown, i, (long) number << MOST_TILE_BITS | i);
                },
                progress);
        idle.addAll(busy);
        busy.clear();
        final Stitcher stitcher = new Stitcher(tiles.tiling(0));
        for (int i = 0; i < maps.length; i++) {
            stitcher.add(i, maps[i]);
        }
        return stitcher.map();
    }

    /** The number of tiles of all. */
    public int tiles(List<AnnotatedImage> images) {
        return images.stream().mapToInt(image -> tiling(image).tiles()).sum();
    }

    /**
     * The probabilities of images in turn; the place of an image among them is its number.
     *
     * @param images any
     * @param progress told the number of tiles done, one call at a time
     * @param then what becomes of each
     */
    public <E extends Exception> void each(List<AnnotatedImage> images, IntConsumer progress, Maps<E> then) throws E {
        int done = 0;
        for (int i = 0; i < images.size(); i++) {
            final int before = done;
            final AnnotatedImage image = images.get(i);
            then.of(image, probabilities(image, i, now -> progress.accept(before + now)));
            done += tiling(image).tiles();
        }
    }

    /** What becomes of the probabilities of an image. */
    @FunctionalInterface
    public interface Maps<E extends Exception> {
        /** Takes those of all pixels, [height, width]. */
        void of(AnnotatedImage image, float[] map) throws E;
    }

    /** By how much tiles overlap where nobody says otherwise: a quarter of the shorter side. */
    public static int usualOverlap(Shape tile) {
        return Math.min(tile.height(), tile.width()) / 4;
    }

    private Worker worker() {
        final Worker free = idle.poll();
        final Worker worker = free == null ? new Worker() : free;
        busy.add(worker);
        return worker;
    }

    /** One thread's session. */
    private final class Worker {
        private final Session session = network.newSession();
        private final EventFrames frames = new EventFrames(network.input(), steps);

        float[] map(Samples shown, int tile, long sample) {
            shown.load(tile, frames);
            Inference.run(session, sample, frames, null, null);
            final float[] answer = session.answer(); // channel-last
            final float[] map = new float[answer.length / CLASSES];
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) (1 / (1 + StrictMath.exp((double) answer[CLASSES * i] - answer[CLASSES * i + 1])));
            }
            return map;
        }
    }
}
