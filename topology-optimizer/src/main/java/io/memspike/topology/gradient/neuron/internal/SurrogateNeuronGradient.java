package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.topology.gradient.norm.ChannelSums;

/** The neurons' gradient with any surrogate; that of PRIME has loops of its own, which are faster. */
final class SurrogateNeuronGradient extends ScalarNeuronGradient {
    @Override
    public void backward(
            Lif spec, float[] potential, float[] spikeGradient, float spikeCost, float[] later, float[] delta, int n) {
        for (int i = 0; i < n; i++) {
            delta[i] = back(spec, potential[i], spikeGradient[i] + spikeCost, later[i]);
        }
    }

    @Override
    public void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float factor,
            float[] later,
            float[] delta,
            float[] current,
            ChannelSums sums,
            int n) {
        final int run = sums.first().length;
        for (int i = 0; i < n; i++) {
            final float d = back(spec, potential[i], factor * spikeGradient[i], later[i]);
            delta[i] = d;
            sums.first()[i % run] += d;
            sums.second()[i % run] += d * (current[i] - sums.mean()[i % run]);
        }
    }

    private static float back(Lif spec, float u, float direct, float later) {
        final Surrogate surrogate = spec.surrogate();
        final float next = spec.retain() * later;
        final float ofSpike = surrogate.detachedReset() ? direct : direct - next * u;
        final float sum = surrogate.at(u - spec.surrogateCentre()) * ofSpike + (u > spec.threshold() ? 0f : next);
        return u > 0f ? sum : spec.leakySlope() * sum;
    }
}
