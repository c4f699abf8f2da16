package io.memspike.core.kind.shape.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.shape.AvgPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PoolingTest {
    @Property(tries = 200)
    void shouldListTheMeansThatAreNotZero(
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll @IntRange(min = 0, max = 6) int moreRows,
            @ForAll @IntRange(min = 0, max = 6) int moreColumns,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll @IntRange(min = 1, max = 9) int largest,
            @ForAll long seed) {
        final Shape input = new Shape(channels, kernel + moreRows, kernel + moreColumns);
        final RandomStream random = RandomStream.of(seed, "pooling");
        final float[] spikes = new float[input.size() + Synapses.PADDING];
        for (int i = 0; i < input.size(); i++) {
            spikes[i] = random.nextDouble() < density ? largest == 1 ? 1f : 0.25f * (1 + random.nextInt(largest)) : 0f;
        }
        final Shape output = new AvgPool(kernel).output(input);
        final SpikeList pooled = new SpikeList(output.size());
        pooled.add(0, 7f); // of the step before

        final Pooling pooling = Pooling.of(new AvgPool(kernel), input, new ScalarKernels());
        final SpikeList fired = new SpikeList(input.size());
        fired.compact(spikes, input.size());
        pooling.pool(fired, new SpikeList(output.size())); // leaves nothing behind
        pooling.pool(fired, pooled);

        int next = 0;
        for (int i = 0; i < output.size(); i++) {
            final float mean = mean(kernel, input, output, spikes, i);
            if (mean != 0f) {
                assertTrue(next < pooled.size());
                assertEquals(i, pooled.index(next));
                assertEquals(mean, pooled.value(next++));
            }
        }
        assertEquals(next, pooled.size());
    }

    private static float mean(int kernel, Shape input, Shape output, float[] spikes, int i) {
        final int channel = i % output.channels();
        final int y = i / output.channels() / output.width();
        final int x = i / output.channels() % output.width();
        float sum = 0f; // small whole numbers of quarters: exact in any order
        for (int row = 0; row < kernel; row++) {
            for (int column = 0; column < kernel; column++) {
                sum += spikes[input.index(channel, y * kernel + row, x * kernel + column)];
            }
        }
        return sum * (1f / (kernel * kernel));
    }
}
