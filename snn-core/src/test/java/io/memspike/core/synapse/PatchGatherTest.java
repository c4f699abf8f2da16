package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.PatchGather;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Sums made at once, forward and back, with few sources active and with many. */
class PatchGatherTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int[] CHANNELS = {1, 5, 32, 64, 96}; // some fill registers, some do not

    /** Kernels of 1 to 3 positions a side, larger than none of the inputs. */
    private static Matrix convolution(RandomStream random, int channels) {
        final Size kernel = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size stride = new Size(1 + random.nextInt(2), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        final Conv2d conv = new Conv2d(
                CHANNELS[random.nextInt(CHANNELS.length)], kernel, stride, padding, Size.of(1), 1, 1f, false);
        return new Matrix(
                conv, new Shape(channels, kernel.height() + random.nextInt(4), kernel.width() + random.nextInt(6)));
    }

    @Property(tries = 400)
    void shouldGiveTheBitsOfTheDenseConvolution(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "gather");
        final Matrix matrix = convolution(random, channels);
        final float[] weights = Dense.gaussians(random, matrix.weights());
        final float[] values = Dense.inputs(random, matrix.input().size(), density);
        final float[] start = new float[matrix.output().size() + Synapses.PADDING];
        final float[] expected = start.clone();
        Dense.conv2d(matrix, weights, values, expected);

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            Dense.assertSame(new Conv2dSynapses(matrix, weights, kernels, true), values, start, expected);
        }
    }

    @Property(tries = 400)
    void shouldGiveTheBitsOfTheWayBackThroughAConvolution(
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "gather");
        final Size kernel = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        final Shape target = new Shape(
                CHANNELS[random.nextInt(CHANNELS.length)],
                kernel.height() + random.nextInt(5),
                kernel.width() + random.nextInt(5));
        final Shape source = new Shape(
                channels,
                target.height() + 2 * padding.height() - kernel.height() + 1,
                target.width() + 2 * padding.width() - kernel.width() + 1);
        final float[] weights = Dense.gaussians(random, channels * target.channels() * kernel.area());
        final float[] values = Dense.inputs(random, source.size(), density);
        final float[] expected = new float[target.size() + Synapses.PADDING];
        Dense.transposed(source, target, kernel, Size.of(1), padding, weights, values, expected);
        final Size margin = new Size(kernel.height() - 1 - padding.height(), kernel.width() - 1 - padding.width());

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            final PatchGather gather = new PatchGather(source, target, kernel, Size.of(1), margin, kernels);
            final float[] rows = new float[gather.rowsLength()];
            gather.fillReversed(weights, rows);
            for (int read = 0; read < 2; read++) { // what is kept from read to read is seen
                final float[] sums = new float[expected.length];
                gather.accumulate(rows, Dense.spikes(values), sums);
                assertArrayEquals(Arrays.copyOf(expected, target.size()), Arrays.copyOf(sums, target.size()));
            }
        }
    }
}
