package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MagneticMemoryTest {
    private static final MagneticMemory DEVICE = MagneticMemory.standard();

    @Test
    void shouldHaveTwoStatesOfNormalResistance() {
        assertEquals(new ConductanceRange(1 / 26e3, 1 / 13e3, 2), DEVICE.range());
        Draws.assertNormal(13e3, 1.6e3, Draws.cells(1, s -> 1 / DEVICE.programSiemens(1 / 13e3, s)));
        Draws.assertNormal(26e3, 2.0e3, Draws.cells(2, s -> 1 / DEVICE.programSiemens(1 / 26e3, s)));
    }

    @Test
    void shouldTakeTheNearerState() {
        final MagneticMemory exact =
                new MagneticMemory(new MagneticMemory.State(1e4, 0), new MagneticMemory.State(2e4, 0));
        final RandomStream stream = RandomStream.of(1, "test");

        assertEquals(1e-4, exact.programSiemens(0.76e-4, stream));
        assertEquals(0.5e-4, exact.programSiemens(0.74e-4, stream));
    }

    @Test
    void shouldFormEitherStateHalfOfTheTime() {
        final double[] siemens = Draws.cells(3, DEVICE::formSiemens);
        // 18.5 kΩ is more than 3.4 sigma from both means: 3e-4 of the low, 9e-5 of the high cells are beyond it
        Draws.assertShare(
                0.5,
                siemens.length,
                Arrays.stream(siemens).filter(g -> g > 1 / 18.5e3).count());
    }

    @Test
    void shouldDrawAgainWhenAResistanceIsNotAboveZero() {
        final MagneticMemory wide =
                new MagneticMemory(new MagneticMemory.State(1e3, 5e3), new MagneticMemory.State(2e3, 0));
        final RandomStream stream = RandomStream.of(1, "test");
        for (int i = 0; i < 1000; i++) {
            assertTrue(wide.programSiemens(1e-3, stream) > 0);
        }
    }

    @Test
    void shouldKeepItsResistanceOverTimeReadsAndPulses() {
        final RandomStream stream = RandomStream.of(1, "test");
        assertEquals(70e-6, DEVICE.siemensAfter(1 / 13e3, 70e-6, 1e8, stream));
        assertEquals(70e-6, DEVICE.reprogramSiemens(70e-6, 1 / 13e3, stream));
        assertEquals(0, DEVICE.readSigmaSiemens(1 / 13e3, 70e-6, 1e8));
    }

    /** Without deviations a pair differs by ± 38.46 µS or not at all: a standard deviation of that over √2. */
    @Test
    void shouldTellTheDeviationOfItsPairs() {
        assertEquals(
                (1 / 13e3 - 1 / 26e3) / Math.sqrt(2), DEVICE.withDeviations(0).pairSigmaSiemens(), 0.002 * 27.2e-6);
        assertEquals(6.352e-6, FormedRram.prime().pairSigmaSiemens(), 1e-18);
        assertEquals(6.352e-6, ComplementaryPairs.standard().pairSigmaSiemens(), 1e-18);
        // of a uniform conductance 25 µS wide, and errors that the device tells: 2 · (width²/12 + mean of σ²)
        final PhaseChangeMemory pcm = PhaseChangeMemory.standard();
        double squares = 0;
        for (int i = 0; i < 1000; i++) {
            squares += Math.pow(pcm.sigmaSiemens((i + 0.5) / 1000 * 25e-6), 2) / 1000;
        }
        assertEquals(Math.sqrt(2 * (25e-6 * 25e-6 / 12 + squares)), pcm.pairSigmaSiemens(), 0.01 * 10.3e-6);
        assertEquals(DEVICE.pairSigmaSiemens(), DEVICE.pairSigmaSiemens());
    }

    @Test
    void shouldChangeItsRatioAndItsDeviations() {
        assertEquals(
                new MagneticMemory(new MagneticMemory.State(13e3, 1.6e3), new MagneticMemory.State(39e3, 3e3)),
                DEVICE.withRatio(3));
        assertEquals(
                new MagneticMemory(new MagneticMemory.State(13e3, 3.2e3), new MagneticMemory.State(26e3, 4e3)),
                DEVICE.withDeviations(2));
        Draws.assertRefused(
                "magnetic memory: expected a low resistance below the high one, found 13000.0 and 13000.0",
                () -> DEVICE.withRatio(1));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        assertSame(DEVICE, DEVICE.withLevels(2));
        Draws.assertRefused("magnetic memory: expected 2 levels, found 4", () -> DEVICE.withLevels(4));
        Draws.assertRefused(
                "magnetic memory: expected a low resistance below the high one, found 26000.0 and 13000.0",
                () -> new MagneticMemory(DEVICE.high(), DEVICE.low()));
        Draws.assertRefused(
                "ohms: expected a finite resistance above 0, found -1.0", () -> new MagneticMemory.State(-1, 0));
        Draws.assertRefused(
                "sigmaOhms: expected a finite resistance of at least 0, found NaN",
                () -> new MagneticMemory.State(1, Double.NaN));
    }
}
