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
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class Conv2dSynapsesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    /** A convolution of any rectangle, stride and padding. */
    private static Matrix matrix(int in, int out, RandomStream random) {
        final Size kernel = new Size(1 + random.nextInt(5), 1 + random.nextInt(5));
        final Size stride =
                random.nextInt(2) == 0 ? Size.of(1) : new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        return new Matrix(
                new Conv2d(out, kernel, stride, padding, Size.of(1), 1, 1f, false),
                new Shape(in, kernel.height() + random.nextInt(7), kernel.width() + random.nextInt(7)));
    }

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheDenseConvolution(
            @ForAll @IntRange(min = 1, max = 4) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv2d");
        final Matrix spec = matrix(in, out, random);
        final Shape input = spec.input();
        final float[] weights = Dense.gaussians(random, spec.weights());
        final float[] values = Dense.inputs(random, input.size(), density);
        final float[] start = Dense.start(random, spec.output().size());
        final float[] expected = start.clone();
        Dense.conv2d(spec, weights, values, expected);

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            Dense.assertSame(new Conv2dSynapses(spec, weights, kernels), values, start, expected);
            Dense.assertSame(new Conv2dSynapses(spec, weights, kernels, true), values, start, expected);
            if (((Conv2d) spec.kind()).stride().equals(Size.of(1))) {
                Dense.assertSame(new Conv2dSynapses(spec, weights, kernels, false), values, start, expected);
            }
        }
    }

    @Property(tries = 200)
    void shouldCountAnOperationForEachWeightThatMeetsASpike(
            @ForAll @IntRange(min = 1, max = 4) int out, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv2d");
        final Matrix spec = matrix(2, out, random);
        final Shape input = spec.input();
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
