package io.memspike.core.kind.neuron;

import io.memspike.core.RandomStream;

/**
 * Which one of k spikes a latent takes: a function of key, step and latent alone, so neither order nor threads matter.
 * Uniform but for a bias of at most k/2³².
 */
public final class Picks {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int LATENTS = 1 << 20;

    private Picks() {}

    /** The key of one sample's picks: of a seed, and in training of epoch and sample. */
    public static long key(long seed, long... path) {
        return RandomStream.of(seed, "picks", path).nextLong();
    }

    /** Which of k, in [0, k); {@code latent} below 2²⁰. */
    public static int pick(long key, int step, int latent, int k) {
        final long bits = RandomStream.mix(key + GOLDEN_GAMMA * ((long) step * LATENTS + latent + 1));
        return (int) ((bits >>> 32) * k >>> 32);
    }

    /** A uniform number in [0, 1) for a step. */
    public static float uniform(long key, int step) {
        return (RandomStream.mix(key + GOLDEN_GAMMA * (step + 1)) >>> 40) * 0x1.0p-24f;
    }
}
