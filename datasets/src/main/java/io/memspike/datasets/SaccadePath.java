package io.memspike.datasets;

/**
 * The way of the 34×34 window over the still image: three moves of equal length along a closed triangle, nine frames
 * a move, eased by the smoothstep f²(3−2f).
 *
 * <p>A {@link Stop} is one frame: where the window stands, as whole pixels and the four weights of bilinear sampling.
 * Weights are the products of float32 factors in the order of the reference camera, so that intensities agree with it
 * bit for bit.
 */
final class SaccadePath {
    static final int FRAMES_PER_MOVE = 9;

    /** Window offsets (row, column) in pixels off the centred image, at the corners of the closed triangle. */
    private static final double[][] CORNERS = {{0.0, -2.5}, {-3.5, 4.5}, {3.5, 4.5}, {0.0, -2.5}};

    static final int FRAMES = FRAMES_PER_MOVE * (CORNERS.length - 1);

    /** Whole-pixel offsets of all stops lie in these closed ranges. */
    static final int MIN_ROW = -4;

    static final int MAX_ROW = 3;
    static final int MIN_COLUMN = -3;
    static final int MAX_COLUMN = 4;

    private SaccadePath() {}

    /**
     * Window position of one frame.
     *
     * @param row whole rows, rounded down
     * @param column whole columns, rounded down
     * @param here weight of pixel (row, column)
     * @param right weight of pixel (row, column + 1)
     * @param below weight of pixel (row + 1, column)
     * @param diagonal weight of pixel (row + 1, column + 1)
     */
    record Stop(int row, int column, float here, float right, float below, float diagonal) {
        static Stop at(double row, double column) {
            final int wholeRow = (int) Math.floor(row);
            final int wholeColumn = (int) Math.floor(column);
            final float rowPart = (float) (row - wholeRow);
            final float columnPart = (float) (column - wholeColumn);
            return new Stop(
                    wholeRow,
                    wholeColumn,
                    (1 - rowPart) * (1 - columnPart),
                    (1 - rowPart) * columnPart,
                    rowPart * (1 - columnPart),
                    rowPart * columnPart);
        }
    }

    /** Where the camera looks before its first move. */
    static Stop start() {
        return Stop.at(CORNERS[0][0], CORNERS[0][1]);
    }

    /** The {@value #FRAMES_PER_MOVE} × 3 frames in order of time. */
    static Stop[] stops() {
        final Stop[] stops = new Stop[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            final double[] from = CORNERS[i / FRAMES_PER_MOVE];
            final double[] to = CORNERS[i / FRAMES_PER_MOVE + 1];
            final double linear = (double) (i % FRAMES_PER_MOVE + 1) / FRAMES_PER_MOVE;
            final double eased = linear * linear * (3 - 2 * linear);
            stops[i] = Stop.at((1 - eased) * from[0] + eased * to[0], (1 - eased) * from[1] + eased * to[1]);
        }
        return stops;
    }
}
