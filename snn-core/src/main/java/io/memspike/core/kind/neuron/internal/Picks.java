package io.memspike.core.kind.neuron.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.SpikeList;
import java.util.Arrays;

/**
 * Which one of k spikes a latent takes: a function of key, step and latent alone, so neither order nor threads matter.
 * Uniform but for a bias of at most k/2³².
 */
public final class Picks {
    private static final int LATENTS = 1 << 20;

    private Picks() {}

    /** The key of one sample's picks: of a seed, and in training of epoch and sample. */
    public static long key(long seed, long... path) {
        return RandomStream.of(seed, "picks", path).nextLong();
    }

    /** Which of k, in [0, k); {@code latent} below 2²⁰. */
    public static int pick(long key, int step, int latent, int k) {
        final long bits = RandomStream.draw(key, (long) step * LATENTS + latent);
        return (int) ((bits >>> 32) * k >>> 32);
    }

    /**
     * Takes one of every {@code of} neurons in a row.
     *
     * @param spikes who fires. Not modified.
     * @param key key of the sample's picks
     * @param step the step
     * @param of how many each is chosen from
     * @param fired scratch (neurons)
     * @param chosen overwritten by the choices that fire
     */
    public static void choose(SpikeList spikes, long key, int step, int of, boolean[] fired, SpikeList chosen) {
        Arrays.fill(fired, false);
        for (int e = 0; e < spikes.size(); e++) {
            fired[spikes.index(e)] = true;
        }
        chosen.clear();
        for (int i = 0; i < fired.length / of; i++) {
            if (fired[i * of + pick(key, step, i, of)]) {
                chosen.add(i, 1f);
            }
        }
    }

    /** A uniform number in [0, 1) for a step. */
    public static float uniform(long key, int step) {
        return (RandomStream.draw(key, step) >>> 40) * 0x1.0p-24f;
    }
}
