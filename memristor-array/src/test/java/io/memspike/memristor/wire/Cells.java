package io.memspike.memristor.wire;

import io.memspike.core.RandomStream;

/** Conductances to test with. */
final class Cells {
    private static final double[] OHMS = {0, 0.5, 2, 40};

    private Cells() {}

    /** Cells from {@code low} to three times that, Ω, a share of them open: (rows, columns), S. */
    static double[][] random(RandomStream random, int rows, int columns, double low, double open) {
        final double[][] siemens = new double[rows][columns];
        for (final double[] row : siemens) {
            for (int j = 0; j < columns; j++) {
                final double cell = 1 / (low * (1 + 2 * random.nextDouble()));
                row[j] = random.nextDouble() < open ? 0 : cell;
            }
        }
        return siemens;
    }

    /** Each resistance 0, small or large. */
    static LineResistances lines(RandomStream random) {
        return new LineResistances(
                OHMS[random.nextInt(4)], OHMS[random.nextInt(4)], OHMS[random.nextInt(4)], OHMS[random.nextInt(4)]);
    }

    /** 1 V with a probability, else 0 V. */
    static double[] spikes(RandomStream random, int rows, double probability) {
        final double[] voltages = new double[rows];
        for (int i = 0; i < rows; i++) {
            voltages[i] = random.nextDouble() < probability ? 1 : 0;
        }
        return voltages;
    }

    /** Σ_i g_ij V_i. */
    static double[] currents(double[][] siemens, double[] voltages) {
        final double[] currents = new double[siemens[0].length];
        for (int i = 0; i < voltages.length; i++) {
            for (int j = 0; j < currents.length; j++) {
                currents[j] += siemens[i][j] * voltages[i];
            }
        }
        return currents;
    }
}
