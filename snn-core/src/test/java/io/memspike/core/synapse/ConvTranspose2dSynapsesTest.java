package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ConvTranspose2dSynapsesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheDenseTransposedConvolution(
            @ForAll @IntRange(min = 1, max = 6) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv transpose");
        final Size kernel = new Size(1 + random.nextInt(4), 1 + random.nextInt(4));
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding =
                new Size(random.nextInt(Math.min(2, kernel.height())), random.nextInt(Math.min(2, kernel.width())));
        final Size more = new Size(random.nextInt(stride.height()), random.nextInt(stride.width()));
        final Shape input = new Shape(in, 2 + random.nextInt(6), 2 + random.nextInt(6));
        final Matrix spec = new Matrix(new ConvTranspose2d(out, kernel, stride, padding, more, 1f, false), input);
        final float[] weights = Dense.gaussians(random, spec.weights());
        final float[] values = Dense.inputs(random, input.size(), density);
        final float[] start = Dense.start(random, spec.output().size());
        final float[] expected = start.clone();
        Dense.transposed(input, spec.output(), kernel, stride, padding, weights, values, expected);

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            final ConvTranspose2dSynapses synapses = new ConvTranspose2dSynapses(spec, weights, kernels);
            Dense.assertSame(synapses, values, start, expected);
            synapses.setWeights(new float[weights.length], 0, 2);
            Dense.assertSame(synapses, values, start, start);
            synapses.setWeights(weights, 0, 2);
            Dense.assertSame(synapses, values, start, expected);
        }
    }

    @Property(tries = 100)
    void shouldCountAnOperationForEachWeightThatMeetsASpike(
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv transpose");
        final Shape input = new Shape(2, 3 + random.nextInt(5), 3 + random.nextInt(5));
        final Matrix spec =
                new Matrix(new ConvTranspose2d(3, kernel, stride, kernel / 2, random.nextInt(stride), 1f), input);
        final float[] ones = new float[spec.weights()];
        Arrays.fill(ones, 1f);
        final float[] values = Dense.inputs(random, input.size(), 0.3);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0f ? 0f : 1f;
        }
        // weights and spikes of 1: every operation adds 1 to a current
        final float[] current = new float[spec.output().size()];
        Dense.transposed(
                input, spec.output(), Size.of(kernel), Size.of(stride), Size.of(kernel / 2), ones, values, current);
        long expected = 0;
        for (final float sum : current) {
            expected += (long) sum;
        }

        assertEquals(expected, new ConvTranspose2dSynapses(spec, ones, SELECTED).operations(Dense.spikes(values)));
    }

    @Example
    void shouldRefuseWeightsOfAnotherLength() {
        final Matrix spec = new Matrix(new ConvTranspose2d(3, 3, 2, 1, 1, 1f), new Shape(2, 5, 5));

        assertEquals(
                "convTranspose2d: expected 54 weights, found 53",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ConvTranspose2dSynapses(spec, new float[53], SELECTED))
                        .getMessage());
    }
}
