package io.memspike.core.kind.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SurrogateTest {
    private static Surrogate of(Surrogate.Function function, float width) {
        return new Surrogate(function, width);
    }

    @Test
    void shouldBePrimesWindow() {
        assertEquals(1f, Surrogate.PRIME.at(0.49f));
        assertEquals(1f, Surrogate.PRIME.at(-0.49f));
        assertEquals(0f, Surrogate.PRIME.at(0.5f));
    }

    @Test
    void shouldFollowItsFormula() {
        assertEquals(0.5f, of(Surrogate.Function.RECTANGULAR, 2f).at(0.75f));
        assertEquals(0.25f, of(Surrogate.Function.FAST_SIGMOID, 0.5f).at(-0.5f)); // 1/(1 + 1)²
        assertEquals(0.25f, of(Surrogate.Function.TRIANGULAR, 2f).at(1f)); // (1 − ½)/2
        assertEquals(0f, of(Surrogate.Function.TRIANGULAR, 2f).at(3f));
        assertEquals(0.5f, of(Surrogate.Function.ARCTANGENT, 2f).at(0f));
        assertEquals(0.25f, of(Surrogate.Function.ARCTANGENT, 2f).at((float) (2 / Math.PI)), 1e-7f); // ½/(1 + 1)
    }

    /** All but the fast sigmoid, which has 2 w, have an area of 1. */
    @Test
    void shouldHaveItsArea() {
        for (final Surrogate.Function function : Surrogate.Function.values()) {
            final Surrogate surrogate = of(function, 0.25f);
            double area = 0;
            for (int i = -500_000; i < 500_000; i++) {
                area += surrogate.at((i + 0.5f) / 1000) / 1000;
            }
            assertEquals(function == Surrogate.Function.FAST_SIGMOID ? 0.5 : 1, area, 1e-3, function.name());
        }
    }

    @Test
    void shouldRefuseAWidthOfNothing() {
        assertEquals(
                "surrogate: expected a width above 0, found 0.0",
                assertThrows(IllegalArgumentException.class, () -> of(Surrogate.Function.TRIANGULAR, 0f))
                        .getMessage());
    }
}
