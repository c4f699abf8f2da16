package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.vae.VaeSpec;

/** What lies between the blocks of an auto-encoder for the samples of one batch. Reused from batch to batch. */
final class VaeBatch {
    /** Numbers of the images. */
    int[] image = {};
    /** [sample] (side²). */
    float[][] whole = {};

    float[][] holed;
    /** [sample][0]: pixels of the image with its hole. */
    SpikeList[][] pixels;
    /** [sample][step]: h, and behind it z of the step before. */
    SpikeList[][] posteriorInput;
    /** [sample][step]: z of the step before, as the prior sees it. */
    SpikeList[][] priorInput;
    /** [sample][step]. */
    SpikeList[][] z;
    /** Which of k each latent takes, [sample] (steps · latents). */
    int[][] picks;
    /** psp of the mean over k, [sample] (steps · latents): of the posterior; later ∂L/∂(mean over k of its spikes). */
    float[][] trace;
    /** Losses by shard. */
    final double[] reconstruction = new double[Trainer.SHARDS];

    final double[] mmd = new double[Trainer.SHARDS];

    private final VaeSpec spec;
    private int samples;

    VaeBatch(VaeSpec spec) {
        this.spec = spec;
    }

    int samples() {
        return samples;
    }

    /** Makes room. */
    void begin(int count) {
        samples = count;
        if (whole.length >= count) {
            return;
        }
        final int pixelCount = spec.image().size();
        final int steps = spec.steps();
        final int latent = spec.latent();
        image = new int[count];
        whole = new float[count][pixelCount];
        holed = new float[count][pixelCount];
        pixels = lists(count, 1, pixelCount);
        posteriorInput = lists(count, steps, 2 * latent);
        priorInput = lists(count, steps, latent);
        z = lists(count, steps, latent);
        picks = new int[count][steps * latent];
        trace = new float[count][steps * latent];
    }

    private static SpikeList[][] lists(int samples, int steps, int capacity) {
        final SpikeList[][] lists = new SpikeList[samples][steps];
        for (final SpikeList[] ofSample : lists) {
            for (int t = 0; t < steps; t++) {
                ofSample[t] = new SpikeList(capacity);
            }
        }
        return lists;
    }
}
