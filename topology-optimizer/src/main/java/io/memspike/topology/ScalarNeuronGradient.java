package io.memspike.topology;

import io.memspike.core.LayerSpec;

/** Plain Java: the definition that the SIMD twin must equal bit for bit. */
public final class ScalarNeuronGradient implements NeuronGradient {
    @Override
    public void backward(
            LayerSpec.Lif spec,
            float[] potential,
            float[] spikeGradient,
            float spikeCost,
            float[] later,
            float[] delta,
            int n) {
        backward(spec, potential, spikeGradient, spikeCost, later, delta, 0, n);
    }

    /** The same for neurons [from, to). */
    public static void backward(
            LayerSpec.Lif spec,
            float[] potential,
            float[] spikeGradient,
            float spikeCost,
            float[] later,
            float[] delta,
            int from,
            int to) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final float centre = spec.surrogateCentre();
        for (int i = from; i < to; i++) {
            final float u = potential[i];
            final float next = retain * later[i];
            final float throughSpike = Math.abs(u - centre) < WINDOW ? spikeGradient[i] + spikeCost - next * u : 0f;
            final float sum = throughSpike + (u > threshold ? 0f : next);
            delta[i] = u > 0f ? sum : slope * sum;
        }
    }
}
