package io.memspike.core.kind.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.internal.ActivationLoops;
import io.memspike.core.kind.neuron.internal.Erf;
import io.memspike.core.kind.neuron.internal.NormalDistribution;
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
    void shouldComeCloseToTheNormalDistribution() {
        for (int k = -4000; k <= 4000; k++) {
            final double x = k / 399.0;
            assertEquals(0.5 * Erf.complement(-x * Math.sqrt(0.5)), NormalDistribution.below(x), 2e-9, () -> "of " + x);
        }
        assertEquals(0, NormalDistribution.below(Double.NEGATIVE_INFINITY));
        assertEquals(1, NormalDistribution.below(Double.POSITIVE_INFINITY));
    }

    @Test
    void shouldGiveTheSameBitsForManyAsForEach() {
        final float[] x = {-0f, 0f, 1.5f, -1.5f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN};
        final float[] gradient = {1f, 2f, -3f, 4f, 5f, -6f, 7f, 8f};
        for (final Activation.Function function : Activation.Function.values()) {
            for (final float gain : new float[] {1f, -0.5f}) {
                final Activation activation = new Activation(function, gain);
                final float[] y = new float[x.length];
                final float[] back = new float[x.length];
                final ActivationLoops loops = ActivationLoops.of(activation, new ScalarKernels());
                loops.apply(x, y, x.length);
                loops.back(x, y, gradient, back, x.length);
                for (int i = 0; i < x.length; i++) {
                    final float slope = (float) activation.slopeAt(x[i], activation.at(x[i]));
                    assertEquals(activation.of(x[i]), y[i], activation + " at " + x[i]);
                    assertEquals(gradient[i] * slope, back[i], activation + " at " + x[i]);
                }
            }
        }
    }

    /** 1 from 0 on; the gradient goes straight through within one of it. */
    @Test
    void shouldTellSigns() {
        final Activation sign = new Activation(Activation.Function.SIGN, 1f);

        assertEquals(1f, sign.of(0f));
        assertEquals(1f, sign.of(-0f));
        assertEquals(1f, sign.of(3f));
        assertEquals(-1f, sign.of(-Float.MIN_VALUE));
        assertEquals(1, sign.slopeAt(-1, -1));
        assertEquals(0, sign.slopeAt(Math.nextUp(1.0), 1));
        assertEquals(2, new Activation(Activation.Function.SIGN, 2f).slopeAt(0.5, 1));
        assertEquals(0, new Activation(Activation.Function.SIGN, 2f).slopeAt(0.75, 1));
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
