package io.memspike.tasks.inpainting;

import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.internal.Parallel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What each threshold of the early stop gives, from one run of all steps: mean steps, and error inside the hole. Immutable
 * and thread-safe.
 */
public final class InpaintingCurve {
    private static final double LARGEST_CHANGE = 1e9;
    private static final double ROUNDING = 1e-12; // of a change in another unit

    private final int steps;
    private final double[][] changes; // (pictures, steps): change where the picture may stop, else infinite
    private final double[][] errors; // (pictures, steps)

    /**
     * One threshold.
     *
     * @param threshold of {@link PictureStop}
     * @param meanSteps of a picture
     * @param holeError mean squared error inside the hole, in [−1, 1]
     */
    public record Point(double threshold, double meanSteps, double holeError) {}

    private InpaintingCurve(int pictures, int steps) {
        this.steps = steps;
        this.changes = new double[pictures][steps];
        this.errors = new double[pictures][steps];
    }

    /**
     * Runs all steps of pictures.
     *
     * @param vae the auto-encoder
     * @param settings hole, seed and threads; the stop does not matter
     * @param isOfHole whether the hole alone is watched ({@link PictureStop})
     * @param pictures at least one
     * @param progress told the number of pictures done, one call at a time
     */
    public static InpaintingCurve of(
            AutoEncoderNetwork vae,
            Inpainting.Settings settings,
            boolean isOfHole,
            List<Picture> pictures,
            IntConsumer progress) {
        final InpaintingCurve curve =
                new InpaintingCurve(pictures.size(), vae.spec().steps());
        Parallel.run(
                pictures.size(),
                settings.threads(),
                () -> {
                    final PictureSession session = vae.newSession();
                    final float[] pixels = new float[vae.spec().image().size()];
                    // every change is below: the watch says where changes fall, whatever they are
                    final PictureStop.Watch watch = new PictureStop(LARGEST_CHANGE, isOfHole).watch(settings.hole());
                    return i -> {
                        final float[] original = pictures.get(i).pixels();
                        session.begin(settings.hole().cut(original), Inpainting.seed(settings.seed(), i));
                        watch.begin();
                        for (int t = 0; t < curve.steps; t++) {
                            session.step();
                            session.reconstruction(pixels);
                            curve.changes[i][t] = watch.isFinished(pixels) ? watch.change() : Double.POSITIVE_INFINITY;
                            curve.errors[i][t] = settings.hole().meanSquaredError(original, pixels);
                        }
                    };
                },
                progress);
        return curve;
    }

    /** Steps of a picture that does not stop early. */
    public int steps() {
        return steps;
    }

    /** What a threshold gives; 0 for all steps. */
    public Point at(double threshold) {
        long used = 0;
        double error = 0;
        for (int i = 0; i < errors.length; i++) {
            final int last = stop(i, threshold);
            used += last;
            error += errors[i][last - 1];
        }
        return new Point(threshold, (double) used / errors.length, error / errors.length);
    }

    /** How many pictures take 1, 2, … steps: [steps]. */
    public int[] histogram(double threshold) {
        final int[] histogram = new int[steps];
        for (int i = 0; i < errors.length; i++) {
            histogram[stop(i, threshold) - 1]++;
        }
        return histogram;
    }

    /** Mean error inside the hole after 1, 2, … steps: [steps]. */
    public double[] errorByStep() {
        final double[] mean = new double[steps];
        for (final double[] each : errors) {
            for (int t = 0; t < steps; t++) {
                mean[t] += each[t] / errors.length;
            }
        }
        return mean;
    }

    /** The largest threshold, of those at which some picture stops, that costs at most that share of error more. */
    public Point within(double share) {
        final int count = errors.length;
        final Integer[] places = IntStream.range(0, count * steps) // where a picture may stop, from the smallest change
                .filter(i -> Double.isFinite(change(i)))
                .boxed()
                .sorted(Comparator.comparingDouble(this::change))
                .toArray(Integer[]::new);
        final int[] last = new int[count];
        Arrays.fill(last, steps - 1);
        double error = at(0).holeError() * count;
        final double allowed = error * (1 + share);
        double best = 0;
        for (int k = 0; k < places.length; k++) { // as the threshold grows, one picture after another stops earlier
            final int picture = places[k] / steps;
            final int step = places[k] % steps;
            if (step < last[picture]) {
                error += errors[picture][step] - errors[picture][last[picture]];
                last[picture] = step;
            }
            final double threshold = Math.nextUp(change(places[k]) * (1 + ROUNDING));
            final boolean isWhole = k + 1 == places.length || change(places[k + 1]) >= threshold;
            best = isWhole && error <= allowed ? threshold : best;
        }
        return at(best);
    }

    private double change(int place) {
        return changes[place / steps][place % steps];
    }

    private int stop(int picture, double threshold) {
        int t = 1;
        while (t < steps && !(changes[picture][t - 1] < threshold)) {
            t++;
        }
        return t;
    }
}
