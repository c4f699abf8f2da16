package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves that differ between columns, and the slopes that training takes them for. */
class CurvesOfColumnsTest {
    private static final Resolution FOUR = Resolution.bipolar(4);
    private static final double SCALE = 1.6;

    private static float read(AdcReadout readout, int column, float sum) {
        final float[] sums = new float[column + 1];
        sums[column] = sum;
        readout.convert(sums, 1, column + 1, 0, 0);
        return sums[column];
    }

    private static List<Float> codes(AdcReadout readout, int column) {
        final List<Float> codes = new ArrayList<>();
        for (int i = -40; i <= 40; i++) {
            codes.add(read(readout, column, i * 0.05f));
        }
        return codes;
    }

    @Test
    void shouldGiveEachColumnTheCurveThatWasMeasuredOfIt() {
        final double[] early = new double[15];
        final double[] late = new double[15];
        for (int i = 0; i < 15; i++) {
            early[i] = -0.4;
            late[i] = 0.3;
        }
        final TransferCurve first = TransferCurve.ofInl(FOUR, early);
        final TransferCurve second = TransferCurve.ofInl(FOUR, late);
        final AdcReadout both =
                new AdcReadout(Adc.sar(FOUR).withCurve(TransferCurve.byColumn(List.of(first, second))), SCALE, 1, 0);

        for (int column = 0; column < 4; column++) { // the third begins with the first again
            final Adc alone = Adc.sar(FOUR).withCurve(column % 2 == 0 ? first : second);
            assertEquals(codes(new AdcReadout(alone, SCALE, 1, 0), 0), codes(both, column));
        }
        assertNotEquals(codes(both, 0), codes(both, 1));
    }

    @Test
    void shouldDrawCurvesOfColumnsAroundTheirMean() {
        final Adc adc = Adc.sar(FOUR).withCurve(TransferCurve.cubic(0.4, 0.2));
        final AdcReadout chip = new AdcReadout(adc, SCALE, 1, 0);

        assertNotEquals(codes(chip, 0), codes(chip, 1));
        assertEquals(codes(chip, 1), codes(new AdcReadout(adc, SCALE, 1, 0), 1));
        assertNotEquals(codes(chip, 1), codes(new AdcReadout(adc, SCALE, 2, 0), 1));
        assertEquals(TransferCurve.cubic(0.4), TransferCurve.cubic(0.4, 0));
        assertEquals(
                TransferCurve.cubic(0.4).at(0.3), TransferCurve.cubic(0.4, 0.2).at(0.3));
    }

    @Test
    void shouldHaveTheSlopeOfItsCurve() {
        final AdcReadout smooth = new AdcReadout(
                new Adc(
                        new Resolution(0, Polarity.BIPOLAR, true),
                        new AdcCircuit.Sar(0),
                        TransferCurve.cubic(0.8),
                        ChannelErrors.mismatch(0.05, 0.1),
                        0),
                SCALE,
                3,
                0);

        for (int column = 0; column < 3; column++) {
            for (final float sum : new float[] {-1.1f, -0.4f, 0.01f, 0.7f, 1.2f}) {
                final double step = 1e-2;
                final double expected =
                        (read(smooth, column, (float) (sum + step)) - read(smooth, column, (float) (sum - step)))
                                / (2 * step);
                assertEquals(expected, smooth.slope(0, column, sum), 2e-3);
            }
            assertEquals(0, smooth.slope(0, column, 3), "clipped");
        }
    }

    @Test
    void shouldHaveTheSlopeOfARampThatDroops() {
        final AdcReadout ramp = new AdcReadout(Adc.of(Resolution.bipolar(12), new AdcCircuit.Ramp(1.5)), SCALE, 1, 0);

        for (final float sum : new float[] {-1.3f, -0.2f, 0.4f, 1.3f}) {
            final double expected = (read(ramp, 0, sum + 0.1f) - read(ramp, 0, sum - 0.1f)) / 0.2;
            assertEquals(expected, ramp.slope(0, 0, sum), 2e-2 * expected + 5e-3);
        }
    }

    @Test
    void shouldTakeStraightLinesForTheirSlopeOverAFewPoints() {
        final TransferCurve even = TransferCurve.ofInl(FOUR, new double[15]);

        assertEquals(1, even.slope(0.03), 1e-9);
        assertEquals(1, even.slope(-0.99), 1e-9);
    }

    @Test
    void shouldKnowWhetherItTellsZeroForZero() {
        final Adc cubic = Adc.sar(FOUR).withCurve(TransferCurve.cubic(0.8));

        assertTrue(cubic.tellsZero());
        assertTrue(Adc.sar(FOUR).tellsZero());
        assertFalse(cubic.withThermalNoise(0.1).tellsZero());
        assertFalse(cubic.withErrors(ChannelErrors.mismatch(0.1, 0)).tellsZero());
        assertTrue(cubic.withErrors(ChannelErrors.mismatch(0, 0.1)).tellsZero());
        assertFalse(Adc.of(FOUR, new AdcCircuit.Flash(0.2)).tellsZero());
        assertFalse(
                Adc.of(FOUR, new AdcCircuit.Ramp(2)).tellsZero(), "0 is in the middle of its range, where it droops");
        assertFalse(Adc.sar(FOUR).withCurve(TransferCurve.cubic(0.8, 0.1)).tellsZero());
    }

    @Test
    void shouldRefuseCurvesThatCannotBe() {
        assertEquals(
                "transfer curve: expected at least one curve, each the same for all columns, found []",
                assertThrows(IllegalArgumentException.class, () -> TransferCurve.byColumn(List.of()))
                        .getMessage());
        assertEquals(
                "non-linearity: expected a finite deviation between columns of at least 0, found -1.0",
                assertThrows(IllegalArgumentException.class, () -> TransferCurve.cubic(0, -1))
                        .getMessage());
        assertEquals(
                "ADC: expected at most 12 bits with transitions that differ by column, found 13",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Adc.sar(Resolution.bipolar(13)).withCurve(TransferCurve.cubic(0, 0.1)))
                        .getMessage());
    }
}
