package io.memspike.core.kernel.simd;

import io.memspike.core.LayerSpec;
import io.memspike.core.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the widest vectors that the machine prefers. Lanes are outputs; each lane multiplies, then adds, in the
 * order of the scalar twin. Tails are scalar: masked tails allocate on JDK 17.
 */
public final class SimdKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void accumulate(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int width) {
        int j = 0;
        for (; j + 4 * LANES <= width; j += 4 * LANES) {
            four(rows, stride, offset + j, indices, values, from, to, sums, at + j);
        }
        if (j + 2 * LANES <= width) {
            two(rows, stride, offset + j, indices, values, from, to, sums, at + j);
            j += 2 * LANES;
        }
        if (j + LANES <= width) {
            one(rows, stride, offset + j, indices, values, from, to, sums, at + j);
            j += LANES;
        }
        for (; j < width; j++) {
            float a = sums[at + j];
            for (int e = from; e < to; e++) {
                a += values[e] * rows[indices[e] * stride + offset + j];
            }
            sums[at + j] = a;
        }
    }

    /** Four vectors of sums stay in registers across all spikes: enough to hide the latency of an addition. */
    private static void four(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector b = FloatVector.fromArray(SPECIES, sums, at + LANES);
        FloatVector c = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
        FloatVector d = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final float value = values[e];
            a = a.add(FloatVector.fromArray(SPECIES, rows, row).mul(value));
            b = b.add(FloatVector.fromArray(SPECIES, rows, row + LANES).mul(value));
            c = c.add(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES).mul(value));
            d = d.add(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES).mul(value));
        }
        a.intoArray(sums, at);
        b.intoArray(sums, at + LANES);
        c.intoArray(sums, at + 2 * LANES);
        d.intoArray(sums, at + 3 * LANES);
    }

    private static void two(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = FloatVector.fromArray(SPECIES, sums, at);
        FloatVector b = FloatVector.fromArray(SPECIES, sums, at + LANES);
        for (int e = from; e < to; e++) {
            final int row = indices[e] * stride + offset;
            final float value = values[e];
            a = a.add(FloatVector.fromArray(SPECIES, rows, row).mul(value));
            b = b.add(FloatVector.fromArray(SPECIES, rows, row + LANES).mul(value));
        }
        a.intoArray(sums, at);
        b.intoArray(sums, at + LANES);
    }

    private static void one(
            float[] rows,
            int stride,
            int offset,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at) {
        FloatVector a = FloatVector.fromArray(SPECIES, sums, at);
        for (int e = from; e < to; e++) {
            a = a.add(FloatVector.fromArray(SPECIES, rows, indices[e] * stride + offset)
                    .mul(values[e]));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void lif(LayerSpec.Lif spec, float[] current, float[] potential, float[] spikes, int n) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final FloatVector zero = FloatVector.zero(SPECIES);
        final FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            final FloatVector old = FloatVector.fromArray(SPECIES, potential, i);
            final VectorMask<Float> fired = old.compare(VectorOperators.GT, threshold);
            final FloatVector x = old.mul(retain).blend(zero, fired).add(FloatVector.fromArray(SPECIES, current, i));
            final FloatVector u = x.mul(slope).blend(x, x.compare(VectorOperators.GT, 0f));
            u.intoArray(potential, i);
            zero.blend(one, u.compare(VectorOperators.GT, threshold)).intoArray(spikes, i);
        }
        for (; i < n; i++) {
            final float old = potential[i];
            final float kept = old > threshold ? 0f : retain * old;
            final float x = kept + current[i];
            final float u = x > 0f ? x : slope * x;
            potential[i] = u;
            spikes[i] = u > threshold ? 1f : 0f;
        }
    }
}
