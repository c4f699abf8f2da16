package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.topology.gradient.GradientContext;

/**
 * What a membrane's tensors do, of the numbers of its equation.
 *
 * @param how the equation became a step
 * @param dt time step
 * @param tau time constant
 * @param r resistance
 * @param leak where potentials rest
 */
record MembraneSums(Integration how, float dt, ParameterSums tau, ParameterSums r, ParameterSums leak) {
    static MembraneSums of(GradientContext context, Per per, Integration how, float dt, String tau) {
        return new MembraneSums(
                how,
                dt,
                ParameterSums.of(context, per, tau),
                ParameterSums.of(context, per, "r"),
                ParameterSums.of(context, per, "vLeak"));
    }

    /** Adds a sample's. */
    void add(int shard, LowPassGradient membrane, float[] taus) {
        for (int i = 0; i < taus.length; i++) {
            tau.add(shard, i, membrane.ofShare(i) * how.shareSlope(dt, taus[i]));
            r.add(shard, i, membrane.ofR(i));
            leak.add(shard, i, membrane.ofLeak(i));
        }
    }
}
