package io.memspike.datasets;

/**
 * Where a digit stood in N-MNIST's view while the sensor moved: three saccades, every {@value #KNOT_MICROS} µs one place,
 * between which the digit goes straight.
 *
 * <p>Fitted to a quarter of the 600 recordings of {@code Train}: the places, blur, contrast and threshold at which the change
 * of the image's logarithm between two places comes nearest to the events, ON less OFF, of each pixel. It explains 72 % of
 * their variance. The digit was dark on a bright ground, for a digit that leaves a pixel makes ON events; with a bright digit
 * 66 % are explained.
 * Then each saccade was moved in time, by 1 to 3 ms, until the sensor camera's events fell into bins of 34 ms as the recordings' do.
 */
final class SensorPath {
    static final int KNOT_MICROS = 8_500;

    private static final float[] COLUMNS = {
        0.47f, 0.46f, 0.41f, 0.36f, 0.32f, 0.35f, 0.51f, 0.95f, 1.47f, 1.82f, 1.92f, 1.97f, 2.03f, 2.15f,
        2.34f, 2.67f, 3.28f, 3.85f, 4.30f, 4.54f, 4.82f, 5.10f, 5.28f, 5.40f, 5.57f, 5.73f, 5.80f, 5.57f,
        4.91f, 4.02f, 3.09f, 2.18f, 1.49f, 1.03f, 0.70f, 0.57f, 0.55f, 0.55f, 0.55f, 0.55f, 0.55f,
    };
    private static final float[] ROWS = {
        1.23f, 1.29f, 1.54f, 2.04f, 2.86f, 3.89f, 4.94f, 5.80f, 6.37f, 6.60f, 6.64f, 6.59f, 6.55f, 6.48f,
        6.45f, 6.33f, 5.85f, 5.08f, 4.10f, 3.10f, 2.23f, 1.67f, 1.45f, 1.41f, 1.41f, 1.42f, 1.39f, 1.38f,
        1.40f, 1.41f, 1.38f, 1.31f, 1.22f, 1.14f, 1.12f, 1.13f, 1.13f, 1.14f, 1.14f, 1.14f, 1.14f,
    };

    /** Middle of the way, about which it is stretched. */
    static final float MIDDLE_COLUMN = 3.07f;

    static final float MIDDLE_ROW = 3.88f;

    private SensorPath() {}

    /** Columns by which the digit stands to the right of the view's edge. */
    static float column(float micros) {
        return at(COLUMNS, micros);
    }

    /** Rows by which it stands below the view's edge. */
    static float row(float micros) {
        return at(ROWS, micros);
    }

    private static float at(float[] places, float micros) {
        final float knot = Math.max(0f, Math.min(places.length - 1.001f, micros / KNOT_MICROS));
        final int before = (int) knot;
        final float part = knot - before;
        return places[before] + part * (places[before + 1] - places[before]);
    }
}
