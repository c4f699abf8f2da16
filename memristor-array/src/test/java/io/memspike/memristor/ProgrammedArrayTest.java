package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProgrammedArrayTest {
    private static final Matrix FOUR = new Matrix(new Linear(2, 0.5f), Shape.vector(2));
    private static final Matrix LARGE = new Matrix(new Linear(100, 0.01f), Shape.vector(200));
    private static final WriteVerify ONCE = WriteVerify.once();

    /** Junctions without spread: conducts 10 or 50 µS, exactly what it was told. */
    private static final ProgrammableDevice EXACT =
            new MagneticMemory(new MagneticMemory.State(20e3, 0), new MagneticMemory.State(100e3, 0));

    private static MemristorArray given(Matrix layer, float... weights) {
        return MemristorArray.mapped(layer, weights, FormedRram.prime(), 3);
    }

    private static MemristorArray normal(long seed) {
        final float[] weights = new float[LARGE.weights()];
        final RandomStream stream = RandomStream.of(seed, "test");
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.1 * stream.nextGaussian());
        }
        return given(LARGE, weights);
    }

    @Test
    void shouldSpreadTheLargestWeightOverTheWholeRange() {
        final MemristorArray array =
                given(FOUR, 0.0625f, -0.0625f, 0f, 0.0078125f).programmedOnto(EXACT, ONCE, 1);

        // 40 µS for 1/16: 640 µS for a weight of 1; 1/128 is 5 µS, nearer to 0 than to 40
        assertEquals(640e-6, array.siemensPerWeight(), 1e-15);
        assertArrayEquals(new double[] {50e-6, 10e-6, 10e-6, 10e-6}, array.positiveSiemens(), 1e-18);
        assertArrayEquals(new double[] {10e-6, 50e-6, 10e-6, 10e-6}, array.negativeSiemens(), 1e-18);
        assertArrayEquals(new float[] {0.0625f, -0.0625f, 0f, 0f}, array.weights(), 1e-8f);
        assertArrayEquals(new float[] {0.03125f, -0.03125f, 0f, 0f}, array.effectiveWeights(), 1e-8f);
        assertSame(EXACT, array.device());
    }

    /** Given weights were aimed at nothing, whatever device gave their mean. */
    @Test
    void shouldProgramGivenWeightsByWhatTheyAre() {
        final MemristorArray given = MemristorArray.mapped(FOUR, new float[] {1f, -1f, -1f, 1f}, EXACT, 3);

        assertArrayEquals(
                new float[] {1f, -1f, -1f, 1f},
                given.programmedOnto(EXACT, ONCE, 1).weights(),
                1e-6f);
    }

    /** What a chip was aimed at is aimed at again, not what its errors made of it. */
    @Test
    void shouldAimAtTheSameTargetsOnAnotherChip() {
        final MagneticMemory device = MagneticMemory.standard();
        final MemristorArray own = MemristorArray.program(LARGE, device, 5, 0);
        final MemristorArray other = own.programmedOnto(device, ONCE, 6);
        final MemristorArray met = own.programmedOnto(device.withDeviations(0), ONCE, 7);
        final double apart = 1 / 13e3 - 1 / 26e3;
        int alike = 0;
        for (int i = 0; i < LARGE.weights(); i++) {
            final float target = met.weights()[i]; // −, 0 or + 38.46 µS
            final double states = Math.rint(target / (1e6 * apart));
            assertEquals(states * 1e6 * apart, target, 1e-4);
            assertEquals(states == 0, own.isAimedAlike(i));
            alike += states == 0 ? 1 : 0;
        }
        double sum = 0;
        double same = 0;
        final float[] mine = own.weights();
        final float[] its = other.weights();
        final float[] targets = met.weights();
        for (int i = 0; i < mine.length; i++) {
            sum += (mine[i] - targets[i]) * (mine[i] - targets[i]);
            same += (mine[i] - targets[i]) * (its[i] - targets[i]);
        }

        assertEquals(0.5, alike / 20_000.0, Statistics.Z * 0.5 / Math.sqrt(20_000));
        assertEquals(0, same / sum, Statistics.Z / Math.sqrt(20_000) * 2); // errors of two chips have nothing in common
        assertEquals(1e-6, other.siemensPerWeight(), 1e-18);
        assertArrayEquals(
                own.weights(), MemristorArray.program(LARGE, device, 5, 0).weights());
        // a wider range, and a unit that is as much wider: weights stay what they were meant to be
        final MagneticMemory wide = device.withDeviations(0).withRatio(4);
        final MemristorArray wider = own.programmedOnto(wide, ONCE, 7);
        assertEquals(1e-6 * (1 / 13e3 - 1 / 52e3) / apart, wider.siemensPerWeight(), 1e-15);
        assertArrayEquals(targets, wider.weights(), 1e-4f);
        final byte[] none = new byte[LARGE.weights()];
        assertEquals(
                0,
                own.disconnect(none)
                        .programmedOnto(device, ONCE, 6)
                        .programming()
                        .cells());
        assertFalse(normal(1).isAimedAlike(0));
    }

    @Test
    void shouldBeWeightsInMicrosiemensUnlessProgrammed() {
        assertEquals(1e-6, given(FOUR, 1, 2, 3, 4).siemensPerWeight());
        assertEquals(
                1e-6,
                MemristorArray.program(FOUR, PhaseChangeMemory.standard(), 1, 0).siemensPerWeight());
    }

    @Test
    void shouldMissEveryWeightByTheErrorOfItsCells() {
        final TargetRram device = new TargetRram(new ConductanceRange(20e-6, 40e-6));
        final MemristorArray given = normal(1);
        final MemristorArray array = given.programmedOnto(device, ONCE, 7);
        final float[] wanted = given.weights();
        final float[] found = array.weights();
        final double k = array.siemensPerWeight();
        final double[] errors = new double[wanted.length];
        for (int i = 0; i < errors.length; i++) {
            final double positive = device.sigmaSiemens(20e-6 + Math.max(wanted[i], 0) * k, 1);
            final double negative = device.sigmaSiemens(20e-6 + Math.max(-wanted[i], 0) * k, 1);
            errors[i] = (found[i] - wanted[i]) * k / Math.hypot(positive, negative);
        }

        assertEquals(0, Statistics.mean(errors), Statistics.Z / Math.sqrt(errors.length));
        assertEquals(1, Statistics.variance(errors, 0), Statistics.varianceBound(errors.length));
        assertTrue(Statistics.kolmogorovSmirnov(errors, Statistics::normalCdf) < Statistics.KOLMOGOROV);
    }

    @Test
    void shouldLeaveDisconnectedPairsUnwritten() {
        final MemristorArray pruned = given(FOUR, 0.08f, -0.8f, 0.04f, 0.02f).disconnect(new byte[] {1, 0, 1, 1});
        final MemristorArray array = pruned.programmedOnto(EXACT, ONCE, 1);

        assertEquals(40e-6 / 0.08f, array.siemensPerWeight(), 1e-9); // the largest that is connected
        assertEquals(6, array.programming().cells());
        assertArrayEquals(pruned.mask(), array.mask());
        assertEquals(10e-6, array.negativeSiemens()[1], 1e-18);
        assertEquals(0f, array.effectiveWeights()[1]);
        // every cell has its own draws: pruning others changes none
        final PhaseChangeMemory pcm = PhaseChangeMemory.standard();
        final MemristorArray all = given(FOUR, 0.08f, 0.01f, 0.04f, 0.02f);
        final double[] few = all.disconnect(new byte[] {1, 0, 1, 1})
                .programmedOnto(pcm, ONCE, 1)
                .positiveSiemens();
        final double[] many = all.programmedOnto(pcm, ONCE, 1).positiveSiemens();
        assertEquals(many[3], few[3]);
        assertEquals(0, few[1]);
    }

    @Test
    void shouldCountCellsPulsesAndFailures() {
        final PhaseChangeMemory device = PhaseChangeMemory.standard();
        final double tolerance = 0.2e-6;
        final int most = 5;
        final MemristorArray array = normal(1).programmedOnto(device, WriteVerify.within(tolerance, most), 1);
        double pulses = 0;
        double pulsesVariance = 0;
        double failed = 0;
        double failedVariance = 0;
        for (final float weight : normal(1).weights()) {
            for (final float sign : new float[] {1, -1}) {
                final double target = Math.max(0, sign * weight) * array.siemensPerWeight();
                final double p = within(tolerance, target, device.sigmaSiemens(Math.min(target, 25e-6)));
                final double fails = Math.pow(1 - p, most);
                pulses += (1 - fails) / p;
                pulsesVariance += (1 - p) / (p * p); // without the limit, that is a little too much
                failed += fails;
                failedVariance += fails * (1 - fails);
            }
        }

        assertEquals(40_000, array.programming().cells());
        assertEquals(pulses, array.programming().pulses(), Statistics.Z * Math.sqrt(pulsesVariance));
        assertEquals(failed, array.programming().failed(), Statistics.Z * Math.sqrt(failedVariance));
        assertEquals(
                new Programming(40_000, 40_000, 0, 0),
                withoutEnergy(normal(1).programmedOnto(device, ONCE, 1).programming()));
        assertEquals(Programming.NONE, normal(1).programming());
    }

    /** Probability that a pulse ends within tolerance; below 0 a cell conducts nothing, which may be near enough. */
    private static double within(double tolerance, double target, double sigma) {
        final double above = Statistics.normalCdf(tolerance / sigma);
        return target <= tolerance ? above : 2 * above - 1;
    }

    private static Programming withoutEnergy(Programming programming) {
        assertTrue(programming.joules() > 0);
        return new Programming(programming.cells(), programming.pulses(), 0, programming.failed());
    }

    @Test
    void shouldCountTheEnergyOfEveryCell() {
        // one pulse of (1.5 V)² · 1 µs a cell: 2 cells at 50, 6 at 10 µS
        final Programming programming = given(FOUR, 0.0625f, -0.0625f, 0f, 0.0078125f)
                .programmedOnto(EXACT, ONCE, 1)
                .programming();
        assertEquals(2.25e-6 * 160e-6, programming.joules(), 1e-20);
    }

    @Test
    void shouldRepeatWhenSeedIsTheSame() {
        final PhaseChangeMemory device = PhaseChangeMemory.standard();
        final float[] weights = normal(1).programmedOnto(device, ONCE, 5).weights();

        assertArrayEquals(weights, normal(1).programmedOnto(device, ONCE, 5).weights());
        assertFalse(
                Arrays.equals(weights, normal(1).programmedOnto(device, ONCE, 6).weights()));
    }

    @Test
    void shouldProgramNothingWhenAllWeightsAreZero() {
        final MemristorArray array = given(FOUR, 0, 0, 0, 0).programmedOnto(EXACT, ONCE, 1);
        assertArrayEquals(new float[4], array.weights());
        assertEquals(40e-6, array.siemensPerWeight(), 1e-15);
    }

    @Test
    void shouldFormProgrammableDevicesAtRandomTargets() {
        final PhaseChangeMemory device = PhaseChangeMemory.standard();
        final MemristorArray array = MemristorArray.program(LARGE, device, 1, 0);
        final double[] siemens = array.positiveSiemens();

        // uniform in 0 to 25 µS plus an error of at most 1.1 µS: mean 12.5 (clipping adds 0.03 at most), σ² 25²/12 +
        // 0.8
        assertEquals(12.5e-6, Statistics.mean(siemens), Statistics.Z * 7.28e-6 / Math.sqrt(siemens.length) + 0.03e-6);
        final RandomStream stream = RandomStream.of(1, "devices", 0);
        assertEquals(device.formSiemens(stream), siemens[0]);
        assertEquals(device.formSiemens(stream), array.negativeSiemens()[0]);
    }
}
