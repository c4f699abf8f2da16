package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import org.junit.jupiter.api.Test;

class FaultyArrayTest {
    private static final Matrix LAYER = new Matrix(new Linear(200, 0.01f), Shape.vector(300));
    private static final int CELLS = 2 * LAYER.weights();
    private static final CellFaults MIXED = new CellFaults(0.02, 0.03, 0.01, 0.005);
    private static final PhaseChangeMemory PCM = PhaseChangeMemory.standard();

    private static MemristorArray formed() {
        return MemristorArray.program(LAYER, FormedRram.prime(), 1, 2);
    }

    @Test
    void shouldConductWhatTheirFaultsConduct() {
        final MemristorArray sound = formed();
        final MemristorArray array = sound.withFaults(MIXED, 9);
        final ConductanceRange range = FormedRram.prime().range();
        final double[] before = sound.positiveSiemens();
        final double[] after = array.positiveSiemens();
        final double[] negativeBefore = sound.negativeSiemens();
        final double[] negativeAfter = array.negativeSiemens();
        for (int i = 0; i < before.length; i++) {
            assertEquals(expected(before[i], 2 * i, range), after[i]);
            assertEquals(expected(negativeBefore[i], 2 * i + 1, range), negativeAfter[i]);
        }
    }

    private static double expected(double sound, int cell, ConductanceRange range) {
        final CellFault fault = MIXED.of(9, 2, cell);
        return fault == CellFault.NONE ? sound : MIXED.siemens(fault, range);
    }

    @Test
    void shouldDisturbSoundCellsByReads() {
        final ReadDisturb reads = new ReadDisturb(1e6, 1e3, 0.05);
        final MemristorArray before = formed().withFaults(MIXED, 9);
        final MemristorArray after = before.disturbed(reads);
        final ConductanceRange range = FormedRram.prime().range();
        final double[] positiveBefore = before.positiveSiemens();
        final double[] positive = after.positiveSiemens();
        int disturbed = 0;
        for (int i = 0; i < positive.length; i++) {
            final boolean isSound = before.fault(true, i) == CellFault.NONE;
            assertEquals(isSound ? reads.siemens(positiveBefore[i], range) : positiveBefore[i], positive[i]);
            disturbed += positive[i] == positiveBefore[i] ? 0 : 1;
        }
        assertTrue(disturbed > positive.length / 2, disturbed + " cells"); // some have come to the range's end
        assertSame(before, before.disturbed(reads.withReads(1e3)));
    }

    @Test
    void shouldStickCellsThatWritesHaveWornOut() {
        final Endurance endurance = new Endurance(2e5, 1e6, 1, 0.25);
        final MemristorArray before = formed().withFaults(MIXED, 9);
        final MemristorArray after = before.worn(endurance, 9);
        final ConductanceRange range = FormedRram.prime().range();
        final double[] positiveBefore = before.positiveSiemens();
        final double[] positive = after.positiveSiemens();
        for (int i = 0; i < positive.length; i++) {
            final CellFault worn = endurance.of(9, 2, 2 * i);
            final boolean isWorn = before.fault(true, i) == CellFault.NONE && worn != CellFault.NONE;
            assertEquals(isWorn ? worn : before.fault(true, i), after.fault(true, i));
            assertEquals(isWorn ? CellFaults.NONE.siemens(worn, range) : positiveBefore[i], positive[i]);
        }
        assertSame(before, before.worn(endurance.withWrites(0), 9));
        final double sound = 1 - 0.065; // of MIXED
        assertShare(0.02 + sound * endurance.failedShare() / 4, after.faults(CellFault.STUCK_ON));
    }

    @Test
    void shouldHitCellsAtTheirRates() {
        final MemristorArray array = formed().withFaults(MIXED, 9);
        assertShare(0.02, array.faults(CellFault.STUCK_ON));
        assertShare(0.03, array.faults(CellFault.STUCK_OFF));
        assertShare(0.01, array.faults(CellFault.OPEN));
        assertShare(0.005, array.faults(CellFault.SHORT));
        assertEquals(CELLS, formed().faults(CellFault.NONE));
    }

    private static void assertShare(double rate, int found) {
        assertEquals(CELLS * rate, found, Statistics.Z * Math.sqrt(CELLS * rate * (1 - rate)));
    }

