package io.memspike.memristor.wire;

import java.util.Arrays;

/** What drivers see of a crossbar: conductances to the sense amplifiers and to each other. */
final class DriverLoads {
    private final double[] toGround; // (rows), S, to all sense amplifiers
    private final double[][] between; // (rows, rows), S, above the diagonal

    DriverLoads(double[] toGround, double[][] between) {
        this.toGround = toGround;
        this.between = between;
    }

    /** The loads of two crossbars whose rows are driven with the same voltages. */
    DriverLoads plus(DriverLoads other) {
        final double[] ground = toGround.clone();
        final double[][] sum = new double[between.length][];
        Arrays.setAll(sum, i -> between[i].clone());
        for (int i = 0; i < ground.length; i++) {
            ground[i] += other.toGround[i];
            for (int k = i + 1; k < ground.length; k++) {
                sum[i][k] += other.between[i][k];
            }
        }
        return new DriverLoads(ground, sum);
    }

    int rows() {
        return toGround.length;
    }

    /** Σ V·I of the drivers, W, whose voltages begin at {@code from}. */
    double power(double[] voltages, int from) {
        double watts = 0;
        for (int i = 0; i < toGround.length; i++) {
            final double own = voltages[from + i];
            final double[] row = between[i];
            watts += own * own * toGround[i];
            for (int k = i + 1; k < row.length; k++) {
                final double across = own - voltages[from + k];
                watts += row[k] * across * across;
            }
        }
        return watts;
    }
}
