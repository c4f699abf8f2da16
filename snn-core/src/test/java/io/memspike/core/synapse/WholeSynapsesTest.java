package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WholeSynapsesTest {
    private static final WholeInput COUNTS = new WholeInput(1f, 255);
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    @Property(tries = 150)
    void shouldAddUpWholeNumbersExactlyWhateverTheMatrix(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "whole");
        final Matrix matrix = Geometries.any(random);
        final byte[] weights = steps(random, matrix);
        final WholeInput entering = new WholeInput(random.nextInt(2) == 0 ? 1f : 1f / 9, 255);
        // up to 2^24 floats are exact, and the obvious loop is
        final float[] factors = factors(random, matrix.input().size(), random.nextInt(2) == 0 ? 1 : 255);
        final float[] expected = new float[matrix.output().size()];
        SlowMatrix.accumulate(matrix, floats(weights), factors, expected);

        assertArrayEquals(expected, sums(matrix, weights, entering, factors, SELECTED));
        assertArrayEquals(expected, sums(matrix, weights, entering, factors, new ScalarKernels()));
    }

    private static float[] sums(Matrix matrix, byte[] weights, WholeInput entering, float[] factors, Kernels kernels) {
        final WholeSynapses synapses = new WholeSynapses(matrix, weights, ones(matrix), entering, kernels);
        final float[] sums = new float[matrix.output().size()];
        final Synapses.WholeReader reader = (Synapses.WholeReader) synapses.open();
        reader.sumWhole(list(factors, entering.step()), sums);
        final float[] first = sums.clone();
        reader.sumWhole(list(factors, entering.step()), sums); // nothing is left of the read before
        assertArrayEquals(first, sums);
        return sums;
    }

    @Property(tries = 50)
    void shouldReadAsOtherSynapsesDo(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "read");
        final Matrix matrix = Geometries.any(random);
        final byte[] weights = steps(random, matrix);
        final float[] factors = factors(random, matrix.input().size(), 3);
        final float[] scales = new float[matrix.out()];
        for (int o = 0; o < scales.length; o++) {
            scales[o] = 0.25f * (1 + o % 3); // exact in binary
        }
        final float[] sums = new float[matrix.output().size()];
        SlowMatrix.accumulate(matrix, floats(weights), factors, sums);
        final WholeSynapses synapses = new WholeSynapses(matrix, weights, scales, new WholeInput(0.5f, 8), SELECTED);
        final float[] current = new float[sums.length + Synapses.PADDING];
        final SpikeList list = list(factors, 0.5f);

        synapses.open().accumulate(list, 0, current);

        for (int o = 0; o < sums.length; o++) {
            assertEquals(0.5f * scales[o % scales.length] * sums[o], current[o]);
        }
        assertEquals(SlowMatrix.operations(matrix, factors), synapses.operations(list));
        assertTrue(synapses.isRepeatable());
    }

    @Example
    void shouldAddIn32BitsWhatCouldLeave16() {
        final Matrix matrix = new Matrix(new Linear(3, 1f), Shape.vector(1000));
        final byte[] weights = new byte[3000];
        Arrays.fill(weights, (byte) 127);
        final float[] factors = new float[1000];
        Arrays.fill(factors, 60f);
        final float expected = 1000 * 127 * 60; // 7,620,000

        assertArrayEquals(new float[] {expected, expected, expected}, sums(matrix, weights, COUNTS, factors, SELECTED));
        assertFalse(new WholeSynapses(matrix, weights, ones(matrix), COUNTS, SELECTED).isNarrow());
    }

    @Example
    void shouldTell16BitsByTheLargestThatCanEnter() {
        final Matrix matrix = new Matrix(new Linear(1, 1f), Shape.vector(300));
        final byte[] weights = new byte[300];
        Arrays.fill(weights, 0, 258, (byte) 127); // 32,766

        assertTrue(new WholeSynapses(matrix, weights, ones(matrix), new WholeInput(1f, 1), SELECTED).isNarrow());
        assertFalse(new WholeSynapses(matrix, weights, ones(matrix), new WholeInput(1f, 2), SELECTED).isNarrow());
        weights[258] = 2; // 32,768
        assertFalse(new WholeSynapses(matrix, weights, ones(matrix), new WholeInput(1f, 1), SELECTED).isNarrow());
    }

    @Example
    void shouldRefuseSumsThatCouldLeave32Bits() {
        final Matrix matrix = new Matrix(new Linear(1, 1f), Shape.vector(70_000));
        final byte[] weights = new byte[70_000];
        Arrays.fill(weights, (byte) 127);

        final IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new WholeSynapses(matrix, weights, ones(matrix), COUNTS, SELECTED));

        assertEquals(
                "linear: expected sums that fit into 32 bits, found weights that add up to 8890000 times 255",
                refusal.getMessage());
    }

    @Example
    void shouldRefuseWhatIsNotWholeAndWhatIsTooLarge() {
        final Matrix matrix = new Matrix(new Linear(1, 1f), Shape.vector(40));
        final WholeSynapses synapses = new WholeSynapses(matrix, new byte[40], ones(matrix), COUNTS, SELECTED);

        assertEquals(
                "weights in 8 bits: input 37: expected a whole number of at most 255, found 1.5",
                refusal(synapses, 37, 1.5f));
        assertEquals(
                "weights in 8 bits: input 2: expected a whole number of at most 255, found 256.0",
                refusal(synapses, 2, 256f));
        assertEquals(
                "weights in 8 bits: input 2: expected a whole number of at most 255, found NaN",
                refusal(synapses, 2, Float.NaN));
    }

    private static String refusal(Synapses synapses, int input, float value) {
        final SpikeList list = new SpikeList(40);
        for (int i = 0; i < 40; i++) {
            list.add(i, i == input ? value : 1f);
        }
        return assertThrows(
                        ArithmeticException.class,
                        () -> ((Synapses.WholeReader) synapses.open()).sumWhole(list, new float[1]))
                .getMessage();
    }

    @Example
    void shouldAllocateNothingInAnyWidth() {
        for (final Matrix matrix : new Matrix[] {
            new Matrix(new Conv2d(12, 5, 1, 1, 1f), new Shape(2, 34, 34)),
            new Matrix(new Conv2d(64, 5, 1, 0, 1f), new Shape(12, 16, 16)),
            new Matrix(new Conv2d(8, 3, 2, 1, 1f), new Shape(3, 12, 12)),
            new Matrix(new Linear(10, 1f), new Shape(64, 6, 6))
        }) {
            final RandomStream random = RandomStream.of(3, "allocation");
            final WholeSynapses synapses =
                    new WholeSynapses(matrix, steps(random, matrix), ones(matrix), COUNTS, SELECTED);
            final Synapses.WholeReader reader = (Synapses.WholeReader) synapses.open();
            final float[] sums = new float[matrix.output().size()];
            final SpikeList few = list(factors(random, matrix.input().size(), 1), 1f);
            final SpikeList large = list(factors(random, matrix.input().size(), 255), 1f);

            Allocation.assertNone(() -> {
                reader.sumWhole(few, sums);
                reader.sumWhole(large, sums);
            });
        }
    }

    private static float[] ones(Matrix matrix) {
        final float[] scales = new float[matrix.out()];
        Arrays.fill(scales, 1f);
        return scales;
    }

    private static byte[] steps(RandomStream random, Matrix matrix) {
        final byte[] steps = new byte[matrix.weights()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) (random.nextInt(255) - 127);
        }
        return steps;
    }

    private static float[] floats(byte[] steps) {
        final float[] floats = new float[steps.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = steps[i];
        }
        return floats;
    }

    /** Half of them 0, some below. */
    private static float[] factors(RandomStream random, int n, int most) {
        final boolean hasSigns = random.nextInt(2) == 0;
        final float[] factors = new float[n];
        for (int i = 0; i < n; i++) {
            final int magnitude = random.nextInt(2) * (1 + random.nextInt(most));
            factors[i] = hasSigns && random.nextInt(2) == 0 ? -magnitude : magnitude;
        }
        return factors;
    }

    private static SpikeList list(float[] factors, float step) {
        final SpikeList list = new SpikeList(factors.length);
        for (int i = 0; i < factors.length; i++) {
            if (factors[i] != 0) {
                list.add(i, factors[i] * step);
            }
        }
        return list;
    }
}
