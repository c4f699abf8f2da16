package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import java.util.Arrays;

/**
 * Turns a still image of 28×28 pixels into events as the real sensor of N-MNIST did: the {@linkplain SaccadeCamera saccade
 * camera}'s pixels are ideal ones, these are not.
 *
 * <p>The image, dark ink on a bright ground, moves as the recordings' did ({@link SensorPath}). In each of {@value #FRAMES}
 * frames a pixel's photoreceptor follows the logarithm of its light by a low pass; where that has passed a threshold, the pixel emits one
 * event and begins anew from what it then sees: it needs the {@value #FRAME_MICROS} µs of a frame to recover, and what goes beyond the
 * threshold meanwhile is lost. Thresholds differ from pixel to pixel, for ON and OFF, and from event to event, as shot noise makes them. Beside
 * the digit there are {@value #LEAKS} events anywhere in the view, of which 97 in 100 are ON, as leaking switches make them.
 * From recording to recording the mean threshold, contrast, blur, bandwidth, place, stretch and time of the way, and the number of
 * leaks differ.
 *
 * <p>Numbers are fitted to 600 recordings of N-MNIST's {@code Train}, none to any of its {@code Test}; {@code docs/n-mnist.md} shows them side by side.
 * Deterministic: float32 arithmetic in fixed order and {@code StrictMath}, the same bits on any JDK. Not thread-safe, one
 * instance per thread; allocates nothing after construction.
 *
 * <p>Source: Hu, Liu and Delbruck, "v2e: from video frames to realistic DVS events", CVPR workshops 2021; Orchard et al.,
 * "Converting static image datasets to spiking neuromorphic datasets using saccades", Frontiers in Neuroscience 2015.
 */
public final class SensorCamera {
    /** Shape of the events: channel 0 = OFF, channel 1 = ON. */
    public static final Shape SHAPE = new Shape(2, SensorScene.VIEW, SensorScene.VIEW);

    /** How long one recording lasts, in microseconds: none of N-MNIST's lasts longer. */
    public static final int DURATION_MICROS = 340_000;

    /** Frames of a recording. */
    static final int FRAMES = 80;

    private static final int FRAME_MICROS = DURATION_MICROS / FRAMES;
    private static final int LEAKS = 125;
    private static final float LEAKS_ON = 0.97f;
    private static final float LEAKING = 0.905f; // share of the time that a recording lasts
    private static final int PIXELS = SensorScene.VIEW * SensorScene.VIEW;
    private static final float FARTHEST = 8.9f;

    private final Kernels kernels;
    private final SensorScene scene = new SensorScene();
    private final SensorDraws draws = new SensorDraws();
    private final float[] turn = new float[4];
    private final float[] light = new float[PIXELS];
    private final float[] receptor = new float[PIXELS]; // follows the light
    private final float[] level = new float[PIXELS]; // last signalled
    private final float[] onThreshold = new float[PIXELS];
    private final float[] offThreshold = new float[PIXELS];
    private final float[] upper = new float[PIXELS]; // where the next event is ON ...
    private final float[] lower = new float[PIXELS]; // ... or OFF
    private final float[] margin = new float[PIXELS];
    private final int[] candidates = new int[PIXELS + 1];
    private float[] counts = new float[0]; // [steps, SHAPE], channel-last

    /** A camera at rest. */
    public SensorCamera() {
        this(new ScalarKernels());
    }

