package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.core.SpikeList;

/**
 * 64 random spike lists, as many as the C program for the limit cycles through: enough that no branch predictor learns
 * them by heart. Unlike C's they hold no input twice and ascend, as every list of the engine does.
 */
final class SpikeSets {
    /** Number of lists; a power of two. */
    static final int SETS = 64;

    private SpikeSets() {}

    /** Lists of {@code spikes} out of {@code inputs}, each of value 1. */
    static SpikeList[] random(int inputs, int spikes) {
        final RandomStream stream = RandomStream.of(1, "bench spikes", inputs, spikes);
        final int[] order = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            order[i] = i;
        }
        final SpikeList[] sets = new SpikeList[SETS];
        for (int s = 0; s < SETS; s++) {
            stream.shuffle(order);
            final float[] active = new float[inputs];
            for (int i = 0; i < spikes; i++) {
                active[order[i]] = 1f;
            }
            sets[s] = new SpikeList(inputs);
            sets[s].compact(active, inputs);
        }
        return sets;
    }

    /** Weights uniform in ±0.5, as in C. */
    static float[] weights(int count) {
        final RandomStream stream = RandomStream.of(1, "bench weights", count);
        final float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = stream.nextFloat() - 0.5f;
        }
        return weights;
    }
}
