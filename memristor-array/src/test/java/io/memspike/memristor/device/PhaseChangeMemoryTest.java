package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseChangeMemoryTest {
    private static final PhaseChangeMemory DEVICE = PhaseChangeMemory.standard();

    @ParameterizedTest
    @CsvSource({ // by hand: 0.26348; 0.26348 + 0.9825 − 0.293275; the sum of the coefficients
        "0,       0.26348",
        "12.5e-6, 0.952705",
        "25e-6,   1.05538",
        "50e-6,   1.05538"
    })
    void shouldHaveThePublishedSigma(double target, double microsiemens) {
        assertEquals(microsiemens * 1e-6, DEVICE.sigmaSiemens(target), 1e-18);
    }

    @Test
    void shouldScaleSigmaWithTheRange() {
        assertEquals(
                4 * 0.952705e-6, new PhaseChangeMemory(new ConductanceRange(0, 100e-6)).sigmaSiemens(50e-6), 1e-17);
    }

    /*
     * By hand: ln 0.1 = −2.302585093 gives µ = 0.0356900689 + 0.0244 and s = 0.0287823137 − 0.0059;
     * the others are beyond a clamp: ln 1 = 0, ln 0.001 = −6.9, ln 0 = −∞.
     */
    @ParameterizedTest
    @CsvSource({
        "25e-6,  0.049,        0.008",
        "2.5e-6, 0.0600900689, 0.0228823137",
        "25e-9,  0.1,          0.045",
        "0,      0.1,          0.045"
    })
    void shouldHaveThePublishedDrift(double target, double mean, double sigma) {
        assertEquals(mean, DEVICE.driftMean(target), 1e-10);
        assertEquals(sigma, DEVICE.driftSigma(target), 1e-10);
    }

    /*
     * Time 0: √ln(20.00000025 s / 500 ns) = √ln 40,000,000.5 = √17.504390 = 4.183825; x = 1: Q = 0.0088;
     * x = 0.25: Q = 0.0088/0.4061262 = 0.02166814; x = 0.001: 0.0088/0.0112202 is beyond 0.2.
     * After 1e6 s: √ln(1,000,020.00000025/5e-7) = √28.324188 = 5.322048.
     */
    @ParameterizedTest
    @CsvSource({
        "25e-6,   25e-6, 0,   9.204415e-7",
        "6.25e-6, 5e-6,  0,   4.532785e-7",
        "25e-9,   25e-9, 0,   2.0919125e-8",
        "25e-6,   20e-6, 1e6, 9.366804e-7",
        "25e-6,   0,     0,   0"
    })
    void shouldHaveThePublishedReadNoise(double target, double present, double seconds, double siemens) {
        assertEquals(siemens, DEVICE.readSigmaSiemens(target, present, seconds), siemens * 1e-5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {8e-6, 12.5e-6, 25e-6}) // 9 sigma and more from 0
    void shouldProgramWithNormalError(double target) {
        Draws.assertNormal(target, DEVICE.sigmaSiemens(target), Draws.cells(1, s -> DEVICE.programSiemens(target, s)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {25e-9, 2.5e-6, 25e-6})
    void shouldDriftByAPowerOfTime(double target) {
        // 180 s after programming the conductance has fallen by 10^−ν, ν = |µ + s N(0, 1)|
        final double[] exponents = Draws.cells(2, s -> -Math.log10(DEVICE.siemensAfter(target, 1e-6, 180, s) / 1e-6));
        final double mean = DEVICE.driftMean(target);
        final double sigma = DEVICE.driftSigma(target);

        Draws.assertDistributed(
                v -> Statistics.normalCdf((v - mean) / sigma) - Statistics.normalCdf((-v - mean) / sigma), exponents);
    }

    @Test
    void shouldKeepACellsExponent() {
        for (long cell = 0; cell < 100; cell++) {
            final double tenth = after(180, cell); // 10^−ν
            assertEquals(1e-6, after(0, cell));
            assertEquals(tenth * tenth / 1e-6, after(1980, cell), 1e-19); // 100^−ν
            assertEquals(tenth * tenth * tenth / 1e-12, after(19_980, cell), 1e-19);
        }
    }

    private static double after(double seconds, long cell) {
        return DEVICE.siemensAfter(2.5e-6, 1e-6, seconds, RandomStream.of(cell, "test"));
    }

    @Test
    void shouldConductNothingWhenTheErrorWouldMakeItNegative() {
        final double[] siemens = Draws.cells(3, s -> DEVICE.programSiemens(0, s));
        final double[] conducting = Arrays.stream(siemens).filter(g -> g > 0).toArray();

        assertEquals(0, Arrays.stream(siemens).min().orElseThrow());
        Draws.assertShare(0.5, siemens.length, conducting.length);
        Draws.assertDistributed(g -> 2 * Statistics.normalCdf(g / 0.26348e-6) - 1, conducting);
    }

    @Test
    void shouldAimAtTheNearestLevel() {
        final double[] siemens = Draws.cells(4, s -> DEVICE.withLevels(2).programSiemens(12.5e-6, s));
        Draws.assertNormal(25e-6, DEVICE.sigmaSiemens(25e-6), siemens);
    }

    @Test
    void shouldRefuseWhenTimeIsNegative() {
        final String message = "time after programming: expected a finite time in seconds of at least 0, found -1.0";
        Draws.assertRefused(message, () -> DEVICE.siemensAfter(1e-6, 1e-6, -1, RandomStream.of(1, "test")));
        Draws.assertRefused(message, () -> DEVICE.readSigmaSiemens(1e-6, 1e-6, -1));
    }
}
