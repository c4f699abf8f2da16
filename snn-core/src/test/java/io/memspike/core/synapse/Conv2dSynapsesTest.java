package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class Conv2dSynapsesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheDenseConvolution(
            @ForAll @IntRange(min = 1, max = 4) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 4) int padding,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv2d");
        final Shape input = new Shape(in, kernel + random.nextInt(7), kernel + random.nextInt(7));
        final Matrix spec = new Matrix(new Conv2d(out, kernel, stride, Math.min(padding, kernel - 1), 1f), input);
        final float[] weights = Dense.gaussians(random, spec.weights());
        final float[] values = Dense.inputs(random, input.size(), density);
        final float[] start = Dense.start(random, spec.output().size());
        final float[] expected = start.clone();
        Dense.conv2d(spec, weights, values, expected);

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            Dense.assertSame(new Conv2dSynapses(spec, weights, kernels), values, start, expected);
            Dense.assertSame(new Conv2dSynapses(spec, weights, kernels, true), values, start, expected);
            if (stride == 1) {
                Dense.assertSame(new Conv2dSynapses(spec, weights, kernels, false), values, start, expected);
            }
        }
    }

    @Property(tries = 200)
    void shouldCountAnOperationForEachWeightThatMeetsASpike(
            @ForAll @IntRange(min = 1, max = 4) int out,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 4) int padding,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv2d");
        final Shape input = new Shape(2, kernel + random.nextInt(7), kernel + random.nextInt(7));
        final Matrix spec = new Matrix(new Conv2d(out, kernel, stride, Math.min(padding, kernel - 1), 1f), input);
        final float[] values = Dense.inputs(random, input.size(), 0.3);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0f ? 0f : 1f;
        }
        // weights and spikes of 1: every operation adds 1 to a current
        final float[] ones = new float[spec.weights()];
        Arrays.fill(ones, 1f);
        final float[] current = new float[spec.output().size()];
        Dense.conv2d(spec, ones, values, current);
        long expected = 0;
        for (final float sum : current) {
            expected += (long) sum;
        }

        final Conv2dSynapses synapses = new Conv2dSynapses(spec, ones, SELECTED);

        assertEquals(expected, synapses.operations(Dense.spikes(values)));
    }

    @Example
    void shouldRefuseWeightsOfAnotherLength() {
        final Matrix spec = new Matrix(new Conv2d(3, 3, 1, 1, 1f), new Shape(2, 5, 5));

        assertEquals(
                "conv2d: expected 54 weights, found 53",
                assertThrows(IllegalArgumentException.class, () -> new Conv2dSynapses(spec, new float[53], SELECTED))
                        .getMessage());
    }
}
