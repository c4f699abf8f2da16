package io.memspike.datasets;

/** The saccade camera written as its definition reads: every pixel, every frame, with logarithms. For comparison only. */
final class NaiveCamera {
    private static final int VIEW = 34;
    private static final int BORDER = 3;

    private NaiveCamera() {}

    /** Counts [bins][2 · (row · 34 + column) + channel] of one 28×28 image. */
    static int[][] record(byte[] pixels, int offset, int bins) {
        final double[][] corners = {{0, -2.5}, {-3.5, 4.5}, {3.5, 4.5}, {0, -2.5}};
        final int[][] counts = new int[bins][2 * VIEW * VIEW];
        final double[] signalled = new double[VIEW * VIEW];
        for (int p = 0; p < signalled.length; p++) {
            signalled[p] = logLight(pixels, offset, p / VIEW, p % VIEW, corners[0][0], corners[0][1]);
        }
        for (int frame = 0; frame < 27; frame++) {
            final double[] from = corners[frame / 9];
            final double[] to = corners[frame / 9 + 1];
            final double f = (frame % 9 + 1) / 9.0;
            final double eased = f * f * (3 - 2 * f);
            final double row = (1 - eased) * from[0] + eased * to[0];
            final double column = (1 - eased) * from[1] + eased * to[1];
            for (int p = 0; p < signalled.length; p++) {
                final double moved = logLight(pixels, offset, p / VIEW, p % VIEW, row, column) - signalled[p];
                final int events = (int) (moved / 0.25 + Math.signum(moved) * 1e-9);
                signalled[p] += 0.25 * events;
                counts[frame * bins / 27][2 * p + (events > 0 ? 1 : 0)] += Math.abs(events);
            }
        }
        return counts;
    }

    private static double logLight(byte[] pixels, int offset, int y, int x, double row, double column) {
        final int wholeRow = (int) Math.floor(row);
        final int wholeColumn = (int) Math.floor(column);
        final double fr = row - wholeRow;
        final double fc = column - wholeColumn;
        final int r = y + wholeRow - BORDER;
        final int c = x + wholeColumn - BORDER;
        final double light = (1 - fr) * ((1 - fc) * at(pixels, offset, r, c) + fc * at(pixels, offset, r, c + 1))
                + fr * ((1 - fc) * at(pixels, offset, r + 1, c) + fc * at(pixels, offset, r + 1, c + 1));
        return StrictMath.log(light + 0.4);
    }

    private static double at(byte[] pixels, int offset, int row, int column) {
        final boolean isInside = row >= 0 && row < 28 && column >= 0 && column < 28;
        return isInside ? (pixels[offset + 28 * row + column] & 0xff) / 255.0 : 0;
    }
}
