package io.memspike.core.population.simd.internal;

import io.memspike.core.population.internal.NeuronLoop;
import io.memspike.core.population.internal.ScalarNeuronLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the widest vectors that the machine prefers, tails scalar. No vector lives from one turn of a loop to the
 * next: JDK 17 would put it on the heap. Casts: see {@code SimdKernels}.
 */
public final class SimdNeuronLoop implements NeuronLoop {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();

    /** The SIMD loops. */
    public SimdNeuronLoop() {}

    @Override
    public int delta(float[] v, float[] held, float[] arrived, int n, float keep, Firing firing, int[] fired) {
        final int whole = n - n % LANES;
        final float threshold = firing.threshold();
        int count = 0;
        for (int j = 0; j < whole; j += LANES) {
            final FloatVector old = EXACT.cast(FloatVector.fromArray(SPECIES, v, j));
            final FloatVector wait = EXACT.cast(FloatVector.fromArray(SPECIES, held, j));
            final FloatVector more = EXACT.cast(FloatVector.fromArray(SPECIES, arrived, j));
            final FloatVector next = EXACT.cast(EXACT.cast(old.mul(keep)).add(more));
            final VectorMask<Float> free = wait.compare(VectorOperators.LE, 0f);
            final FloatVector now = EXACT.cast(old.blend(next, free));
            now.intoArray(v, j);
            EXACT.cast(EXACT.cast(wait.sub(1f)).max(0f)).intoArray(held, j);
            EXACT.cast(FloatVector.zero(SPECIES)).intoArray(arrived, j);
            if (now.compare(VectorOperators.GE, threshold).anyTrue()) {
                count = firing.fire(v, held, j, j + LANES, fired, count);
            }
        }
        ScalarNeuronLoop.delta(v, held, arrived, whole, n, keep);
        return firing.fire(v, held, whole, n, fired, count);
    }

    @Override
    public int exponential(
            float[] v, float[] held, float[] e, float[] i, int n, Factors factors, Firing firing, int[] fired) {
        final int whole = n - n % LANES;
        final float threshold = firing.threshold();
        final float keep = factors.keep();
        final float keepE = factors.keepE();
        final float keepI = factors.keepI();
        final float fromE = factors.fromE();
        final float fromI = factors.fromI();
        int count = 0;
        for (int j = 0; j < whole; j += LANES) {
            final FloatVector old = EXACT.cast(FloatVector.fromArray(SPECIES, v, j));
            final FloatVector wait = EXACT.cast(FloatVector.fromArray(SPECIES, held, j));
            final FloatVector up = EXACT.cast(FloatVector.fromArray(SPECIES, e, j));
            final FloatVector down = EXACT.cast(FloatVector.fromArray(SPECIES, i, j));
            final FloatVector next =
                    EXACT.cast(EXACT.cast(EXACT.cast(old.mul(keep)).add(EXACT.cast(up.mul(fromE))))
                            .add(EXACT.cast(down.mul(fromI))));
            final VectorMask<Float> free = wait.compare(VectorOperators.LE, 0f);
            final FloatVector now = EXACT.cast(old.blend(next, free));
            now.intoArray(v, j);
            EXACT.cast(EXACT.cast(wait.sub(1f)).max(0f)).intoArray(held, j);
            EXACT.cast(up.mul(keepE)).intoArray(e, j);
            EXACT.cast(down.mul(keepI)).intoArray(i, j);
            if (now.compare(VectorOperators.GE, threshold).anyTrue()) {
                count = firing.fire(v, held, j, j + LANES, fired, count);
            }
        }
        ScalarNeuronLoop.exponential(v, held, e, i, whole, n, factors);
        return firing.fire(v, held, whole, n, fired, count);
    }
}
