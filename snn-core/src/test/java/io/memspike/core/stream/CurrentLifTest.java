package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentLifTest {
    private static CurrentLif neuron(double tauMembrane, double tauSynapse, double threshold) {
        return new CurrentLif(tauMembrane, tauSynapse, threshold, Reset.ZERO);
    }

    /** NEST's iaf neurons: τ 10 ms, C 250 pF, 1000 pA, threshold 15 mV; the drive is I τ / C = 40 mV. */
    @Test
    void shouldFireWhenTheClosedFormSaysUnderConstantCurrent() {
        assertEquals(4.700036292457356, neuron(10, 2, 15).crossing(0, 0, 40), 1e-14);
        assertEquals(-10 * StrictMath.log(0.625), neuron(10, 2, 15).crossing(0, 0, 40), 1e-14);
    }

    /** First spikes of a neuron that one event drives, by the closed form of the two time constants. */
    @ParameterizedTest
    @CsvSource({"0.010, 0.005, 3, 0.00323507", "0.005, 0.005, 3, 0.00129586"})
    void shouldFireWhenTheSynapticCurrentHasDrivenItThere(
            double tauMembrane, double tauSynapse, double current, double expected) {
        final CurrentLif neuron = neuron(tauMembrane, tauSynapse, 0.6);

        final double at = neuron.crossing(0, current, 0);

        assertEquals(expected, at, 5e-9);
        assertEquals(0.6, neuron.potential(0, current, 0, at), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"0.010, 0.005", "0.005, 0.005", "0.005, 0.010"})
    void shouldNeverFireWhereThePeakStaysBelow(double tauMembrane, double tauSynapse) {
        assertEquals(
                Double.POSITIVE_INFINITY, neuron(tauMembrane, tauSynapse, 0.6).crossing(0, 1, 0));
    }

    /** The peak lies between two samples, both below the threshold: whoever samples misses the spike. */
    @Test
    void shouldFindASpikeBetweenTwoSamplesBelowTheThreshold() {
        final CurrentLif neuron = neuron(10, 5, 0.2499); // the peak of one unit is 0.25, at 10 ln 2 = 6.93
        final double at = neuron.crossing(0, 1, 0);

        assertTrue(neuron.potential(0, 1, 0, 6) < 0.2499 && neuron.potential(0, 1, 0, 8) < 0.2499);
        assertTrue(at > 6 && at < 10 * StrictMath.log(2), "at=" + at);
        assertEquals(0.2499, neuron.potential(0, 1, 0, at), 1e-15);
    }

    @Test
    void shouldFindTheCrossingBehindAMinimum() {
        final CurrentLif neuron = neuron(10, 2, 1); // inhibition first, then the drive wins
        final double at = neuron.crossing(0.5, -6, 1.5);

        assertTrue(neuron.potential(0.5, -6, 1.5, 1) < 0.5);
        assertEquals(1, neuron.potential(0.5, -6, 1.5, at), 1e-14);
    }

    @Test
    void shouldFireAtOnceAboveTheThresholdAndNeverTowardsADriveThatIsNotEnough() {
        assertEquals(0, neuron(10, 5, 1).crossing(1.5, 0, 0));
        assertEquals(Double.POSITIVE_INFINITY, neuron(10, 5, 1).crossing(0, 0, 1));
        assertEquals(Double.POSITIVE_INFINITY, neuron(10, 5, 1).crossing(0, 0, 0));
        assertEquals(Double.POSITIVE_INFINITY, neuron(10, 5, 1).crossing(0.5, -3, 0.9));
    }

    @Test
    void shouldFindTheCrossingWhereTheSlopeIsZeroAtFirst() {
        final CurrentLif neuron = neuron(1, 1, 1); // current and drive cancel, then the drive wins
        final double at = neuron.crossing(0, -1.25, 1.25);

        assertTrue(at > 0);
        assertEquals(1, neuron.potential(0, -1.25, 1.25, at), 1e-14);
    }

    @Property(tries = 500)
    void shouldCrossFirstWhereDenseSamplesDo(
            @ForAll @DoubleRange(min = -1, max = 1) double potential,
            @ForAll @DoubleRange(min = -6, max = 6) double current,
            @ForAll @DoubleRange(min = -2, max = 3) double drive,
            @ForAll @DoubleRange(min = 1, max = 20) double tauMembrane,
            @ForAll @DoubleRange(min = 1, max = 20) double tauSynapse) {
        final CurrentLif neuron = neuron(tauMembrane, tauSynapse, 1);
        final double at = neuron.crossing(potential, current, drive);

        final double end = Math.min(at, 100);
        for (int i = 1; i < 400; i++) {
            final double v = neuron.potential(potential, current, drive, end * i / 400);
            assertTrue(v <= 1 + 1e-12, "v=" + v + " before the first crossing at " + at);
        }
        if (at < Double.POSITIVE_INFINITY) {
            assertEquals(1, neuron.potential(potential, current, drive, at), 1e-12);
        }
    }

    @Property(tries = 200)
    void shouldLoseNoDigitWhereTheTimeConstantsAreNearlyEqual(
            @ForAll @DoubleRange(min = 0.1, max = 30) double delta, @ForAll @IntRange(min = 6, max = 16) int digits) {
        final double apart = StrictMath.pow(10, -digits);
        final double equal = neuron(5, 5, 1).potential(0, 1, 0, delta);

        assertEquals(equal, neuron(5, 5 * (1 + apart), 1).potential(0, 1, 0, delta), 10 * apart + 1e-15);
        assertEquals(equal, neuron(5 * (1 + apart), 5, 1).potential(0, 1, 0, delta), 10 * apart + 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "NaN, 1, 1", "1, Infinity, 1"})
    void shouldRefuseWhatIsNotPositive(double tauMembrane, double tauSynapse, double threshold) {
        assertThrows(IllegalArgumentException.class, () -> neuron(tauMembrane, tauSynapse, threshold));
    }
}
