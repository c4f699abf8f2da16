package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IvCurveTest {
    private static final IvCurve CUBIC = new IvCurve(2, 0.5); // 1 + c V_r² = 1.5

    @Test
    void shouldConductGAtTheReadVoltage() {
        assertEquals(5e-6, CUBIC.amperes(10e-6, 0.5), 1e-20);
        assertEquals(-5e-6, CUBIC.amperes(10e-6, -0.5), 1e-20);
        assertEquals(1f, CUBIC.drive(1f));
    }

    @Test
    void shouldBeCubicElsewhere() {
        // 10 µS · 0.25 V · (1 + 2/16)/1.5 = 1.875 µA; 10 µS · 1 V · 3/1.5 = 20 µA
        assertEquals(1.875e-6, CUBIC.amperes(10e-6, 0.25), 1e-20);
        assertEquals(20e-6, CUBIC.amperes(10e-6, 1), 1e-20);
        assertEquals(0.375f, CUBIC.drive(0.5f));
        assertEquals(4f, CUBIC.drive(2f));
        assertEquals(0f, CUBIC.drive(0f));
    }

    @Test
    void shouldBeOhmsLawWhenTheCoefficientIsZero() {
        assertTrue(IvCurve.LINEAR.isLinear());
        assertFalse(CUBIC.isLinear());
        assertEquals(3e-6, IvCurve.LINEAR.amperes(10e-6, 0.3), 1e-20);
        assertEquals(0.3f, IvCurve.LINEAR.drive(0.3f));
        assertEquals(0.3f, new IvCurve(0, 0.07).drive(0.3f));
    }

    @Test
    void shouldRefuseWhenUnphysical() {
        Draws.assertRefused(
                "perSquareVolt: expected a finite coefficient of at least 0, found -1.0", () -> new IvCurve(-1, 1));
        Draws.assertRefused("readVolts: expected a finite voltage above 0, found 0.0", () -> new IvCurve(1, 0));
    }
}
