package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class UnfoldedSynapsesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    /** A convolution of any kind that fits its input. */
    private static Matrix conv(RandomStream random, int groups) {
        final Size kernel = new Size(1 + random.nextInt(4), 1 + random.nextInt(4));
        final Size dilation = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final int height = (kernel.height() - 1) * dilation.height() + 1;
        final int width = (kernel.width() - 1) * dilation.width() + 1;
        return new Matrix(
                new Conv2d(
                        groups * (1 + random.nextInt(6)),
                        kernel,
                        new Size(1 + random.nextInt(3), 1 + random.nextInt(3)),
                        new Size(random.nextInt(height), random.nextInt(width)),
                        dilation,
                        groups,
                        1f,
                        false),
                new Shape(groups * (1 + random.nextInt(3)), height + random.nextInt(5), width + random.nextInt(5)));
    }

    private static Matrix transposed(RandomStream random) {
        final Size kernel = new Size(1 + random.nextInt(4), 1 + random.nextInt(4));
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        return new Matrix(
                new ConvTranspose2d(
                        1 + random.nextInt(20),
                        kernel,
                        stride,
                        new Size(random.nextInt((kernel.height() + 1) / 2), random.nextInt((kernel.width() + 1) / 2)),
                        new Size(random.nextInt(stride.height()), random.nextInt(stride.width())),
                        1f,
                        false),
                new Shape(1 + random.nextInt(4), 1 + random.nextInt(5), 1 + random.nextInt(5)));
    }

    /** Every input in ascending channel-last order adds to every output that it reaches, written as the formula says. */
    private static void dense(Matrix matrix, float[] weights, float[] values, float[] sums) {
        final Shape input = matrix.input();
        final Shape output = matrix.output();
        for (int i = 0; i < input.size(); i++) {
            for (int o = 0; o < output.size(); o++) {
                final int weight = weight(matrix, i, o);
                if (weight >= 0) {
                    final float product = values[i] * weights[weight];
                    sums[o] = sums[o] + product;
                }
            }
        }
    }

    /** Index in files of the weight from an input to an output, channel-last both, or -1. */
    private static int weight(Matrix matrix, int i, int o) {
        final Shape input = matrix.input();
        final Shape output = matrix.output();
        final int c = i % input.channels();
        final int row = i / input.channels() / input.width();
        final int column = i / input.channels() % input.width();
        final int d = o % output.channels();
        final int y = o / output.channels() / output.width();
        final int x = o / output.channels() % output.width();
        if (matrix.kind() instanceof Linear linear && linear.atPositions()) {
            return i / input.channels() == o / output.channels() ? d * input.channels() + c : -1;
        }
        if (matrix.kind() instanceof Linear) {
            return o * input.size() + input.channelFirst(i);
        }
        if (matrix.kind() instanceof ConvTranspose2d conv) {
            final int kernelRow =
                    y + conv.padding().height() - row * conv.stride().height();
            final int kernelColumn =
                    x + conv.padding().width() - column * conv.stride().width();
            return isWithin(kernelRow, conv.kernel().height())
                            && isWithin(kernelColumn, conv.kernel().width())
                    ? ((c * output.channels() + d) * conv.kernel().height() + kernelRow)
                                    * conv.kernel().width()
                            + kernelColumn
                    : -1;
        }
        final Conv2d conv = (Conv2d) matrix.kind();
        final int down = row + conv.padding().height() - y * conv.stride().height();
        final int right = column + conv.padding().width() - x * conv.stride().width();
        final int kernelRow = Math.floorDiv(down, conv.dilation().height());
        final int kernelColumn = Math.floorDiv(right, conv.dilation().width());
        final int in = input.channels() / conv.groups();
        final int out = output.channels() / conv.groups();
        final boolean isMet = kernelRow * conv.dilation().height() == down
                && kernelColumn * conv.dilation().width() == right
                && isWithin(kernelRow, conv.kernel().height())
                && isWithin(kernelColumn, conv.kernel().width())
                && c / in == d / out;
        return isMet
                ? ((d * in + c % in) * conv.kernel().height() + kernelRow)
                                * conv.kernel().width()
                        + kernelColumn
                : -1;
    }

    private static boolean isWithin(int at, int extent) {
        return at >= 0 && at < extent;
    }

    private static void check(Matrix matrix, double density, RandomStream random) {
        final float[] weights = Dense.gaussians(random, matrix.weights());
        final float[] values = Dense.inputs(random, matrix.input().size(), density);
        final float[] start = Dense.start(random, matrix.output().size());
        final float[] expected = start.clone();
        dense(matrix, weights, values, expected);
        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            final UnfoldedSynapses synapses = new UnfoldedSynapses(matrix, weights, kernels);
            Dense.assertSame(synapses, values, start, expected);
            Dense.assertSame(WeightedSynapses.of(matrix, weights, kernels), values, start, expected);
            synapses.setWeights(new float[weights.length], 0, 2);
            synapses.setWeights(new float[weights.length], 1, 2);
            Dense.assertSame(synapses, values, start, start);
            synapses.setWeights(weights, 1, 2);
            synapses.setWeights(weights, 0, 2);
            Dense.assertSame(synapses, values, start, expected);
        }
    }

    private static void countOperations(Matrix matrix, RandomStream random) {
        final float[] ones = new float[matrix.weights()];
        Arrays.fill(ones, 1f);
        final float[] values = Dense.inputs(random, matrix.input().size(), 0.3);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0f ? 0f : 1f;
        }
        // weights and spikes of 1: every operation adds 1 to a current
        final float[] current = new float[matrix.output().size()];
        dense(matrix, ones, values, current);
        long expected = 0;
        for (final float sum : current) {
            expected += (long) sum;
        }
        assertEquals(expected, new UnfoldedSynapses(matrix, ones, SELECTED).operations(Dense.spikes(values)));
        assertEquals(expected, WeightedSynapses.of(matrix, ones, SELECTED).operations(Dense.spikes(values)));
    }

    @Property(tries = 300, seed = "30")
    void shouldGiveTheBitsOfTheDenseConvolution(
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "unfolded");
        final Matrix matrix = conv(random, groups);
        check(matrix, density, random);
        countOperations(matrix, random);
    }

    @Property(tries = 300, seed = "31")
    void shouldGiveTheBitsOfTheDenseTransposedConvolution(
            @ForAll @DoubleRange(min = 0, max = 1) double density, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "unfolded");
        final Matrix matrix = transposed(random);
        check(matrix, density, random);
        countOperations(matrix, random);
    }

    @Property(tries = 50, seed = "32")
    void shouldGiveTheBitsOfTheDenseProduct(@ForAll @DoubleRange(min = 0, max = 1) double density, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "unfolded");
        final Matrix matrix = new Matrix(
                new Linear(1 + random.nextInt(40), 1f),
                new Shape(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4)));
        check(matrix, density, random);
        countOperations(matrix, random);
    }

    /** Each row and column has the weight that the formula gives the inputs that meet there. */
    @Property(tries = 200, seed = "33")
    void shouldUnfoldEveryWeightToItsPlace(@ForAll @IntRange(min = 1, max = 3) int groups, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "unfolding");
        for (final Matrix matrix : new Matrix[] {conv(random, groups), transposed(random)}) {
            final Unfolding unfolding = matrix.unfolding();
            final int columns = unfolding.columns();
            assertEquals(matrix.output().channels(), columns);
            assertEquals(matrix.output().positions(), unfolding.positions());
            for (int i = 0; i < matrix.input().size(); i++) {
                final int[] found = new int[matrix.output().size()];
                Arrays.fill(found, -1);
                final int[] met = {0, -1};
                unfolding.visit(i, (row, position) -> {
                    met[0]++;
                    assertTrue(position > met[1], "positions ascend");
                    met[1] = position;
                    for (int column = 0; column < columns; column++) {
                        found[position * columns + column] = unfolding.weight(row, column);
                    }
                });
                final int[] expected = new int[found.length];
                for (int o = 0; o < expected.length; o++) {
                    expected[o] = weight(matrix, i, o);
                }
                assertArrayEquals(expected, found, matrix + " input " + i);
                assertEquals(met[0], unfolding.reached(i));
            }
        }
    }

    @Example
    void shouldServeEachKindByTheFastestSynapses() {
        final Shape input = new Shape(2, 6, 6);
        final Size two = Size.of(2);
        assertInstanceOf(Conv2dSynapses.class, synapses(new Matrix(new Conv2d(4, 3, 2, 1, 1f), input)));
        assertInstanceOf(
                ConvTranspose2dSynapses.class, synapses(new Matrix(new ConvTranspose2d(4, 3, 2, 1, 1, 1f), input)));
        assertInstanceOf(LinearSynapses.class, synapses(new Matrix(new Linear(4, 1f), input)));
        assertInstanceOf(
                UnfoldedSynapses.class,
                synapses(new Matrix(new Conv2d(4, two, two, Size.of(0), two, 1, 1f, false), input)));
        assertInstanceOf(
                UnfoldedSynapses.class,
                synapses(new Matrix(new Conv2d(4, two, two, Size.of(0), Size.of(1), 2, 1f, false), input)));
        assertInstanceOf(
                ConvTranspose2dSynapses.class,
                synapses(new Matrix(
                        new ConvTranspose2d(4, two, new Size(1, 2), Size.of(0), Size.of(0), 1f, false), input)));
    }

    private static Synapses synapses(Matrix matrix) {
        return WeightedSynapses.of(matrix, new float[matrix.weights()], SELECTED);
    }

    @Example
    void shouldRefuseWeightsOfAnotherLength() {
        final Matrix matrix = new Matrix(new Conv2d(3, 3, 1, 1, 1f), new Shape(2, 5, 5));
        assertEquals(
                "conv2d: expected 54 weights, found 53",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new UnfoldedSynapses(matrix, new float[53], SELECTED))
                        .getMessage());
    }
}
