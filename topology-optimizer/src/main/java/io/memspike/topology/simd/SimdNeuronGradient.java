package io.memspike.topology.simd;

import io.memspike.core.LayerSpec;
import io.memspike.topology.NeuronGradient;
import io.memspike.topology.ScalarNeuronGradient;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The neurons' gradient on the widest vectors that the machine prefers; lanes are neurons, the tail is scalar. */
public final class SimdNeuronGradient implements NeuronGradient {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void backward(LayerSpec.Lif spec, float[] potential, float[] spikeGradient, float[] delta, int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            final FloatVector u = FloatVector.fromArray(SPECIES, potential, i);
            final FloatVector next = FloatVector.fromArray(SPECIES, delta, i).mul(retain);
            final FloatVector spike =
                    FloatVector.fromArray(SPECIES, spikeGradient, i).sub(next.mul(u));
            final FloatVector distance = u.sub(threshold).lanewise(VectorOperators.ABS);
            final FloatVector throughSpike = zero.blend(spike, distance.compare(VectorOperators.LT, WINDOW));
            final FloatVector sum = throughSpike.add(next.blend(zero, u.compare(VectorOperators.GT, threshold)));
            sum.mul(slope).blend(sum, u.compare(VectorOperators.GT, 0f)).intoArray(delta, i);
        }
        ScalarNeuronGradient.backward(spec, potential, spikeGradient, delta, i, n);
    }
}
