package io.memspike.topology.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    private static final int STEPS = 6;
    private static final int CLASSES = 5;
    private static final int LABEL = 3;

    private static float[][] readout(double scale) {
        final RandomStream random = RandomStream.of(5, "readout");
        final float[][] readout = new float[STEPS][CLASSES];
        for (final float[] step : readout) {
            for (int c = 0; c < CLASSES; c++) {
                step[c] = (float) (scale * random.nextGaussian());
            }
        }
        return readout;
    }

    private static double value(Loss loss, float[][] readout) {
        return loss.evaluate(readout, LABEL, new float[readout.length][CLASSES]);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheGradientThatFiniteDifferencesGive(Loss loss) {
        final float[][] readout = readout(2);
        final float[][] gradient = new float[STEPS][CLASSES];
        loss.evaluate(readout, LABEL, gradient);
        final float h =
                0x1p-7f; // error of the central difference: of the order of h² = 6e-5 times the third derivative
        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                final float m = readout[t][c];
                readout[t][c] = m + h;
                final double above = value(loss, readout);
                final float up = readout[t][c];
                readout[t][c] = m - h;
                final double below = value(loss, readout);
                final double difference = (above - below) / ((double) up - readout[t][c]);
                readout[t][c] = m;

                assertEquals(difference, gradient[t][c], 2e-6, "step " + t + " class " + c);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheGradientOfAnswersThatAreNoMeans(Loss loss) {
        final float[][] readout = readout(3);
        final float[][] gradient = new float[STEPS][CLASSES];
        loss.evaluate(readout, false, LABEL, gradient);
        final float[][] other = new float[STEPS][CLASSES];
        final float h = 0x1p-7f;
        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                final float m = readout[t][c];
                readout[t][c] = m + h;
                final double above = loss.evaluate(readout, false, LABEL, other);
                final float up = readout[t][c];
                readout[t][c] = m - h;
                final double below = loss.evaluate(readout, false, LABEL, other);
                final double difference = (above - below) / ((double) up - readout[t][c]);
                readout[t][c] = m;

                assertEquals(difference, gradient[t][c], 2e-5, "step " + t + " class " + c);
            }
        }
    }

    /** The last step alone is what the mean of one step is. */
    @Test
    void shouldTakeTheCrossEntropyOfTheLastStep() {
        final float[][] readout = readout(2);
        final float[][] gradient = new float[STEPS][CLASSES];
        final float[][] alone = new float[1][CLASSES];

        assertEquals(
                Loss.MEAN.evaluate(new float[][] {readout[STEPS - 1]}, LABEL, alone),
                Loss.MEAN.evaluate(readout, false, LABEL, gradient));
        assertArrayEquals(alone[0], gradient[STEPS - 1]);
        assertArrayEquals(new float[CLASSES], gradient[0]);
    }

    @Test
    void shouldTakeTheCrossEntropyOfTheMean() {
        // means (ln 2, 0): probabilities 2/3 and 1/3
        final float ln2 = (float) Math.log(2);
        final float[][] readout = {{2 * ln2, 1f}, {0f, -1f}};
        final float[][] gradient = new float[2][2];

        assertEquals(Math.log(1.5), Loss.MEAN.evaluate(readout, 0, gradient), 1e-6);
        for (int t = 0; t < 2; t++) { // (p − 1 at the label) / steps, the same for every step
            assertEquals((2 / 3.0 - 1) / 2, gradient[t][0], 1e-6);
            assertEquals(1 / 3.0 / 2, gradient[t][1], 1e-6);
        }
    }

    @Test
    void shouldTakeTheSquaredErrorOfTheMean() {
        final float[][] readout = {{1f, 0f}, {0f, 0.5f}}; // means 0.5 and 0.25, which should be 1 and 0
        final float[][] gradient = new float[2][2];

        assertEquals((0.25 + 0.0625) / 2, Loss.SQUARED.evaluate(readout, 0, gradient));
        for (int t = 0; t < 2; t++) { // 2 · difference / classes / steps
            assertArrayEquals(new float[] {-0.25f, 0.125f}, gradient[t]);
        }
    }

    @Test
    void shouldAverageTheLossesOfAllPrefixes() {
        final float[][] readout = readout(1);
        double sum = 0;
        for (int prefix = 1; prefix <= STEPS; prefix++) {
            sum += value(Loss.MEAN, Arrays.copyOf(readout, prefix));
        }

        assertEquals(sum / STEPS, value(Loss.RUNNING, readout), 1e-12);
    }

    @Test
    void shouldGiveEachStepTheGradientsOfThePrefixesThatHoldIt() {
        final float[][] readout = readout(1);
        final float[][] running = new float[STEPS][CLASSES];
        Loss.RUNNING.evaluate(readout, LABEL, running);
        final double[][] expected = new double[STEPS][CLASSES];
        for (int prefix = 1; prefix <= STEPS; prefix++) {
            final float[][] mean = new float[prefix][CLASSES];
            Loss.MEAN.evaluate(Arrays.copyOf(readout, prefix), LABEL, mean);
            for (int t = 0; t < prefix; t++) {
                for (int c = 0; c < CLASSES; c++) {
                    expected[t][c] += mean[t][c] / (double) STEPS;
                }
            }
        }

        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                assertEquals(expected[t][c], running[t][c], 1e-7);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN", "RUNNING"})
    void shouldNotChangeWhenAllClassesShift(Loss loss) {
        final float[][] readout = readout(1);
        final float[][] gradient = new float[STEPS][CLASSES];
        final double plain = loss.evaluate(readout, LABEL, gradient);
        final float[][] shifted = new float[STEPS][CLASSES];
        for (int t = 0; t < STEPS; t++) {
            for (int c = 0; c < CLASSES; c++) {
                shifted[t][c] = readout[t][c] + 64 * (t + 1); // too large for a bare exponential
            }
        }
        final float[][] other = new float[STEPS][CLASSES];

        assertEquals(plain, loss.evaluate(shifted, LABEL, other), 1e-4);
        for (int t = 0; t < STEPS; t++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                assertEquals(gradient[t][c], other[t][c], 1e-5);
                sum += gradient[t][c];
            }
            assertEquals(0, sum, 1e-7); // a shift costs nothing, so the gradient has no part along it
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN", "RUNNING"})
    void shouldStayFiniteWhenReadoutsAreHuge(Loss loss) {
        assertEquals(1000, loss.evaluate(new float[][] {{1000f, 0f}}, 1, new float[1][2]), 1e-9);
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertEquals(Loss.MEAN, Loss.of("mean"));
        assertEquals(Loss.RUNNING, Loss.of("running"));
        assertEquals(
                "loss: expected mean, running or squared, found 'mse'",
                assertThrows(IllegalArgumentException.class, () -> Loss.of("mse"))
                        .getMessage());
    }
}
