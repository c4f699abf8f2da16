package io.memspike.core.kernel.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kind.neuron.Lif;

/** Plain Java: the definition that every other implementation must equal bit for bit. */
public final class ScalarKernels implements Kernels {
    private static final WholeKernels WHOLE = new ScalarWholeKernels();

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public WholeKernels whole() {
        return WHOLE;
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
        for (; j + 4 <= width; j += 4) { // four sums stay in registers across all spikes
            float a = sums[at + j];
            float b = sums[at + j + 1];
            float c = sums[at + j + 2];
            float d = sums[at + j + 3];
            for (int e = from; e < to; e++) {
                final int row = indices[e] * stride + offset + j;
                final float value = values[e];
                a += value * rows[row];
                b += value * rows[row + 1];
                c += value * rows[row + 2];
                d += value * rows[row + 3];
            }
            sums[at + j] = a;
            sums[at + j + 1] = b;
            sums[at + j + 2] = c;
            sums[at + j + 3] = d;
        }
        for (; j < width; j++) {
            float a = sums[at + j];
            for (int e = from; e < to; e++) {
                a += values[e] * rows[indices[e] * stride + offset + j];
            }
            sums[at + j] = a;
        }
    }

    @Override
    public void addPatch(
            float[] rows, int row, int rowStep, float value, float[] sums, int at, int sumStep, int count, int width) {
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < width; j++) {
                sums[at + r * sumStep + j] += value * rows[row + r * rowStep + j];
            }
        }
    }

    @Override
    public void accumulateWindows(
            float[] rows,
            int stride,
            int offset,
            int offsetStep,
            int[] indices,
            float[] values,
            int[] starts,
            int window,
            int windowStep,
            int span,
            int windows,
            float[] sums,
            int at,
            int width) {
        for (int w = 0; w < windows; w++) {
            final int from = starts[window + w * windowStep];
            final int to = starts[window + w * windowStep + span];
            accumulate(rows, stride, offset - w * offsetStep, indices, values, from, to, sums, at + w * width, width);
        }
    }

    @Override
    public void accumulateDense(
            float[] rows,
            int stride,
            int offset,
            float[] factors,
            int first,
            int factorStep,
            int count,
            float[] sums,
            int at,
            int sumStep,
            int groups,
            int width) {
        for (int g = 0; g < groups; g++) {
            final int sum = at + g * sumStep;
            for (int e = 0; e < count; e++) {
                final float factor = factors[first + g * factorStep + e];
                final int row = e * stride + offset;
                for (int j = 0; j < width; j++) {
                    sums[sum + j] += factor * rows[row + j];
                }
            }
        }
    }

    @Override
    public int lif(Lif spec, float[] current, float[] potential, int[] fired, int n) {
        return lif(spec, current, potential, fired, 0, 0, n);
    }

    /**
     * Neurons [from, to): whole layers here, and what is left over of them where kernels handle several at once.
     *
     * @param count entries of {@code fired} so far
     * @return entries then
     */
    public static int lif(Lif spec, float[] current, float[] potential, int[] fired, int count, int from, int to) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        int n = count;
        for (int i = from; i < to; i++) {
            final float old = potential[i];
            final float kept = old > threshold ? 0f : retain * old;
            final float x = kept + current[i];
            final float u = x > 0f ? x : slope * x;
            potential[i] = u;
            fired[n] = i; // overwritten by the next where this one has not fired
            n += u > threshold ? 1 : 0;
        }
        return n;
    }

    @Override
    public int normLif(
            Lif spec,
            float[] scale,
            float[] offset,
            float[] current,
            float[] before,
            float[] after,
            int[] fired,
            int n) {
        int count = 0;
        for (int start = 0; start < n; start += scale.length) {
            final int run = Math.min(scale.length, n - start);
            count = normLif(spec, scale, offset, current, before, after, fired, count, start, 0, run);
        }
        return count;
    }

    /**
     * Neurons [start + from, start + to) of one run of the norm's factors.
     *
     * @param count entries of {@code fired} so far
     * @return entries then
     */
    public static int normLif(
            Lif spec,
            float[] scale,
            float[] offset,
            float[] current,
            float[] before,
            float[] after,
            int[] fired,
            int count,
            int start,
            int from,
            int to) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        int n = count;
        for (int i = from; i < to; i++) {
            final float old = before[start + i];
            final float kept = old > threshold ? 0f : retain * old;
            final float x = kept + (scale[i] * current[start + i] + offset[i]);
            final float u = x > 0f ? x : slope * x;
            after[start + i] = u;
            fired[n] = start + i; // overwritten by the next where this one has not fired
            n += u > threshold ? 1 : 0;
        }
        return n;
    }

    @Override
    public int compact(float[] dense, int n, int[] indices, float[] values) {
        return compact(dense, indices, values, 0, 0, n);
    }

    /** Elements [from, to), after {@code count} entries; returns the number of entries then. */
    public static int compact(float[] dense, int[] indices, float[] values, int count, int from, int to) {
        int n = count;
        for (int i = from; i < to; i++) {
            final float value = dense[i];
            indices[n] = i;
            values[n] = value;
            n += value != 0f ? 1 : 0;
        }
        return n;
    }

    @Override
    public int notPositive(float[] values, int from, int to, int[] indices) {
        return notPositive(values, indices, 0, from, to);
    }

    /** Elements [from, to), after {@code count} entries; without a branch, which would be mispredicted often. */
    public static int notPositive(float[] values, int[] indices, int count, int from, int to) {
        int n = count;
        for (int i = from; i < to; i++) {
            final int bits = Float.floatToRawIntBits(values[i]);
            indices[n] = i;
            n += (bits | bits - 1) >>> 31; // the sign, and 0
        }
        return n;
    }

    @Override
    public int compactPlanes(byte[] planes, int positions, int[] indices, float[] values) {
        return PlaneLists.compact(planes, positions, indices, values);
    }

    @Override
    public void addNormal(long key, float scale, float[] variance, float[] current, int n) {
        NormalNumbers.add(key, scale, variance, current, 0, n);
    }
}
