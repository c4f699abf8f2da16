package io.memspike.datasets;

/**
 * The saccade camera written as its definition reads, in the same float32 arithmetic: every pixel of the view, every
 * frame, every threshold in turn. For comparison only; the camera must agree with it to the event.
 */
final class NaiveCamera {
    private static final int VIEW = 34;
    private static final int BORDER = 3;
    private static final double[][] CORNERS = {{0, -2.5}, {-3.5, 4.5}, {3.5, 4.5}, {0, -2.5}};
    private static final float THETA = 0.25f;
    private static final float BLACK = 0.4f;

    private NaiveCamera() {}

    /** Counts [bins][2 · (row · 34 + column) + channel] of one 28×28 image. */
    static int[][] record(byte[] pixels, int offset, int bins) {
        final int[][] counts = new int[bins][2 * VIEW * VIEW];
        for (int p = 0; p < VIEW * VIEW; p++) {
            final float first = light(pixels, offset, p, CORNERS[0][0], CORNERS[0][1]);
            final float firstLog = firstLog(first);
            float scale = 1 / first;
            float signalled = firstLog;
            for (int frame = 0; frame < 27; frame++) {
                final double[] from = CORNERS[frame / 9];
                final double[] to = CORNERS[frame / 9 + 1];
                final double f = (frame % 9 + 1) / 9.0;
                final double eased = f * f * (3 - 2 * f);
                final float light = light(
                        pixels,
                        offset,
                        p,
                        (1 - eased) * from[0] + eased * to[0],
                        (1 - eased) * from[1] + eased * to[1]);
                int events = thresholds(light * scale);
                if (events != 0 && light == first && first != BLACK) { // the tie of the camera's return
                    events = (int) ((firstLog - signalled) / THETA);
                }
                signalled += events * THETA;
                scale *= (float) StrictMath.exp(-events * 0.25);
                counts[frame * bins / 27][2 * p + (events > 0 ? 1 : 0)] += Math.abs(events);
            }
        }
        return counts;
    }

    /** Thresholds between two levels of that ratio, each a little nearer to 1 than e^(n · θ). */
    static int thresholds(float ratio) {
        int events = 0;
        while (ratio >= (float) (StrictMath.exp((events + 1) * 0.25) * (1 - 4e-6f))) {
            events++;
        }
        while (ratio <= (float) (StrictMath.exp((events - 1) * 0.25) * (1 + 4e-6f))) {
            events--;
        }
        return events;
    }

    /** Before the first move a pixel sees the mean of two of the image: 510 intensities, whose logarithms are these. */
    private static float firstLog(float light) {
        final int sum = (int) ((light - BLACK) * 510 + 0.5f);
        final float darker = sum / 2 / 255f;
        final float brighter = (sum + 1) / 2 / 255f;
        return Log32.log(0.5f * darker + 0.5f * brighter + BLACK);
    }

    private static float light(byte[] pixels, int offset, int p, double row, double column) {
        final int wholeRow = (int) Math.floor(row);
        final int wholeColumn = (int) Math.floor(column);
        final float fr = (float) (row - wholeRow);
        final float fc = (float) (column - wholeColumn);
        final int r = p / VIEW + wholeRow - BORDER;
        final int c = p % VIEW + wholeColumn - BORDER;
        return (1 - fr) * (1 - fc) * at(pixels, offset, r, c)
                + (1 - fr) * fc * at(pixels, offset, r, c + 1)
                + fr * (1 - fc) * at(pixels, offset, r + 1, c)
                + fr * fc * at(pixels, offset, r + 1, c + 1)
                + BLACK;
    }

    private static float at(byte[] pixels, int offset, int row, int column) {
        final boolean isInside = row >= 0 && row < 28 && column >= 0 && column < 28;
        return isInside ? (pixels[offset + 28 * row + column] & 0xff) / 255f : 0;
    }
}
