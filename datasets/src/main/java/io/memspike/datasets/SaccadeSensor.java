package io.memspike.datasets;

import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.SaccadePath.Stop;

/**
 * The pixels of the saccade camera: each holds the level it last signalled and finds, frame by frame, how many
 * thresholds the light has moved since.
 *
 * <p>The reference compares logarithms, {@code log(v + c) − signalled}, with θ. Here levels stay linear: a pixel keeps
 * {@code scale} = 1 / (signalled level), so that {@code ratio = light · scale} is compared with e^θ and e^−θ, and every
 * event multiplies the scale by e^±θ. One multiplication and one window test a pixel and frame, no logarithm.
 *
 * <p><em>Ties.</em> A pixel that comes back to exactly the light it began with stands on a threshold, and rounding
 * decides. There, and only there, the reference's float32 arithmetic is repeated on {@code signalled}.
 *
 * <p>One instance per thread; allocates nothing after construction.
 */
final class SaccadeSensor {
    private static final int PIXELS = SaccadeScene.MAX_PIXELS;
    private static final float LOWER = Thresholds.reached(-1);
    private static final float UPPER = Thresholds.reached(1);
    private static final float NEVER = -1f; // light is positive
    /** Before the first move the window stands half a pixel off: intensities are k / 510. */
    private static final int FIRST_INTENSITIES = 510;

    private final Kernels kernels;
    private final Stop start = SaccadePath.start();
    private final Stop[] stops = SaccadePath.stops();
    private final Thresholds thresholds = new Thresholds();
    private final SaccadeScene scene = new SaccadeScene();
    private final float[] logs = new float[FIRST_INTENSITIES + 1]; // [k] = log(k / 510 + c)

    private final float[] scale = new float[PIXELS]; // 1 / (signalled level)
    private final float[] margin = new float[PIXELS]; // positive while no threshold is reached
    private final float[] tie = new float[PIXELS]; // first light, NEVER where that is black: there no bit is ever lost
    private final float[] firstLog = new float[PIXELS]; // log of the first light
    private final float[] signalled =
            new float[PIXELS]; // firstLog + θ · events so far, rounded as the reference rounds
    private final int[] candidates = new int[PIXELS + 1];
    private final int[] changedPixels = new int[PIXELS + 1];
    private final int[] changes = new int[PIXELS + 1];

    private boolean black;
    private int lastRow;

    SaccadeSensor(Kernels kernels) {
        this.kernels = kernels;
        for (int k = 0; k < logs.length; k++) {
            final float darker = k / 2 / 255f;
            final float brighter = (k + 1) / 2 / 255f;
            logs[k] = Log32.log(0.5f * darker + 0.5f * brighter + SaccadeScene.CONTRAST_OFFSET);
        }
    }

    /** View pixels (row · 34 + column, ascending) that changed in the last frame; as many as {@link #expose} said. */
    int[] changedPixels() {
        return changedPixels;
    }

    /** Events of each of the {@link #changedPixels()}: positive ON, negative OFF, never 0. */
    int[] changes() {
        return changes;
    }

    /** Puts up an image (uint8 [28, 28] from {@code offset} on, not modified) and lets all pixels settle on it. */
    void settle(byte[] pixels, int offset) {
        black = !scene.show(pixels, offset);
        if (black) {
            return;
        }
        final int count = scene.pixels();
        scene.illuminate(start, 0, count);
        lastRow = scene.firstRow(start);
        final float[] light = scene.light();
        for (int i = 0; i < count; i++) {
            final float first = light[i];
            final float log = logs[(int) ((first - SaccadeScene.CONTRAST_OFFSET) * FIRST_INTENSITIES + 0.5f)];
            scale[i] = 1 / first;
            firstLog[i] = log;
            signalled[i] = log;
            tie[i] = first == SaccadeScene.CONTRAST_OFFSET ? NEVER : first;
        }
    }

    /** Moves on to a frame, 0…26 in turn; returns how many pixels changed. */
    int expose(int frame) {
        if (black) {
            return 0;
        }
        final Stop stop = stops[frame];
        final int row = scene.firstRow(stop);
        final int from = Math.min(row, lastRow) * scene.width();
        final int to = (Math.max(row, lastRow) + scene.rows()) * scene.width();
        lastRow = row;
        scene.illuminate(stop, from, to);
        compare(scene.light(), scale, margin, from, to);
        return signal(kernels.notPositive(margin, from, to, candidates));
    }

    private static void compare(float[] light, float[] scale, float[] margin, int from, int to) {
        for (int i = from; i < to; i++) {
            final float ratio = light[i] * scale[i];
            margin[i] = (ratio - LOWER) * (UPPER - ratio);
        }
    }

    private int signal(int count) {
        final Thresholds thresholds = this.thresholds;
        final float[] light = scene.light();
        final float[] scale = this.scale;
        final float[] tie = this.tie;
        final float[] signalled = this.signalled;
        final int[] viewPixels = scene.viewPixels();
        final int[] candidates = this.candidates;
        final int[] changedPixels = this.changedPixels;
        final int[] changes = this.changes;
        int changed = 0;
        for (int n = 0; n < count; n++) {
            final int i = candidates[n];
            final int viewPixel = viewPixels[i];
            final float now = light[i];
            final float before = scale[i];
            int change = thresholds.change(now * before);
            if (now == tie[i]) {
                change = (int) ((firstLog[i] - signalled[i]) / Thresholds.THETA);
            }
            signalled[i] += change * Thresholds.THETA;
            scale[i] = before * thresholds.factor(change);
            changedPixels[changed] = viewPixel;
            changes[changed] = change;
            changed += (change | -change) >>> 31 & ~(viewPixel >> 31); // kept if it changed and is in the view
        }
        return changed;
    }
}
