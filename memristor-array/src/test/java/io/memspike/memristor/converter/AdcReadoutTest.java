package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdcReadoutTest {
    private static final int[] PINNED_HASHES = {-2010731519, 567716865};
    private static final TransferCurve STRONG = TransferCurve.cubic(0.8);

    private static float[] converted(Adc adc, double fullScale, float... sums) {
        final float[] values = sums.clone();
        new AdcReadout(adc, fullScale, 1, 0).convert(values, 1, values.length, 0, 0);
        return values;
    }

    /** Evenly from −1.25 to 1.25. */
    private static float[] sweep(int n) {
        final float[] sums = new float[n];
        for (int i = 0; i < n; i++) {
            sums[i] = (i - n / 2) * 2.5f / n;
        }
        return sums;
    }

    @Test
    void shouldRoundToTheNearestCodeWhenBipolar() {
        // 3 bits over [−4, 4]: LSB 1, codes −4 … 3
        assertArrayEquals(
                new float[] {-4, -4, -3, 0, 0, 0, 1, 2, 3, 3},
                converted(Adc.sar(Resolution.bipolar(3)), 4, -9, -3.75f, -3.25f, -0.5f, 0, 0.25f, 0.5f, 2.25f, 3, 9));
    }

    @Test
    void shouldRoundToTheNearestCodeWhenUnipolar() {
        // 2 bits over [0, 2]: LSB 0.5, codes 0 … 3
        assertArrayEquals(
                new float[] {0, 0, 0.5f, 1, 1.5f, 1.5f},
                converted(
                        Adc.of(Resolution.unipolar(2), new AdcCircuit.Flash(0)),
                        2,
                        -1,
                        0.125f,
                        0.25f,
                        1.125f,
                        1.375f,
                        2));
    }

    @Test
    void shouldGoOnBeyondTheRangeWhenItDoesNotClip() {
        final Resolution resolution = new Resolution(3, Polarity.BIPOLAR, false);
        final float[] sums = {-9, -4.75f, -4.25f, 3.25f, 3.75f, 4.25f, 5.75f};
        final float[] expected = {-9, -5, -4, 3, 4, 4, 6};

        assertArrayEquals(expected, converted(Adc.sar(resolution), 4, sums));
        // x³ is right at both ends; within, 0.9375³ = 0.824 of 4 is 3.296, and 0.8125³ of 4 is 2.146
        assertArrayEquals(
                new float[] {-9, -5, -4, 2, 3, 4, 6},
                converted(Adc.sar(resolution).withCurve(TransferCurve.cubic(1)), 4, sums));
    }

    @Test
    void shouldKeepTheBitsWhenEverythingIsOff() {
        final Adc off = Adc.sar(new Resolution(0, Polarity.BIPOLAR, false));
        final float[] sums = {-1e30f, -0.1f, -0f, Float.MIN_VALUE, 0.3f, 7e20f};

        assertTrue(off.isExact());
        assertArrayEquals(sums, converted(off, 0.7, sums));
    }

    @Property
    void shouldConvergeToTheExactValueWhenBitsAreMany(
            @ForAll @Scale(6) @FloatRange(min = -0.75f, max = 0.75f) float sum,
            @ForAll @IntRange(min = 1, max = 24) int bits) {
        final float found = converted(Adc.sar(Resolution.bipolar(bits)), 0.8, sum)[0];

        // half an LSB where no code is beyond the end, and the rounding of a float
        final double lsb = 1.6 / (1 << bits);
        if (sum < 0.8 - 1.5 * lsb) {
            assertEquals(sum, found, lsb / 2 + Math.ulp(sum));
        }
    }

    @Property
    void shouldGiveTheSameWhenConvertedTwice(
            @ForAll @Scale(6) @FloatRange(min = -2, max = 2) float sum,
            @ForAll @IntRange(min = 1, max = 16) int bits,
            @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 1000) double fullScale) {
        final Adc adc = Adc.sar(Resolution.bipolar(bits));
        final float once = converted(adc, fullScale, sum)[0];

        assertEquals(once, converted(adc, fullScale, once)[0]);
    }

    @Property
    void shouldGiveTheCodeOfTheCurve(
            @ForAll @Scale(6) @FloatRange(min = -1.25f, max = 1.25f) float sum,
            @ForAll @IntRange(min = 1, max = 12) int bits,
            @ForAll @Scale(4) @DoubleRange(min = -0.5, max = 1) double strength) {
        final TransferCurve curve = TransferCurve.cubic(strength);

        final float found = converted(Adc.sar(Resolution.bipolar(bits)).withCurve(curve), 1, sum)[0];

        // the obvious twin: curve, then the nearest code; a value on a transition may fall on either side
        final double half = 1 << bits - 1;
        final double bent = curve.at(Math.max(-1, Math.min(1, sum))) * half;
        final double low = Math.floor(bent + 0.5 - 1e-9);
        final double high = Math.floor(bent + 0.5 + 1e-9);
        final double code = found * half;
        assertTrue(
                code == Math.max(-half, Math.min(half - 1, low)) || code == Math.max(-half, Math.min(half - 1, high)),
                () -> "code " + code + " of " + bent);
    }

    @Property
    void shouldStayMonotoneWhateverTheCircuit(
            @ForAll @IntRange(min = 1, max = 8) int bits,
            @ForAll @Scale(4) @DoubleRange(min = -0.5, max = 1) double strength,
            @ForAll @IntRange(min = 0, max = 4) int kind,
            @ForAll long seed) {
        final AdcCircuit circuit = new AdcCircuit[] {
                    new AdcCircuit.Sar(0),
                    new AdcCircuit.Sar(0.15),
                    new AdcCircuit.Ramp(2),
                    new AdcCircuit.Flash(1.5),
                    new AdcCircuit.Flash(0)
                }
                [kind];
        final Adc adc = Adc.of(Resolution.bipolar(bits), circuit).withCurve(TransferCurve.cubic(strength));
        final float[] sums = sweep(501);

        new AdcReadout(adc, 1, seed, 3).convert(sums, sums.length, 1, 2, 0);

        for (int i = 1; i < sums.length; i++) {
            assertTrue(sums[i] >= sums[i - 1]);
        }
        assertTrue(sums[0] >= -1 && sums[sums.length - 1] < 1);
    }

    @Test
    void shouldApplyGainAndOffsetBeforeTheCodes() {
        final Adc adc = Adc.sar(Resolution.bipolar(4)).withErrors(new ChannelErrors(2, 0.25, 0, 0));

        // LSB 1 over [−8, 8]: 1.25 · 3 + 2 = 5.75 → 6; 1.25 · −4 + 2 = −3
        assertArrayEquals(new float[] {6, -3, 2, 7}, converted(adc, 8, 3, -4, 0, 6));
    }

    @Test
    void shouldWorkWithoutQuantisation() {
        final Adc bare = Adc.sar(new Resolution(0, Polarity.BIPOLAR, false));

        assertArrayEquals( // the LSB is the whole range, 4
                new float[] {2.5f, -0.5f}, converted(bare.withErrors(new ChannelErrors(0.25, 0.5, 0, 0)), 2, 1, -1));
        assertArrayEquals( // x³ of 2, straight on beyond it
                new float[] {0.25f, -2, 3}, converted(bare.withCurve(TransferCurve.cubic(1)), 2, 1, -2, 3));
        assertArrayEquals(
                new float[] {2, -2, 1.5f},
                converted(Adc.sar(new Resolution(0, Polarity.BIPOLAR, true)), 2, 7, -3, 1.5f));
    }

    @Test
    void shouldDrawMismatchOncePerColumnAndKeepIt() {
        final Adc adc = Adc.sar(Resolution.bipolar(8)).withErrors(ChannelErrors.mismatch(2, 0.1));
        final AdcReadout readout = new AdcReadout(adc, 1, 5, 2);
        final float[] first = new float[3 * 64];
        Arrays.fill(first, 0.4f);
        final float[] later = first.clone();
        final float[] otherTile = first.clone();

        readout.convert(first, 3, 64, 1, 0);
        readout.convert(later, 3, 64, 1, 99);
        readout.convert(otherTile, 3, 64, 0, 0);

        assertArrayEquals(first, later);
        assertArrayEquals(Arrays.copyOfRange(first, 0, 64), Arrays.copyOfRange(first, 128, 192));
        assertFalse(Arrays.equals(first, otherTile));
        for (int c = 0; c < 64; c++) {
            final double code = Math.floor(128 * (readout.gain(1, c) * 0.4f) + readout.offsetLsb(1, c) + 0.5);
            assertEquals(code / 128, first[c], 1.0 / 128 * 1.01); // a transition may be that near
        }
        assertFalse(Arrays.equals(first, other(adc, 6, 2)));
        assertFalse(Arrays.equals(first, other(adc, 5, 3)));
        assertArrayEquals(first, other(adc, 5, 2));
    }

    private static float[] other(Adc adc, long seed, int layer) {
        final float[] sums = new float[3 * 64];
        Arrays.fill(sums, 0.4f);
        final AdcReadout readout = new AdcReadout(adc, 1, seed, layer);
        readout.convert(sums.clone(), 192, 1, 1, 0); // fewer columns before change nothing
        readout.convert(sums, 3, 64, 1, 0);
        return sums;
    }

    @Test
    void shouldSpreadOffsetAndGainAsAsked() {
        final int n = 20_000;
        final AdcReadout readout = new AdcReadout(
                Adc.sar(Resolution.bipolar(8)).withErrors(new ChannelErrors(1, 0.02, 0.5, 0.05)), 3, 7, 0);
        final double[] offsets = new double[n];
        final double[] gains = new double[n];
        for (int c = n - 1; c >= 0; c--) {
            offsets[c] = readout.offsetLsb(0, c);
            gains[c] = readout.gain(0, c);
        }

        assertNormal(offsets, 1, 0.5);
        assertNormal(gains, 1.02, 0.05);
    }

    /** Mean and variance at five sigma: one seed in 1.7 million fails a right program. */
    private static void assertNormal(double[] x, double mean, double sigma) {
        final double found = Arrays.stream(x).average().orElseThrow();
        final double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(mean, found, 5 * sigma / Math.sqrt(x.length));
        assertEquals(1, variance / (sigma * sigma), 5 * Math.sqrt(2.0 / x.length));
    }

    @Test
    void shouldAddThermalNoiseOfTheGivenSigmaAtEachConversion() {
        final int n = 200_000;
        final Adc adc = Adc.sar(new Resolution(0, Polarity.UNIPOLAR, false)).withThermalNoise(0.03);
        final AdcReadout readout = new AdcReadout(adc, 1, 9, 4);
        final float[] sums = new float[n];
        final float[] again = new float[n];
        final float[] nextRead = new float[n];

        readout.convert(sums, n / 100, 100, 0, 17);
        readout.convert(again, n / 100, 100, 0, 17);
        readout.convert(nextRead, n / 100, 100, 0, 18);

        assertArrayEquals(sums, again);
        assertNormal(doubles(sums), 0, 0.03);
        assertNormal(doubles(nextRead), 0, 0.03);
        double covariance = 0;
        for (int i = 0; i < n; i++) {
            covariance += (double) sums[i] * nextRead[i];
        }
        assertEquals(0, covariance / n / (0.03 * 0.03), 5 / Math.sqrt(n));
    }

    private static double[] doubles(float[] x) {
        final double[] values = new double[x.length];
        Arrays.setAll(values, i -> x[i]);
        return values;
    }

    @Test
    void shouldDrawOtherNoiseForOtherCoordinates() {
        final Adc adc = Adc.sar(Resolution.bipolar(10)).withThermalNoise(3);
        final float[] reference = noise(adc, 1, 0, 0, 0);

        assertArrayEquals(reference, noise(adc, 1, 0, 0, 0));
        assertFalse(Arrays.equals(reference, noise(adc, 2, 0, 0, 0)));
        assertFalse(Arrays.equals(reference, noise(adc, 1, 1, 0, 0)));
        assertFalse(Arrays.equals(reference, noise(adc, 1, 0, 1, 0)));
        assertFalse(Arrays.equals(reference, noise(adc, 1, 0, 0, 1)));
    }

    private static float[] noise(Adc adc, long seed, int layer, int tile, long read) {
        final float[] sums = new float[16];
        new AdcReadout(adc, 1, seed, layer).convert(sums, 2, 8, tile, read);
        return sums;
    }

    @Test
    void shouldShowTheTransitionsOfEachColumnsCapacitors() {
        final int bits = 6;
        final AdcCircuit circuit = new AdcCircuit.Sar(0.1);
        final AdcReadout readout = new AdcReadout(Adc.of(Resolution.unipolar(bits), circuit), 64, 3, 1);
        for (int column = 0; column < 4; column++) {
            final RandomStream stream = RandomStream.of(3, "adc mismatch", 1, 2, column);
            stream.nextGaussian(); // offset
            stream.nextGaussian(); // gain
            final double[] expected = circuit.transitionsLsb(bits, stream);
            for (int k = 0; k < expected.length; k++) {
                final double transition = transition(readout, column, k + 1);

                assertEquals(Math.max(0, expected[k]), transition, 1e-5, "column " + column + " code " + (k + 1));
            }
        }
    }

    /** Least sum, in LSB, that gives {@code code} or more, by bisection through the converter alone. */
    private static double transition(AdcReadout readout, int column, int code) {
        float below = 0;
        float reached = 64;
        for (int i = 0; i < 40; i++) {
            final float middle = 0.5f * (below + reached);
            final float[] sums = new float[4];
            sums[column] = middle;
            readout.convert(sums, 1, 4, 2, 0);
            if (sums[column] >= code) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return reached;
    }

    @ParameterizedTest
    @CsvSource({"12, false", "4, true", "16, false"})
    void shouldGiveTheSameBitsFromTableAndArithmetic(int bits, boolean unipolar) {
        // a curve that is the identity in all but form takes the way over the table
        final Resolution resolution = unipolar ? Resolution.unipolar(bits) : Resolution.bipolar(bits);
        final TransferCurve same = TransferCurve.polynomial(0, 1, 0);
        final float[] sums = sweep(10_001);

        assertArrayEquals(
                converted(Adc.sar(resolution), 1, sums),
                converted(Adc.sar(resolution).withCurve(same), 1, sums));
    }

    @Test
    void shouldKeepBitsAcrossVersions() {
        // made by this program: a change of any bit would make every seed mean another converter
        final Adc adc = new Adc(
                Resolution.bipolar(6), new AdcCircuit.Sar(0.05), STRONG, new ChannelErrors(0.5, 0.01, 0.5, 0.02), 0.3);
        final float[] sums = sweep(160);
        final AdcReadout readout = new AdcReadout(adc, 1, 1, 0);
        readout.convert(sums, 10, 16, 1, 77);
        final float[] ramp = converted(Adc.of(Resolution.bipolar(6), new AdcCircuit.Ramp(1.5)), 1, sweep(160));

        assertArrayEquals(PINNED_HASHES, new int[] {Arrays.hashCode(sums), Arrays.hashCode(ramp)});
    }
}
