package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;

/**
 * Turns a still image of 28×28 pixels into events as N-MNIST's moving sensor did.
 *
 * <p>The image, centred in a 34×34 view, is carried along a closed triangle in three moves of {@value
 * SaccadePath#FRAMES_PER_MOVE} frames. At each frame a pixel compares its light v = intensity + 0.4, intensity in [0, 1],
 * with the level it last signalled, L: it emits as many events as there are thresholds θ = 0.25 between log(L) and log(v),
 * ON when brighter and OFF when darker, and moves log(L) by as many θ. About 4,240 events a digit, as in N-MNIST.
 *
 * <p>That is defined in float32, without logarithms of the light. A pixel keeps s = 1 / L, first 1 / v before the first
 * move. It has reached n &gt; 0 thresholds where v · s ≥ e^(n·θ) · (1 − 4e-6), n &lt; 0 where v · s ≤ e^(n·θ) · (1 + 4e-6),
 * and then s becomes s · e^(−n·θ). One tie is decided otherwise: where a pixel that has reached a threshold sees just the
 * light of its beginning, and that was not black, n is what log(v) − log(L) makes, added up in float32. The camera gives
 * exactly the events of this definition, and the reference program's but for roundings of its logarithms.
 *
 * <p>Frame i of 27 is seen at microsecond ⌈i · 300,000 / 27⌉, so that cutting the recording into bins of equal time gives
 * exactly what {@link #record} counts: frame i in bin {@code i · bins / 27}.
 *
 * <p>Deterministic: float32 arithmetic in fixed order, the same bits on any JDK. Not thread-safe, one instance per
 * thread; allocates nothing after construction. Images are not modified.
 *
 * <p>Source: {@code saccade.py}, the reference program of the design; Orchard et al., "Converting static image datasets
 * to spiking neuromorphic datasets using saccades", Frontiers in Neuroscience 2015.
 */
public final class SaccadeCamera {
    /** Shape of the events: channel 0 = OFF, channel 1 = ON. */
    public static final Shape SHAPE = new Shape(2, SaccadeScene.VIEW, SaccadeScene.VIEW);

    /** Side of the images, in pixels. */
    public static final int IMAGE_SIDE = SaccadeScene.IMAGE;

    /** How long one recording lasts, in microseconds. */
    public static final long DURATION_MICROS = 300_000;

    /** Number of frames of one recording; more bins than this stay partly empty. */
    public static final int FRAMES = SaccadePath.FRAMES;

    private final SaccadeSensor sensor;
    private final float[] counts = new float[SHAPE.size()]; // of the bin at hand, channel-last
    private final long[] touched = new long[SHAPE.size() + Long.SIZE - 1 >> 6]; // one bit for each count
    private int nextBin = Integer.MAX_VALUE; // beyond all while no image is up
    private int nextFrame;

    /** A camera at rest. */
    public SaccadeCamera() {
        this(new ScalarKernels());
    }

    /** A camera at rest that finds its events by these loops: sooner, perhaps, and the same. */
    public SaccadeCamera(Kernels kernels) {
        sensor = new SaccadeSensor(kernels);
    }

    /**
     * Records an image into bins of equal time.
     *
     * @param pixels holds the image, uint8 [28, 28] row-major
     * @param offset where the image begins
     * @param into receives the counts; of shape {@link #SHAPE}, any number of steps
     */
    public void record(byte[] pixels, int offset, EventFrames into) {
        begin(pixels, offset);
        for (int t = 0; t < into.steps(); t++) {
            record(t, into);
        }
    }

    /**
     * Puts up an image, to be recorded bin by bin; what was recorded of another is left where it is.
     *
     * @param pixels holds the image, uint8 [28, 28] row-major
     * @param offset where the image begins
     */
    public void begin(byte[] pixels, int offset) {
        checkImage(pixels, offset);
        sensor.settle(pixels, offset);
        nextBin = 0;
        nextFrame = 0;
    }

    /** The bin that comes next of the image that was put up; {@link Integer#MAX_VALUE} before the first image. */
    int nextBin() {
        return nextBin;
    }

    /**
     * Records the next bin of equal time of the image that was put up.
     *
     * @param t its number, 0 for the first
     * @param into receives the counts in step {@code t}; of shape {@link #SHAPE}, any number of steps
     */
    public void record(int t, EventFrames into) {
        if (!into.shape().equals(SHAPE)) {
            throw new IllegalArgumentException(
                    "saccade camera: expected frames of shape " + SHAPE + ", found " + into.shape());
        }
        if (t != nextBin) {
            throw new IllegalArgumentException("saccade camera: expected bin " + nextBin + " next, found " + t);
        }
        nextBin++;
        while (nextFrame < FRAMES && nextFrame * into.steps() / FRAMES == t) {
            count(sensor.expose(nextFrame++));
        }
        into.step(t).clear();
        flush(into.step(t));
    }

    /**
     * Records an image as single events. Events of one frame share its microsecond and come in row-major order of their
     * pixels, several of one pixel in a row.
     *
     * @param pixels holds the image, uint8 [28, 28] row-major
     * @param offset where the image begins
     * @param visitor receives the events
     * @return number of events
     */
    public int stream(byte[] pixels, int offset, EventVisitor visitor) {
        checkImage(pixels, offset);
        sensor.settle(pixels, offset);
        nextBin = Integer.MAX_VALUE; // what was put up before is gone
        final int[] changedPixels = sensor.changedPixels();
        final int[] changes = sensor.changes();
        int events = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            final long micros = (frame * DURATION_MICROS + FRAMES - 1) / FRAMES;
            final int changed = sensor.expose(frame);
            for (int n = 0; n < changed; n++) {
                final int y = changedPixels[n] / SaccadeScene.VIEW;
                final int x = changedPixels[n] % SaccadeScene.VIEW;
                for (int left = Math.abs(changes[n]); left > 0; left--) {
                    visitor.onEvent(micros, x, y, changes[n] > 0);
                    events++;
                }
            }
        }
        return events;
    }

    private static void checkImage(byte[] pixels, int offset) {
        final int size = IMAGE_SIDE * IMAGE_SIDE;
        if (offset < 0 || offset > pixels.length - size) {
            throw new IllegalArgumentException("saccade camera: expected " + size + " pixels from offset=" + offset
                    + " on, found an array of " + pixels.length);
        }
    }

    private void count(int changed) {
        final int[] changedPixels = sensor.changedPixels();
        final int[] changes = sensor.changes();
        final float[] counts = this.counts;
        final long[] touched = this.touched;
        for (int n = 0; n < changed; n++) {
            final int change = changes[n];
            final int sign = change >> 31; // 0 ON, −1 OFF
            final int index = 2 * changedPixels[n] + 1 + sign;
            counts[index] += (change ^ sign) - sign;
            touched[index >> 6] |= 1L << index;
        }
    }

    private void flush(SpikeList spikes) {
        final float[] counts = this.counts;
        final long[] touched = this.touched;
        for (int word = 0; word < touched.length; word++) {
            long bits = touched[word];
            touched[word] = 0;
            while (bits != 0) {
                final int index = (word << 6) + Long.numberOfTrailingZeros(bits);
                spikes.add(index, counts[index]);
                counts[index] = 0;
                bits &= bits - 1;
            }
        }
    }
}
