package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteVerifyTest {
    private static final PhaseChangeMemory DEVICE = PhaseChangeMemory.standard();
    private static final double TARGET = 12.5e-6;
    private static final double SIGMA = 0.952705e-6;
    private static final double WITHIN = 0.6826894921370859; // probability of one sigma

    private static List<WriteVerify.Outcome> cells(WriteVerify writeVerify) {
        return IntStream.range(0, Draws.CELLS)
                .mapToObj(c -> writeVerify.program(DEVICE, TARGET, RandomStream.of(1, "test", c)))
                .toList();
    }

    @Test
    void shouldStopPulsesWithinTolerance() {
        final List<WriteVerify.Outcome> cells = cells(WriteVerify.within(SIGMA, 1000));

        assertTrue(cells.stream().allMatch(WriteVerify.Outcome::reached));
        // geometric: mean 1/p, variance (1 − p)/p²
        assertEquals(
                1 / WITHIN,
                cells.stream().mapToInt(WriteVerify.Outcome::pulses).average().orElseThrow(),
                Statistics.Z * Math.sqrt((1 - WITHIN) / Draws.CELLS) / WITHIN);
        Draws.assertDistributed(WriteVerifyTest::withinOneSigma, siemens(cells));
    }

    /** Distribution of the normal error, cut at one sigma on both sides. */
    private static double withinOneSigma(double siemens) {
        return (Statistics.normalCdf((siemens - TARGET) / SIGMA) - (1 - WITHIN) / 2) / WITHIN;
    }

    @Test
    void shouldFailWhenOutOfPulses() {
        final List<WriteVerify.Outcome> cells = cells(WriteVerify.within(SIGMA, 3));
        final double failing = Math.pow(1 - WITHIN, 3);

        assertEquals(
                3, cells.stream().mapToInt(WriteVerify.Outcome::pulses).max().orElseThrow());
        Draws.assertShare(
                failing, cells.size(), cells.stream().filter(c -> !c.reached()).count());
        for (final WriteVerify.Outcome cell : cells) {
            assertEquals(cell.reached(), Math.abs(cell.siemens() - TARGET) <= SIGMA);
            assertTrue(cell.reached() || cell.pulses() == 3);
        }
    }

    @Test
    void shouldHaveTheDevicesErrorWhenNothingIsVerified() {
        final List<WriteVerify.Outcome> cells = cells(WriteVerify.once());
        Draws.assertNormal(TARGET, SIGMA, siemens(cells));
        assertTrue(cells.stream().allMatch(c -> c.pulses() == 1 && c.reached()));
    }

    private static double[] siemens(List<WriteVerify.Outcome> cells) {
        return cells.stream().mapToDouble(WriteVerify.Outcome::siemens).toArray();
    }

    @Test
    void shouldSpendVSquaredGtOnEachPulseAndRead() {
        // no error: one pulse of 4 V² · 12.5 µS · 1 µs and one read of 0.25 V² · 12.5 µS · 2 µs
        final MagneticMemory exact =
                new MagneticMemory(new MagneticMemory.State(80e3, 0), new MagneticMemory.State(160e3, 0));
        final WriteVerify writeVerify = new WriteVerify(1e-9, 9, new Pulse(2, 1e-6), new Pulse(0.5, 2e-6));
        final WriteVerify.Outcome cell = writeVerify.program(exact, TARGET, RandomStream.of(1, "test"));

        assertEquals(1, cell.pulses());
        assertEquals(50e-12 + 6.25e-12, cell.joules(), 1e-24);
    }

    @Test
    void shouldPulseInVainWhenACellCannotChange() {
        // 1.6 kΩ of 13 kΩ are 9.5 µS: most junctions lie outside of 1 nS for good
        final MagneticMemory device = MagneticMemory.standard();
        final Pulse write = new Pulse(1, 1e-8);
        final WriteVerify writeVerify = new WriteVerify(1e-9, 5, write, Pulse.NONE);
        final double first = device.programSiemens(1 / 13e3, RandomStream.of(1, "test"));
        final WriteVerify.Outcome cell = writeVerify.program(device, 1 / 13e3, RandomStream.of(1, "test"));

        assertEquals(new WriteVerify.Outcome(first, 5, cell.joules(), false), cell);
        assertEquals(5 * write.joules(first), cell.joules(), 1e-26);
    }

    @Test
    void shouldAddUp() {
        final WriteVerify.Outcome good = new WriteVerify.Outcome(1e-6, 2, 3e-12, true);
        final WriteVerify.Outcome bad = new WriteVerify.Outcome(1e-6, 4, 5e-12, false);
        final Programming both = Programming.NONE.plus(good).plus(bad);

        assertEquals(new Programming(2, 6, 8e-12, 1), both);
        assertEquals(new Programming(4, 12, 16e-12, 2), both.plus(both));
    }

    @Test
    void shouldMeasureFromTheLevelThatWasAimedAt() {
        final PhaseChangeMemory two = DEVICE.withLevels(2);
        final double[] siemens = IntStream.range(0, 1000)
                .mapToDouble(c -> WriteVerify.within(1e-6, 100)
                        .program(two, 20e-6, RandomStream.of(2, "test", c))
                        .siemens())
                .toArray();
        assertTrue(Arrays.stream(siemens).allMatch(g -> Math.abs(g - 25e-6) <= 1e-6));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        Draws.assertRefused("tolerance: expected a conductance above 0, found 0.0", () -> WriteVerify.within(0, 1));
        Draws.assertRefused(
                "tolerance: expected a conductance above 0, found NaN", () -> WriteVerify.within(Double.NaN, 1));
        Draws.assertRefused("maxPulses: expected at least 1, found 0", () -> WriteVerify.within(1e-6, 0));
        Draws.assertRefused(
                "pulse volts: expected a finite voltage of at least 0, found -1.0", () -> new Pulse(-1, 1e-6));
        Draws.assertRefused(
                "pulse seconds: expected a finite time in seconds of at least 0, found NaN",
                () -> new Pulse(1, Double.NaN));
    }
}