    /** A camera at rest that finds its events by these loops: sooner, perhaps, and the same. */
    public SensorCamera(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Records an image into bins of equal time.
     *
     * @param pixels holds the image, uint8 [28, 28] row-major. Not modified.
     * @param offset where the image begins
     * @param recording names what is drawn
     * @param vary how much the image is turned, slanted, stretched and moved, too, as other hands would write it: 0 for not at
     *     all, 1 for by a normal 0.1, 0.1, 6 % and half a pixel
     * @param into receives the counts; of shape {@link #SHAPE}, any number of steps
     */
    public void record(byte[] pixels, int offset, long recording, float vary, EventFrames into) {
        final int size = into.steps() * SHAPE.size();
        if (counts.length != size) {
            counts = new float[size];
        }
        Arrays.fill(counts, 0f);
        draws.begin(recording);
        show(pixels, offset, vary);
        expose(into.steps(), vary);
        leak(into.steps());
        for (int t = 0; t < into.steps(); t++) {
            flush(t, into);
        }
    }

    private void flush(int step, EventFrames into) {
        final int from = step * SHAPE.size();
        into.step(step).clear();
        for (int i = 0; i < SHAPE.size(); i++) {
            if (counts[from + i] != 0) {
                into.step(step).add(i, counts[from + i]);
            }
        }
    }

    private void show(byte[] pixels, int offset, float vary) {
        scene.show(pixels, offset, draws.uniform(0.45f, 0.7f));
        final float angle = 0.013f + draws.normal(Math.max(vary * 0.1f, 0.01f));
        final float slant = vary > 0 ? draws.normal(vary * 0.1f) : 0;
        final float wide = 0.99f + draws.normal(Math.max(vary * 0.06f, 0.005f));
        final float high = 0.99f + draws.normal(Math.max(vary * 0.06f, 0.005f));
        turn[0] = wide;
        turn[1] = angle + slant;
        turn[2] = -angle;
        turn[3] = high;
        final float threshold = 0.165f * (1 + draws.normal(0.1f));
        scene.draw(turn, draws.uniform(0.18f, 0.28f), threshold);
    }

    private void expose(int steps, float vary) {
        final float aside = draws.normal(Math.max(vary * 0.5f, 0.09f));
        final float down = draws.normal(Math.max(vary * 0.5f, 0.14f));
        final float wide = 1 + draws.normal(0.02f);
        final float high = 1 + draws.normal(0.02f);
        final float later = draws.normal(1_500f);
        final float follow = draws.uniform(0.65f, 1f);
        final float mismatch = draws.uniform(0.1f, 0.2f);
        final float shot = draws.uniform(0.05f, 0.15f);
        final float onMore = draws.normal(0.04f);
        drawThresholds(mismatch, 1 + onMore, 1 - onMore);
        settle(
                place(SensorPath.column(0), SensorPath.MIDDLE_COLUMN, wide, aside),
                place(SensorPath.row(0), SensorPath.MIDDLE_ROW, high, down));
        int from = SensorScene.VIEW;
        int to = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            final float micros = (frame + 1) * FRAME_MICROS - later;
            final float column = place(SensorPath.column(micros), SensorPath.MIDDLE_COLUMN, wide, aside);
            final float row = place(SensorPath.row(micros), SensorPath.MIDDLE_ROW, high, down);
            from = Math.min(from, scene.firstRow(row));
            to = Math.max(to, scene.endRow(row));
            if (from >= to) {
                continue;
            }
            scene.see(column, row, from, to, light);
            follow(light, receptor, follow, from * SensorScene.VIEW, to * SensorScene.VIEW);
            compare(receptor, upper, lower, margin, from * SensorScene.VIEW, to * SensorScene.VIEW);
            final int found = kernels.notPositive(margin, from * SensorScene.VIEW, to * SensorScene.VIEW, candidates);
            signal(found, frame * steps / FRAMES * SHAPE.size(), shot);
        }
    }

    private static float place(float path, float middle, float stretch, float offset) {
        return Math.max(0f, Math.min(FARTHEST, middle + (path - middle) * stretch + offset));
    }

    private void drawThresholds(float mismatch, float on, float off) {
        for (int i = 0; i < PIXELS; i++) {
            onThreshold[i] = Math.max(0.3f, on + draws.normal(mismatch));
            offThreshold[i] = Math.max(0.3f, off + draws.normal(mismatch));
        }
    }

    /** All pixels have seen the beginning long enough; where between its thresholds a pixel stands is chance. */
    private void settle(float column, float row) {
        scene.see(column, row, 0, SensorScene.VIEW, receptor);
        for (int i = 0; i < PIXELS; i++) {
            level[i] = receptor[i];
            upper[i] = level[i] + onThreshold[i];
            lower[i] = level[i] - offThreshold[i];
        }
    }

    private static void follow(float[] light, float[] receptor, float part, int from, int to) {
        for (int i = from; i < to; i++) {
            receptor[i] += part * (light[i] - receptor[i]);
        }
    }

    private static void compare(float[] receptor, float[] upper, float[] lower, float[] margin, int from, int to) {
        for (int i = from; i < to; i++) {
            margin[i] = (upper[i] - receptor[i]) * (receptor[i] - lower[i]);
        }
    }

    private void signal(int found, int bin, float shot) {
        for (int n = 0; n < found; n++) {
            final int i = candidates[n];
            counts[bin + 2 * i + (receptor[i] >= upper[i] ? 1 : 0)]++;
            level[i] = receptor[i];
            upper[i] = level[i] + onThreshold[i] + draws.normal(shot);
            lower[i] = level[i] - offThreshold[i] - draws.normal(shot);
        }
    }

    private void leak(int steps) {
        final float mean = LEAKS * draws.uniform(0.6f, 1.4f);
        final int leaks = Math.max(0, Math.round(mean + draws.normal((float) Math.sqrt(mean))));
        for (int n = 0; n < leaks; n++) {
            final int pixel = draws.below(PIXELS);
            final int step = (int) (draws.uniform(0, LEAKING) * steps);
            final int on = draws.uniform(0, 1) < LEAKS_ON ? 1 : 0;
            counts[step * SHAPE.size() + 2 * pixel + on]++;
        }
    }
}
