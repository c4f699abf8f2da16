package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;

/**
 * The slow, obvious twins: every input in ascending channel-last order adds value · weight to every output it reaches,
 * multiply then add. Fast synapses must give the same bits.
 */
final class Dense {
    private Dense() {}

    static void linear(Matrix matrix, float[] weights, float[] values, float[] current) {
        final Shape input = matrix.input();
        for (int i = 0; i < input.size(); i++) {
            final int column = input.channelFirst(i);
            for (int o = 0; o < matrix.out(); o++) {
                add(current, o, values[i] * weights[o * input.size() + column]);
            }
        }
    }

    static void conv2d(Matrix matrix, float[] weights, float[] values, float[] current) {
        final Conv2d spec = (Conv2d) matrix.kind();
        final Shape input = matrix.input();
        final Shape output = matrix.output();
        final Size k = spec.kernel();
        final Size stride = spec.stride();
        final Size padding = spec.padding();
        for (int i = 0; i < input.size(); i++) {
            final int c = i % input.channels();
            final int row = i / input.channels() / input.width();
            final int column = i / input.channels() % input.width();
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    final int kernelRow = row - y * stride.height() + padding.height();
                    final int kernelColumn = column - x * stride.width() + padding.width();
                    if (kernelRow >= 0 && kernelRow < k.height() && kernelColumn >= 0 && kernelColumn < k.width()) {
                        for (int o = 0; o < spec.out(); o++) {
                            final float weight = weights[
                                    ((o * input.channels() + c) * k.height() + kernelRow) * k.width() + kernelColumn];
                            add(current, output.index(o, y, x), values[i] * weight);
                        }
                    }
                }
            }
        }
    }

    /** Patches [source channel, target channel, kernel rows, kernel columns]. */
    static void transposed(
            Shape source,
            Shape target,
            Size k,
            Size stride,
            Size padding,
            float[] patches,
            float[] values,
            float[] sums) {
        for (int i = 0; i < source.size(); i++) {
            final int c = i % source.channels();
            final int top = i / source.channels() / source.width() * stride.height() - padding.height();
            final int left = i / source.channels() % source.width() * stride.width() - padding.width();
            for (int row = Math.max(0, top); row < Math.min(target.height(), top + k.height()); row++) {
                for (int column = Math.max(0, left); column < Math.min(target.width(), left + k.width()); column++) {
                    for (int o = 0; o < target.channels(); o++) {
                        final float patch = patches[
                                ((c * target.channels() + o) * k.height() + row - top) * k.width() + column - left];
                        add(sums, target.index(o, row, column), values[i] * patch);
                    }
                }
            }
        }
    }

    private static void add(float[] sums, int at, float product) {
        sums[at] = sums[at] + product;
    }

    static float[] gaussians(RandomStream random, int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Inputs of which about a {@code density} part is active, as counts or fractions. */
    static float[] inputs(RandomStream random, int n, double density) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (1 + random.nextInt(12)) * 0.25f : 0f;
        }
        return values;
    }

    static SpikeList spikes(float[] values) {
        final SpikeList spikes = new SpikeList(values.length);
        spikes.compact(values, values.length);
        return spikes;
    }

    /** Runs the synapses twice over, so that what a reader keeps from read to read is seen. */
    static void assertSame(Synapses synapses, float[] values, float[] start, float[] expected) {
        final Synapses.Reader reader = synapses.open();
        for (int read = 0; read < 2; read++) {
            final float[] current = start.clone();
            reader.accumulate(spikes(values), read, current);
            final int size = synapses.output().size();
            assertArrayEquals(Arrays.copyOf(expected, size), Arrays.copyOf(current, size));
        }
    }

    static float[] start(RandomStream random, int size) {
        final float[] start = gaussians(random, size + Synapses.PADDING);
        Arrays.fill(start, size, start.length, 0f);
        return start;
    }
}
