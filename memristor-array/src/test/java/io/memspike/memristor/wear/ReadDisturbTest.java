package io.memspike.memristor.wear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.memristor.device.ConductanceRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ReadDisturbTest {
    private static final double RELATIVE = 1e-12; // a power by logarithms
    private static final ConductanceRange RANGE = new ConductanceRange(2e-6, 20e-6);

    @ParameterizedTest
    @CsvFileSource(resources = "disturb.csv", numLinesToSkip = 1)
    void shouldMoveCellsAsAnIndependentProgramDoes(
            double reads, double after, double exponent, double before, double siemens) {
        assertEquals(siemens, new ReadDisturb(reads, after, exponent).siemens(before, RANGE), RELATIVE * siemens);
    }

    @Test
    void shouldChangeNothingUntilItBegins() {
        assertFalse(new ReadDisturb(1000, 1000, 0.1).isPresent());
        assertFalse(new ReadDisturb(1e9, 1000, 0).isPresent());
        assertTrue(new ReadDisturb(1001, 1000, 0.1).isPresent());
        assertEquals(0.5, new ReadDisturb(0, 2, 0.5).withReads(8).factor()); // (8/2)^−0.5
    }

    @Test
    void shouldLeaveCellsAloneThatConductNothing() {
        final ConductanceRange fromZero = new ConductanceRange(0, 20e-6);

        assertEquals(0, new ReadDisturb(1e9, 1, -30).siemens(0, fromZero)); // times 10^270
        assertEquals(0, new ReadDisturb(1e9, 1, 50).siemens(0, fromZero)); // times 10^−450, which a double has as 0
        assertEquals(20e-6, new ReadDisturb(1e9, 1, -30).siemens(1e-6, fromZero));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 1 | 0.1 | reads: expected a finite number of at least 0, found -1.0",
                "Infinity | 1 | 0.1 | reads: expected a finite number of at least 0, found Infinity",
                "1 | 0.5 | 0.1 | read disturb: expected a finite number of at least 1 read that changes nothing, found 0.5",
                "1 | 1 | NaN | read disturb: expected a finite exponent, found NaN",
                "1e9 | 1 | -50 | read disturb: expected a finite factor of conductances, found (1.0E9 / 1.0)^50.0, which is none"
            })
    void shouldRefuseWhatIsNoLaw(double reads, double after, double exponent, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new ReadDisturb(reads, after, exponent))
                        .getMessage());
    }
}
