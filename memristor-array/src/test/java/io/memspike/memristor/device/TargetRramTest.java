package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRramTest {
    private static final double DAY = 86_400;
    private static final TargetRram DEVICE = new TargetRram(new ConductanceRange(0, 40e-6));

    /*
     * By hand, x = 1/2: 0.348 + 8.015 − 10.96325 + 5.674125 − 1.0509375 and 0.701 + 11.043 − 12.69325 + 5.886875 − 1.028625;
     * x = 1: the sums of the coefficients; between, half the logarithm of a day is the mean of both.
     */
    @ParameterizedTest
    @CsvSource({
        "0,     1,                 0.348",
        "20e-6, 1,                 2.0229375",
        "40e-6, 1,                 1.103",
        "20e-6, 0.5,               2.0229375",
        "20e-6, 0,                 2.0229375",
        "60e-6, 1,                 1.103",
        "0,     86400,             0.701",
        "20e-6, 86400,             3.909",
        "40e-6, 86400,             2.651",
        "20e-6, 293.9387691339814, 2.96596875",
        "20e-6, 1e7,               3.909"
    })
    void shouldHaveThePublishedSigma(double target, double seconds, double microsiemens) {
        assertEquals(microsiemens * 1e-6, DEVICE.sigmaSiemens(target, seconds), 1e-18);
    }

    @Test
    void shouldScaleSigmaWithTheRange() {
        final TargetRram half = new TargetRram(new ConductanceRange(0, 20e-6));
        assertEquals(2.0229375e-6 / 2, half.sigmaSiemens(10e-6, 1), 1e-18);
    }

    @Test
    void shouldNeverBeMoreCertainADayLater() {
        for (int i = 0; i <= 1000; i++) {
            final double target = i * 40e-9;
            assertTrue(DEVICE.sigmaSiemens(target, 1) > 0);
            assertTrue(DEVICE.sigmaSiemens(target, DAY) > DEVICE.sigmaSiemens(target, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {16e-6, 20e-6, 40e-6}) // 7 sigma and more from 0
    void shouldProgramWithNormalError(double target) {
        final double[] siemens = Draws.cells(1, s -> DEVICE.programSiemens(target, s));
        Draws.assertNormal(target, DEVICE.sigmaSiemens(target, 1), siemens);
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 3600, DAY})
    void shouldHaveTheWholeErrorOfItsAge(double seconds) {
        final double target = 26e-6; // 7 sigma from 0 after a day
        final double[] siemens = Draws.cells(
                2,
                s -> DEVICE.siemensAfter(
                        target, DEVICE.programSiemens(target, s), seconds, RandomStream.of(s.nextLong(), "retention")));
        Draws.assertNormal(target, DEVICE.sigmaSiemens(target, seconds), siemens);
    }

    @Test
    void shouldGoOneWayWhenACellAges() {
        for (long cell = 0; cell < 100; cell++) {
            final double minute = after(60, cell);
            final double hour = after(3600, cell);
            final double day = after(DAY, cell);
            assertEquals(20e-6, after(1, cell));
            assertEquals(Math.signum(minute - 20e-6), Math.signum(day - hour));
            assertEquals(Math.signum(minute - 20e-6), Math.signum(hour - minute));
            assertEquals(day, after(10 * DAY, cell));
        }
    }

    private static double after(double seconds, long cell) {
        return DEVICE.siemensAfter(20e-6, 20e-6, seconds, RandomStream.of(cell, "test"));
    }

    @Test
    void shouldConductNothingWhenTheErrorWouldMakeItNegative() {
        final double[] siemens = Draws.cells(3, s -> DEVICE.programSiemens(0, s));
        final double[] conducting = Arrays.stream(siemens).filter(g -> g > 0).toArray();

        assertEquals(0, Arrays.stream(siemens).min().orElseThrow());
        Draws.assertShare(0.5, siemens.length, conducting.length);
        Draws.assertDistributed(g -> 2 * Statistics.normalCdf(g / 0.348e-6) - 1, conducting);
    }

    @Test
    void shouldAimAtTheNearestLevel() {
        final TargetRram five = DEVICE.withLevels(5);
        final double[] siemens = Draws.cells(4, s -> five.programSiemens(16e-6, s)); // 0, 10, 20, 30, 40 µS
        Draws.assertNormal(20e-6, DEVICE.sigmaSiemens(20e-6, 1), siemens);
    }

    @Test
    void shouldFormAtUniformlyRandomTargets() {
        final double[] targets = Draws.cells(5, DEVICE::randomTargetSiemens);
        Draws.assertDistributed(g -> g / 40e-6, targets);

        final double[] levels = Draws.cells(6, DEVICE.withLevels(4)::randomTargetSiemens);
        for (int level = 0; level < 4; level++) {
            final double siemens = DEVICE.range().withLevels(4).level(level);
            Draws.assertShare(
                    0.25,
                    levels.length,
                    Arrays.stream(levels).filter(g -> g == siemens).count());
        }
    }

    @Test
    void shouldRefuseWhenTargetOrTimeIsNone() {
        final RandomStream stream = RandomStream.of(1, "test");
        Draws.assertRefused(
                "target: expected a conductance from 0.0 to 4.0E-5 siemens, found -1.0E-6",
                () -> DEVICE.programSiemens(-1e-6, stream));
        Draws.assertRefused(
                "target: expected a conductance from 1.0E-6 to 4.0E-5 siemens, found 5.0E-5",
                () -> TargetRram.wan().programSiemens(50e-6, stream));
        Draws.assertRefused(
                "time after programming: expected a finite time in seconds of at least 0, found -1.0",
                () -> DEVICE.siemensAfter(1e-6, 1e-6, -1, stream));
    }
}
