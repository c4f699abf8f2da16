package io.memspike.earlyexit;

import java.util.Arrays;

/**
 * When a picture that is drawn step by step is finished: it has changed less and less, and hardly any more. With
 * {@code r_t} the picture after t steps, in [−1, 1], {@code r_0} all grey (0), and {@code d_t = Σ|r_t − r_{t−1}| / 100}
 * over its pixels, it stops at
 *
 * <pre>{@code  t ≥ 3,   d_t < d_{t−1} < d_{t−2},   d_t < threshold}</pre>
 *
 * Source: PRIME (Wang et al., arXiv 2407.18625), where inpainting stops at 0.2. Immutable and thread-safe; what is
 * compared lives in a {@link Watch}.
 *
 * @param threshold change below which a picture is finished, finite and at least 0; with 0 none ever is
 */
public record ReconstructionPolicy(double threshold) {
    /** PRIME's, for 32 × 32 pixels. */
    public static final double DEFAULT_THRESHOLD = 0.2;

    /** Unit of d, in sums of absolute differences. */
    public static final double UNIT = 100;

    private static final int FIRST = 3; // step that may be the last

    public ReconstructionPolicy {
        if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "reconstruction policy: expected a finite threshold of at least 0, found " + threshold);
        }
    }

    /** A watch over pictures, one at a time. */
    public Watch watch(int pixels) {
        return new Watch(threshold, pixels);
    }

    /** Follows one picture after another. Allocates nothing after construction; one per thread. */
    public static final class Watch {
        private final double threshold;
        private final float[] before;
        private double change;
        private double earlier; // change of the step before
        private double earliest; // and of the one before that
        private int steps;

        private Watch(double threshold, int pixels) {
            if (pixels < 1) {
                throw new IllegalArgumentException("picture: expected at least 1 pixel, found " + pixels);
            }
            this.threshold = threshold;
            this.before = new float[pixels];
        }

        /** Begins with a new picture. */
        public void begin() {
            Arrays.fill(before, 0f);
            steps = 0;
        }

        /**
         * Looks at the picture after one more step.
         *
         * @param picture (pixels), in [−1, 1]. Not modified, not kept.
         * @return whether it is finished
         */
        public boolean isFinished(float[] picture) {
            if (picture.length != before.length) {
                throw new IllegalArgumentException(
                        "picture: expected " + before.length + " pixels, found " + picture.length);
            }
            double sum = 0;
            for (int i = 0; i < before.length; i++) {
                sum += Math.abs(picture[i] - before[i]);
                before[i] = picture[i];
            }
            earliest = earlier;
            earlier = change;
            change = sum / UNIT;
            steps++;
            return steps >= FIRST && change < earlier && earlier < earliest && change < threshold;
        }

        /** {@code d_t} of the last step. */
        public double change() {
            return change;
        }
    }
}
