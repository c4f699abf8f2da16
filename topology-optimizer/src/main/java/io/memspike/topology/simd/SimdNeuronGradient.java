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
    /** Receivers are cast to the species' exact class, for the reason that the core's SIMD kernels give. */
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    @Override
    public void backward(
            LayerSpec.Lif spec,
            float[] potential,
            float[] spikeGradient,
            float spikeCost,
            float[] laterDelta,
            float[] delta,
            int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final float centre = spec.surrogateCentre();
        final FloatVector zero = EXACT.cast(FloatVector.zero(SPECIES));
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            final FloatVector u = EXACT.cast(FloatVector.fromArray(SPECIES, potential, i));
            final FloatVector later = EXACT.cast(FloatVector.fromArray(SPECIES, laterDelta, i));
            final FloatVector next = EXACT.cast(later.mul(retain));
            final FloatVector given = EXACT.cast(FloatVector.fromArray(SPECIES, spikeGradient, i));
            final FloatVector direct = EXACT.cast(given.add(spikeCost));
            final FloatVector spike = EXACT.cast(direct.sub(EXACT.cast(next.mul(u))));
            final FloatVector distance = EXACT.cast(EXACT.cast(u.sub(centre)).lanewise(VectorOperators.ABS));
            final FloatVector throughSpike =
                    EXACT.cast(zero.blend(spike, distance.compare(VectorOperators.LT, WINDOW)));
            final FloatVector throughLeak = EXACT.cast(next.blend(zero, u.compare(VectorOperators.GT, threshold)));
            final FloatVector sum = EXACT.cast(throughSpike.add(throughLeak));
            final FloatVector leaky = EXACT.cast(sum.mul(slope));
            EXACT.cast(leaky.blend(sum, u.compare(VectorOperators.GT, 0f))).intoArray(delta, i);
        }
        ScalarNeuronGradient.backward(spec, potential, spikeGradient, spikeCost, laterDelta, delta, i, n);
    }
}