    @Test
    void shouldKeepWeightsOfSoundPairsBitForBit() {
        final float[] given = new float[LAYER.weights()];
        for (int i = 0; i < given.length; i++) {
            given[i] = i * 1e-3f + 0.1f;
        }
        final MemristorArray mapped = MemristorArray.mapped(LAYER, given, FormedRram.prime(), 2);
        final MemristorArray array = mapped.withFaults(MIXED, 9);
        final float[] weights = array.weights();
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        int changed = 0;
        for (int i = 0; i < given.length; i++) {
            final boolean sound =
                    MIXED.of(9, 2, 2L * i) == CellFault.NONE && MIXED.of(9, 2, 2L * i + 1) == CellFault.NONE;
            assertEquals(sound ? given[i] : (float) ((positive[i] - negative[i]) * 1e6), weights[i]);
            changed += sound ? 0 : 1;
        }
        assertTrue(changed > 7000); // 1 − 0.935² = 12.6 % of 60,000
    }

    @Test
    void shouldHaveTheFaultsOfOnePercentAtTwo() {
        final double[] one =
                formed().withFaults(new CellFaults(0.01, 0, 0, 0), 9).positiveSiemens();
        final double[] two =
                formed().withFaults(new CellFaults(0.02, 0, 0, 0), 9).positiveSiemens();
        final double on = FormedRram.prime().range().maxSiemens();
        for (int i = 0; i < one.length; i++) {
            assertTrue(one[i] != on || two[i] == on);
        }
    }

    @Test
    void shouldStayDisconnectedWhenPruned() {
        final MemristorArray array =
                formed().disconnect(new byte[LAYER.weights()]).withFaults(new CellFaults(0, 0, 0, 1), 9);

        assertEquals(CELLS, array.faults(CellFault.SHORT));
        assertArrayEquals(new float[LAYER.weights()], array.effectiveWeights());
        assertArrayEquals(new float[LAYER.weights()], array.readVariances(new ReadNoise(0.1, 1)));
    }

    @Test
    void shouldKeepTheFirstFaultOfACell() {
        final MemristorArray array = formed().withFaults(new CellFaults(1, 0, 0, 0), 9);
        assertEquals(CELLS, array.withFaults(new CellFaults(0, 0, 1, 0), 9).faults(CellFault.STUCK_ON));
    }

    @Test
    void shouldStayTheSameWhenRatesAreZero() {
        final MemristorArray sound = formed();
        assertSame(sound, sound.withFaults(CellFaults.NONE, 9));
    }

    @Test
    void shouldDriftByEachCellsOwnExponent() {
        final MemristorArray fresh = MemristorArray.program(LAYER, PCM, 1, 2);
        final double[] now = fresh.positiveSiemens();
        final double[] tenth = fresh.after(180, 4).positiveSiemens(); // G · 10^−ν
        final double[] hundredth = fresh.after(1e9, 5).after(1980, 4).positiveSiemens(); // whatever its age was before
        for (int i = 0; i < now.length; i++) {
            assertTrue(tenth[i] <= now[i]);
            assertEquals(tenth[i] * tenth[i], hundredth[i] * now[i], 1e-9 * now[i] * now[i]);
        }
        assertEquals(180, fresh.after(180, 4).ageSeconds());
        assertArrayEquals(fresh.weights(), fresh.after(0, 4).weights());
        assertArrayEquals(now, fresh.after(180, 4).after(0, 4).positiveSiemens());
    }

    @Test
    void shouldCommuteFaultsWithAge() {
        final MemristorArray fresh = MemristorArray.program(LAYER, PCM, 1, 2);
        final MemristorArray faultyFirst = fresh.withFaults(MIXED, 9).after(1e4, 4);
        final MemristorArray agedFirst = fresh.after(1e4, 4).withFaults(MIXED, 9);

        assertArrayEquals(agedFirst.weights(), faultyFirst.weights());
        assertArrayEquals(agedFirst.negativeSiemens(), faultyFirst.negativeSiemens());
    }

    @Test
    void shouldKeepWeightsWhenFormedCellsAge() {
        assertArrayEquals(formed().weights(), formed().after(1e8, 4).weights());
    }
}
