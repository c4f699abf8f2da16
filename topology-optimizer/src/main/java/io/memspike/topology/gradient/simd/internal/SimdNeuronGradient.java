package io.memspike.topology.gradient.simd.internal;

import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.neuron.internal.NeuronGradient;
import io.memspike.topology.gradient.neuron.internal.ScalarNeuronGradient;
import io.memspike.topology.gradient.norm.ChannelSums;
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
            Lif spec,
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
        final int end = SPECIES.loopBound(n);
        for (; i < end; i += LANES) {
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

    @Override
    public void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float factor,
            float[] laterDelta,
            float[] delta,
            float[] current,
            ChannelSums sums,
            int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final float centre = spec.surrogateCentre();
        final float[] first = sums.first();
        final float[] second = sums.second();
        final float[] mean = sums.mean();
        final FloatVector zero = EXACT.cast(FloatVector.zero(SPECIES));
        for (int start = 0; start < n; start += first.length) {
            final int run = Math.min(first.length, n - start);
            int i = 0;
            for (; i + LANES <= run; i += LANES) {
                final int at = start + i;
                final FloatVector u = EXACT.cast(FloatVector.fromArray(SPECIES, potential, at));
                final FloatVector later = EXACT.cast(FloatVector.fromArray(SPECIES, laterDelta, at));
                final FloatVector next = EXACT.cast(later.mul(retain));
                final FloatVector given = EXACT.cast(FloatVector.fromArray(SPECIES, spikeGradient, at));
                final FloatVector direct = EXACT.cast(given.mul(factor));
                final FloatVector spike = EXACT.cast(direct.sub(EXACT.cast(next.mul(u))));
                final FloatVector distance =
                        EXACT.cast(EXACT.cast(u.sub(centre)).lanewise(VectorOperators.ABS));
                final FloatVector throughSpike =
                        EXACT.cast(zero.blend(spike, distance.compare(VectorOperators.LT, WINDOW)));
                final FloatVector throughLeak = EXACT.cast(next.blend(zero, u.compare(VectorOperators.GT, threshold)));
                final FloatVector sum = EXACT.cast(throughSpike.add(throughLeak));
                final FloatVector leaky = EXACT.cast(sum.mul(slope));
                final FloatVector d = EXACT.cast(leaky.blend(sum, u.compare(VectorOperators.GT, 0f)));
                d.intoArray(delta, at);
                final FloatVector ones = EXACT.cast(FloatVector.fromArray(SPECIES, first, i));
                EXACT.cast(ones.add(d)).intoArray(first, i);
                final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, current, at));
                final FloatVector apart = EXACT.cast(x.sub(EXACT.cast(FloatVector.fromArray(SPECIES, mean, i))));
                final FloatVector products = EXACT.cast(FloatVector.fromArray(SPECIES, second, i));
                EXACT.cast(products.add(EXACT.cast(d.mul(apart)))).intoArray(second, i);
            }
            ScalarNeuronGradient.backward(
                    spec, potential, spikeGradient, factor, laterDelta, delta, current, sums, start, i, run);
        }
    }

    @Override
    public void addSquares(float[] values, ChannelSums sums, int n) {
        final float[] first = sums.first();
        final float[] second = sums.second();
        final int run = first.length;
        int i = 0;
        for (; i + 2 * LANES <= Math.min(run, n); i += 2 * LANES) { // the sums stay in registers over all runs
            FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, first, i));
            FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, first, i + LANES));
            FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, second, i));
            FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, second, i + LANES));
            int at = i;
            for (; at + 2 * LANES <= n; at += run) {
                final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, values, at));
                a = EXACT.cast(a.add(x));
                c = EXACT.cast(c.add(EXACT.cast(x.mul(x))));
                final FloatVector y = EXACT.cast(FloatVector.fromArray(SPECIES, values, at + LANES));
                b = EXACT.cast(b.add(y));
                d = EXACT.cast(d.add(EXACT.cast(y.mul(y))));
            }
            EXACT.cast(a).intoArray(first, i);
            EXACT.cast(b).intoArray(first, i + LANES);
            EXACT.cast(c).intoArray(second, i);
            EXACT.cast(d).intoArray(second, i + LANES);
            if (at < n) { // the last run ends within
                ScalarNeuronGradient.addSquares(values, sums, at - i, i, n - at + i);
            }
        }
        for (int start = 0; start < n; start += run) {
            ScalarNeuronGradient.addSquares(values, sums, start, i, Math.min(run, n - start));
        }
    }

    @Override
    public void addProducts(float[] delta, float[] current, ChannelSums sums, int n) {
        final float[] first = sums.first();
        final float[] second = sums.second();
        final int run = first.length;
        int i = 0;
        for (; i + 2 * LANES <= Math.min(run, n); i += 2 * LANES) {
            final FloatVector meanA = EXACT.cast(FloatVector.fromArray(SPECIES, sums.mean(), i));
            final FloatVector meanB = EXACT.cast(FloatVector.fromArray(SPECIES, sums.mean(), i + LANES));
            FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, first, i));
            FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, first, i + LANES));
            FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, second, i));
            FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, second, i + LANES));
            int at = i;
            for (; at + 2 * LANES <= n; at += run) {
                final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, delta, at));
                final FloatVector u = EXACT.cast(FloatVector.fromArray(SPECIES, current, at));
                a = EXACT.cast(a.add(x));
                c = EXACT.cast(c.add(EXACT.cast(x.mul(EXACT.cast(u.sub(meanA))))));
                final FloatVector y = EXACT.cast(FloatVector.fromArray(SPECIES, delta, at + LANES));
                final FloatVector v = EXACT.cast(FloatVector.fromArray(SPECIES, current, at + LANES));
                b = EXACT.cast(b.add(y));
                d = EXACT.cast(d.add(EXACT.cast(y.mul(EXACT.cast(v.sub(meanB))))));
            }
            EXACT.cast(a).intoArray(first, i);
            EXACT.cast(b).intoArray(first, i + LANES);
            EXACT.cast(c).intoArray(second, i);
            EXACT.cast(d).intoArray(second, i + LANES);
            if (at < n) {
                ScalarNeuronGradient.addProducts(delta, current, sums, at - i, i, n - at + i);
            }
        }
        for (int start = 0; start < n; start += run) {
            ScalarNeuronGradient.addProducts(delta, current, sums, start, i, Math.min(run, n - start));
        }
    }

    @Override
    public void normBackward(float[][] factors, float[] delta, float[] current, float[] result, int n) {
        final float[] ofDelta = factors[0];
        final float[] ofCurrent = factors[1];
        final float[] constant = factors[2];
        for (int start = 0; start < n; start += ofDelta.length) {
            final int run = Math.min(ofDelta.length, n - start);
            int i = 0;
            for (; i + LANES <= run; i += LANES) {
                final FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, delta, start + i));
                final FloatVector a = EXACT.cast(d.mul(EXACT.cast(FloatVector.fromArray(SPECIES, ofDelta, i))));
                final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, current, start + i));
                final FloatVector b = EXACT.cast(x.mul(EXACT.cast(FloatVector.fromArray(SPECIES, ofCurrent, i))));
                final FloatVector c = EXACT.cast(b.add(EXACT.cast(FloatVector.fromArray(SPECIES, constant, i))));
                EXACT.cast(a.add(c)).intoArray(result, start + i);
            }
            ScalarNeuronGradient.normBackward(factors, delta, current, result, start, i, run);
        }
    }
}
