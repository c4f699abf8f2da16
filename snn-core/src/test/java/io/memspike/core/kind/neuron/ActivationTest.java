package io.memspike.core.kind.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.kind.neuron.internal.Erf;
import org.junit.jupiter.api.Test;

class ActivationTest {
    /** Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1. */
    @Test
    void shouldGiveTheTabulatedErrorFunction() {
        assertEquals(0.1124629160, Erf.of(0.1), 5e-11);
        assertEquals(0.5204998778, Erf.of(0.5), 5e-11);
        assertEquals(0.8427007929, Erf.of(1), 5e-11);
        assertEquals(-0.9953222650, Erf.of(-2), 5e-11);
        assertEquals(1.541725790e-8, Erf.complement(4), 5e-17);
        assertEquals(1.537459794e-12, Erf.complement(5), 5e-21);
        assertEquals(2, Erf.complement(-30));
        assertEquals(0, Erf.complement(30));
    }

    /** Slices of the series of DLMF 7.6.2, whose terms are all positive. */
    @Test
    void shouldAgreeWithTheSeries() {
        for (int k = -560; k <= 560; k++) {
            final double x = k / 160.0;
            double term = x;
            double sum = x;
            for (int n = 1; n < 200; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            assertEquals(2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum, Erf.of(x), 1e-15);
        }
    }

    @Test
    void shouldWeighByTheNormalDistribution() {
        final Activation gelu = new Activation(Activation.Function.GELU, 1f);

        assertEquals(0f, gelu.of(0f));
        assertEquals((float) 0.8413447460685429, gelu.of(1f)); // Φ(1)
        assertEquals((float) -0.15865525393145707, gelu.of(-1f)); // 1 − Φ(1)
        assertEquals(-4.9767685e-15f, gelu.of(-8f), 1e-21f); // 8 · Φ(−8) = 8 · 6.2209606e-16
        assertEquals(gelu.of(1f), new Activation(Activation.Function.GELU, 0.5f).of(2f));
    }
}
