package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a neuron's tensors can be learnt: all but refractory steps, which are whole, and thresholds that divide. None is
 * unless one asks for it.
 */
record NeuronTensors(ResettingKind kind) {
    /** The part of dt below which no time constant is led where the step does not become unstable before. */
    private static final float SMALLEST = 1f / 64;

    List<String> learnable() {
        final List<String> names = new ArrayList<>(kind.parameters());
        if (kind.spikes() == Spikes.ONE) {
            names.add("vThreshold");
        }
        if (kind.reset() == Reset.VALUE) {
            names.add("vReset");
        }
        if (kind.start() == Start.VALUE) {
            names.add("vStart");
        }
        return names;
    }

    /** Time constants stay above 0; by Euler's steps at least dt, below which potentials overshoot. */
    static float least(String tensor, Integration how, float dt) {
        if (!tensor.startsWith("tau")) {
            return Float.NEGATIVE_INFINITY;
        }
        return how == Integration.EULER ? dt : SMALLEST * dt;
    }
}
