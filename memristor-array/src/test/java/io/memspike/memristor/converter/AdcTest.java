package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AdcTest {
    @Test
    void shouldTakeTimeAndEnergyByItsCircuit() {
        assertEquals(8, Adc.sar(Resolution.bipolar(8)).circuit().cycles(8));
        assertEquals(256, new AdcCircuit.Ramp(0).cycles(8));
        assertEquals(1, new AdcCircuit.Flash(0).cycles(8));

        // figure of merit · 2⁸
        assertEquals(4.4e-15 * 256, Adc.sar(Resolution.bipolar(8)).circuit().conversionJoules(8), 1e-24);
        assertEquals(98e-15 * 256, new AdcCircuit.Ramp(0).conversionJoules(8), 1e-22);
        assertEquals(0.16e-12 * 256, new AdcCircuit.Flash(0).conversionJoules(8), 1e-22);
    }

    @Test
    void shouldHaveIdealTransitionsWhenPartsAreAlike() {
        for (final AdcCircuit circuit :
                new AdcCircuit[] {new AdcCircuit.Sar(0), new AdcCircuit.Ramp(0), new AdcCircuit.Flash(0)}) {
            final double[] transitions = circuit.transitionsLsb(5, null);
            assertEquals(31, transitions.length);
            for (int k = 0; k < 31; k++) {
                assertEquals(k + 0.5, transitions[k], 1e-13);
            }
        }
    }

    @Test
    void shouldFindTheCodeThatASearchFinds() {
        // the obvious twin: bit by bit, with weights drawn from the same stream in the same order
        final int bits = 7;
        for (int column = 0; column < 50; column++) {
            final double[] transitions =
                    new AdcCircuit.Sar(0.15).transitionsLsb(bits, RandomStream.of(1, "twin", column));
            final RandomStream stream = RandomStream.of(1, "twin", column);
            final double[] units = new double[bits];
            double total = 1 + 0.15 * stream.nextGaussian();
            for (int i = 0; i < bits; i++) {
                units[i] = (1 << i) + 0.15 * Math.sqrt(1 << i) * stream.nextGaussian();
                total += units[i];
            }
            for (double input = 0.003; input < 128; input += 0.0917) {
                double level = 0;
                int code = 0;
                for (int bit = bits - 1; bit >= 0; bit--) {
                    if ((input + 0.5) * total / 128 >= level + units[bit]) {
                        level += units[bit];
                        code |= 1 << bit;
                    }
                }
                int counted = 0;
                for (final double transition : transitions) {
                    counted += input >= transition ? 1 : 0;
                }
                assertEquals(code, counted, "column " + column + " input " + input);
            }
        }
    }

    @Test
    void shouldSpreadTheMiddleOfASarAsItsCapacitorsDo() {
        // halves A and B of 128 units each: 256 · A/(A + B) has σ = unitSigma · √256 / 2 = 0.16 LSB
        final int columns = 20_000;
        double sum = 0;
        double squares = 0;
        for (int c = 0; c < columns; c++) {
            final double inl = new AdcCircuit.Sar(0.02).transitionsLsb(8, RandomStream.of(4, "inl", c))[127] - 127.5;
            sum += inl;
            squares += inl * inl;
        }

        assertEquals(0, sum / columns, 5 * 0.16 / Math.sqrt(columns));
        // five sigma of the estimate, and 1 % for the first-order formula
        assertEquals(0.16, Math.sqrt(squares / columns), 0.16 * (5 / Math.sqrt(2.0 * columns) + 0.01));
    }

    @Test
    void shouldMakeFlashCodesIndependentAndRampCodesSmooth() {
        final int bits = 6;
        final int columns = 4_000;
        double neighbours = 0;
        double squares = 0;
        for (int c = 0; c < columns; c++) { // offsets of 0.1 LSB do not change the order
            final double[] transitions = new AdcCircuit.Flash(0.05).transitionsLsb(bits, RandomStream.of(4, "f", c));
            neighbours += (transitions[20] - 20.5) * (transitions[21] - 21.5);
            squares += (transitions[20] - 20.5) * (transitions[20] - 20.5);
        }
        assertEquals(0.05 * 0.05, squares / columns, 0.05 * 0.05 * 5 * Math.sqrt(2.0 / columns));
        assertEquals(0, neighbours / columns, 0.05 * 0.05 * 5 / Math.sqrt(columns));

        final double[] ramp = new AdcCircuit.Ramp(1).transitionsLsb(bits, null);
        for (int k = 1; k < ramp.length; k++) {
            // (1 − e^(−t)) / (1 − e^(−1)) at t = (k + ½)/64, its slope falling from 1.58 to 0.58
            assertEquals(64 * (1 - Math.exp(-(k + 0.5) / 64)) / (1 - Math.exp(-1)), ramp[k], 1e-11);
            assertTrue(k == 1 || ramp[k] - ramp[k - 1] < ramp[k - 1] - ramp[k - 2]);
        }
    }

    @Test
    void shouldTakeNonLinearityFromMeasurement() {
        // 2 bits over [0, 4]: the first transition 0.2 LSB late, the last 0.3 early
        final TransferCurve curve = TransferCurve.ofInl(Resolution.unipolar(2), new double[] {0.2, 0, -0.3});
        final AdcReadout readout =
                new AdcReadout(Adc.sar(Resolution.unipolar(2)).withCurve(curve), 4, 1, 0);
        final float[] sums = {0.69f, 0.71f, 1.49f, 1.51f, 2.19f, 2.21f};

        readout.convert(sums, 1, 6, 0, 0);

        assertEquals("[0.0, 1.0, 1.0, 2.0, 2.0, 3.0]", Arrays.toString(sums));
        assertEquals( // codes 0.25 LSB too narrow add up; the first transition stays in its place
                TransferCurve.ofInl(Resolution.unipolar(2), new double[] {0, -0.25, -0.5}),
                TransferCurve.ofDnl(Resolution.unipolar(2), new double[] {-0.25, -0.25}));
    }

    @Test
    void shouldSkipAMissingCode() {
        final TransferCurve curve = TransferCurve.ofDnl(Resolution.unipolar(2), new double[] {-1, 0.5});
        final AdcReadout readout =
                new AdcReadout(Adc.sar(Resolution.unipolar(2)).withCurve(curve), 4, 1, 0);
        final float[] sums = {0.49f, 0.51f, 1.99f, 2.01f};

        readout.convert(sums, 1, 4, 0, 0);

        assertEquals("[0.0, 2.0, 2.0, 3.0]", Arrays.toString(sums));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        final Adc adc = Adc.sar(Resolution.bipolar(8));
        assertRefused("converter: expected 0 to 24 bits, found 25", () -> Resolution.bipolar(25));
        assertRefused("converter: expected 0 to 24 bits, found -1", () -> Resolution.unipolar(-1));
        assertRefused("converter: expected a polarity, found none", () -> new Resolution(8, null, true));
        assertRefused(
                "ADC: expected at most 16 bits with a curve, found 17",
                () -> Adc.sar(Resolution.bipolar(17)).withCurve(TransferCurve.cubic(0.1)));
        assertRefused(
                "ADC: expected at most 16 bits with uneven transitions, found 18",
                () -> Adc.of(Resolution.bipolar(18), new AdcCircuit.Ramp(1)));
        assertRefused(
                "ADC: expected at most 12 bits with transitions that differ by column, found 13",
                () -> Adc.of(Resolution.bipolar(13), new AdcCircuit.Sar(0.01)));
        assertRefused(
                "ADC: expected at least 1 bit with uneven transitions, found 0",
                () -> Adc.of(Resolution.bipolar(0), new AdcCircuit.Flash(1)));
        assertRefused(
                "ADC: expected a transfer curve that does not fall, found 0.99951171875 after 1.0 at"
                        + " -0.99951171875 of full scale",
                () -> adc.withCurve(TransferCurve.polynomial(0, -1)));
        assertRefused(
                "ADC: expected finite thermal noise of at least 0 LSB, found -1.0", () -> adc.withThermalNoise(-1));
        assertRefused("ADC: expected a finite full scale above 0, found 0.0", () -> new AdcReadout(adc, 0, 1, 0));
        assertRefused(
                "converter: expected finite mismatch of at least 0, found offsetSigmaLsb=-0.1 gainSigma=0.0",
                () -> ChannelErrors.mismatch(-0.1, 0));
        assertRefused(
                "converter: expected a finite offset and a gain error above -1, found offsetLsb=0.0 gain=-1.0",
                () -> new ChannelErrors(0, -1, 0, 0));
        assertRefused(
                "SAR: expected a spread of unit capacitors in [0, 0.15], found 0.2", () -> new AdcCircuit.Sar(0.2));
        assertRefused("ramp ADC: expected a droop in [0, 10], found NaN", () -> new AdcCircuit.Ramp(Double.NaN));
        assertRefused(
                "flash ADC: expected finite comparator offsets of at least 0, found -1.0",
                () -> new AdcCircuit.Flash(-1));
        assertRefused(
                "non-linearity: expected a cubic strength in [-0.5, 1], found 1.5", () -> TransferCurve.cubic(1.5));
        assertRefused(
                "transfer curve: expected finite coefficients, at least one, found [NaN]",
                () -> TransferCurve.polynomial(Double.NaN));
        assertRefused(
                "transfer curve: expected finite inputs that never fall, found 1.0 at index 1",
                () -> new TransferCurve.Table(List.of(2.0, 1.0), List.of(0.0, 1.0)));
        assertRefused(
                "transfer curve: expected at least 2 points, found 2 inputs and 1 outputs",
                () -> new TransferCurve.Table(List.of(0.0, 1.0), List.of(0.0)));
        assertRefused(
                "INL: expected 3 transitions of 2 bits, found 4",
                () -> TransferCurve.ofInl(Resolution.unipolar(2), new double[4]));
        assertRefused(
                "DNL: expected 2 inner codes of 2 bits, found 4",
                () -> TransferCurve.ofDnl(Resolution.unipolar(2), new double[4]));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
