package io.memspike.topology.gradient.matrix.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import io.memspike.topology.gradient.Shards;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Both ways to a convolution's weight gradient, and which is gone. Values are those of a twin in {@code SynapseGradientTest}. */
class ConvWeightGradientTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int SAMPLES = 5;

    private static SpikeList list(float[] values, int n) {
        final SpikeList list = new SpikeList(n);
        list.compact(values, n);
        return list;
    }

    private static float[] numbers(RandomStream random, int n, double share) {
        final float[] x = new float[n + Synapses.PADDING];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble() < share ? (float) random.nextGaussian() : 0f;
        }
        return x;
    }

    @Property(tries = 200)
    void shouldGiveTheSameBitsEitherWay(
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "ways");
        final Size kernel = new Size(1 + random.nextInt(4), 1 + random.nextInt(4));
        final Size stride = new Size(1 + random.nextInt(2), 1 + random.nextInt(2));
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        final Conv2d conv = new Conv2d(1 + random.nextInt(20), kernel, stride, padding, Size.of(1), 1, 1f, false);
        final Shape input = new Shape(
                1 + random.nextInt(20), kernel.height() + random.nextInt(5), kernel.width() + random.nextInt(5));
        final Shape output = conv.output(input);
        final float[][] entered = new float[SAMPLES][];
        final float[][] given = new float[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            entered[i] = numbers(random, input.size(), spikes);
            given[i] = numbers(random, output.size(), deltas);
        }
        final float[][] found = new float[2][conv.out() * input.channels() * kernel.area()];
        for (int way = 0; way < 2; way++) {
            final ConvWeightGradient gradient = new ConvWeightGradient(conv, input, output, SELECTED);
            final ConvWeightGradient.Worker worker = gradient.open();
            gradient.follow(way == 1);
            for (int i = 0; i < SAMPLES; i++) {
                final SpikeList list = list(entered[i], input.size());
                if (way == 1) {
                    worker.addOutputs(i / 2, list, list(given[i], output.size()));
                } else {
                    worker.addSpikes(i / 2, list, given[i], deltas);
                }
            }
            for (int part = 0; part < Shards.COUNT; part++) {
                gradient.finish(part);
            }
            gradient.get(found[way], 0, conv.out());
        }

        assertArrayEquals(found[0], found[1]);
    }

    @Example
    void shouldFollowWhicheverSideWasSparserInTheBatchBefore() {
        final Conv2d conv = new Conv2d(16, 3, 1, 0, 1f);
        final Shape input = new Shape(16, 8, 8);
        final Shape output = conv.output(input);
        final ConvWeightGradient gradient = new ConvWeightGradient(conv, input, output, SELECTED);
        final ConvWeightGradient.Worker worker = gradient.open();
        final float[] all = new float[input.size() + Synapses.PADDING];
        Arrays.fill(all, 1f);
        final SpikeList few = list(new float[] {1f}, 1);
        gradient.beginBatch();
        assertFalse(worker.followsOutputs());
        worker.addSpikes(0, list(all, input.size()), new float[output.size() + Synapses.PADDING], 0.1);

        gradient.beginBatch();
        assertTrue(worker.followsOutputs());
        worker.addOutputs(0, few, list(all, output.size()));

        gradient.beginBatch();
        assertFalse(worker.followsOutputs());
    }
}
