package io.memspike.memristor.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.converter.internal.DacDriver;
import io.memspike.memristor.converter.internal.DrivenSynapses;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DacDriverTest {
    private static float[] driven(Dac dac, double fullScale, float... values) {
        final DacDriver driver = new DacDriver(dac, fullScale);
        final float[] levels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            levels[i] = driver.drive(values[i]);
        }
        return levels;
    }

    @Test
    void shouldDriveTheNearestLevel() {
        // 2 bits, full scale 3: levels 0, 1, 2, 3
        assertArrayEquals(
                new float[] {0, 0, 1, 1, 3, 3}, driven(Dac.unipolar(2), 3, -5, 0.25f, 0.5f, 1.25f, 2.75f, 99));
        // 3 bits, full scale 6: levels −6, −4 … 6
        assertArrayEquals(new float[] {-6, -4, 0, 2, 6}, driven(Dac.bipolar(3), 6, -8, -4.5f, 0.9f, 1, 7));
        // one bit: a spike is a spike
        assertArrayEquals(new float[] {0, 1}, driven(Dac.unipolar(1), 1, 0, 1));
    }

    @Test
    void shouldBendLevelsAndNotCodes() {
        assertArrayEquals( // (1/3)³, (2/3)³ of 27
                new float[] {0, 1, 8, 27}, driven(Dac.unipolar(2).withCurve(TransferCurve.cubic(1)), 27, 0, 9, 18, 27));
    }

    @Property
    void shouldConvergeToTheExactValueWhenBitsAreMany(
            @ForAll @Scale(6) @FloatRange(min = -2, max = 2) float value,
            @ForAll @IntRange(min = 2, max = 16) int bits) {
        final double step = 2.0 / ((1 << bits - 1) - 1);

        assertEquals(value, driven(Dac.bipolar(bits), 2, value)[0], step / 2 + 1e-6);
    }

    @Test
    void shouldDropInputsThatDriveNothing() {
        final Matrix layer = new Matrix(new Linear(2, 1f), Shape.vector(4));
        final float[] weights = {1, 10, 100, 1000, 2, 20, 200, 2000};
        final Synapses exact = WeightedSynapses.of(layer, weights, new ScalarKernels());
        final Synapses synapses = new DrivenSynapses(exact, new DacDriver(Dac.unipolar(2), 3));
        final SpikeList spikes = new SpikeList(4);
        spikes.set(new int[] {0, 2, 3}, new float[] {0.4f, 1.6f, 7}, 3);
        final float[] current = new float[2 + Synapses.PADDING];

        synapses.open().accumulate(spikes, 0, current);

        assertEquals(3200f, current[0]); // 0 · 1 + 2 · 100 + 3 · 1000
        assertEquals(6400f, current[1]);
        assertEquals(6, synapses.operations(spikes));
        assertEquals(Shape.vector(4), synapses.input());
        assertEquals(Shape.vector(2), synapses.output());
    }

    @Test
    void shouldDriveOnlyTheRowsWhoseLevelIsNotZero() {
        final SpikeList spikes = new SpikeList(4);
        spikes.set(new int[] {0, 2, 3}, new float[] {0.4f, 1.6f, 7}, 3);
        final SpikeList driven = new SpikeList(4);
        driven.add(1, 9f); // of the step before

        new DacDriver(Dac.unipolar(2), 3).drive(spikes, driven);

        assertEquals(2, driven.size()); // 0.4 is nearest to level 0: its row is left alone
        assertEquals(2, driven.index(0));
        assertEquals(2f, driven.value(0));
        assertEquals(3, driven.index(1));
        assertEquals(3f, driven.value(1));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        assertRefused("DAC: expected 1 to 16 bits, found 0", () -> Dac.unipolar(0));
        assertRefused("DAC: expected 2 to 16 bits, found 1", () -> Dac.bipolar(1));
        assertRefused("DAC: expected 2 to 16 bits, found 17", () -> Dac.bipolar(17));
        assertRefused(
                "DAC: expected a transfer curve of 0 at 0, found 0.5",
                () -> Dac.unipolar(4).withCurve(TransferCurve.polynomial(0.5, 0.5)));
        assertRefused("DAC: expected a polarity and a curve, found null, null", () -> new Dac(4, null, null));
        assertRefused(
                "DAC: expected a finite full scale above 0, found -1.0", () -> new DacDriver(Dac.unipolar(4), -1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
