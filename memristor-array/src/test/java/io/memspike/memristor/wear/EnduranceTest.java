package io.memspike.memristor.wear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.memristor.Statistics;
import io.memspike.memristor.device.CellFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class EnduranceTest {
    private static final double RELATIVE = 1e-12; // exponentials by another library
    private static final int CELLS = 100_000;

    /** As many cells fail, within 99.9 % confidence, as the independent program that counts them says. */
    @ParameterizedTest
    @CsvFileSource(resources = "endurance.csv", numLinesToSkip = 1)
    void shouldFailTheShareThatAnIndependentProgramFinds(double writes, double scale, double shape, double failed) {
        final Endurance endurance = new Endurance(writes, scale, shape, 0.25);
        int on = 0;
        int off = 0;
        for (int c = 0; c < CELLS; c++) {
            final CellFault fault = endurance.of(3, 1, c);
            on += fault == CellFault.STUCK_ON ? 1 : 0;
            off += fault == CellFault.STUCK_OFF ? 1 : 0;
        }
        assertEquals(failed, endurance.failedShare(), RELATIVE * failed);
        assertShare(failed, on + off);
        assertShare(0.25 * failed, on);
    }

    private static void assertShare(double share, int found) {
        assertEquals(CELLS * share, found, Statistics.Z * Math.sqrt(CELLS * share * (1 - share)) + 1);
    }

    @Test
    void shouldHealNoCellAndStickItNoOtherWayAsWritesGrow() {
        final Endurance few = new Endurance(1e5, 1e6, 1.5, 0.5);
        final Endurance many = few.withWrites(5e5);
        int more = 0;
        for (int c = 0; c < CELLS; c++) {
            final CellFault early = few.of(3, 1, c);
            assertTrue(early == CellFault.NONE || early == many.of(3, 1, c));
            more += early == many.of(3, 1, c) ? 0 : 1;
        }
        assertTrue(more > 0);
        assertEquals(CellFault.NONE, few.withWrites(0).of(3, 1, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 1 | 1 | 0 | writes: expected a finite number of at least 0, found -1.0",
                "1 | 0 | 1 | 0 | endurance: expected a finite number above 0 of writes that most cells stand, found 0.0",
                "1 | 1 | NaN | 0 | endurance: expected a finite number above 0 for the shape, found NaN",
                "1 | 1 | 1 | 1.5 | endurance: expected a share in [0, 1] of failed cells that are stuck on, found 1.5"
            })
    void shouldRefuseWhatIsNoLaw(double writes, double scale, double shape, double onShare, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Endurance(writes, scale, shape, onShare))
                        .getMessage());
    }
}
