package io.memspike.core.kernel.simd.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.NormalNumbers;
import io.memspike.core.kernel.internal.PlaneLists;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Lif;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the widest vectors that the machine prefers. Lanes are outputs; each lane multiplies, then adds, in the
 * order of the scalar twin. Tails are scalar: masked tails allocate on JDK 17.
 *
 * <p>Every receiver of a vector operation is cast to the {@code EXACT} class of the species. The compiler then knows what
 * it calls; left to find out from a profile it may, on a busy machine, compile before there is one, and JDK 17 then puts
 * every intermediate vector on the heap for as long as the JVM lives. Once compiled the casts cost nothing.
 * They stand in the loops: a helper that returns a vector puts it on the heap wherever it is not inlined.
 */
public final class SimdKernels implements Kernels {
    private static final WholeKernels WHOLE = new SimdWholeKernels();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();
    /** Machines with vectors of 512 bits have 32 registers of them. */
    private static final boolean HAS_MANY_REGISTERS = LANES >= 16;
    /** From this many spikes reading each of them half as often pays for setting up twice the sums. */
    private static final int EIGHT_FROM = 8;

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public int lanes() {
        return LANES;
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
        if (to - from >= EIGHT_FROM && width >= 8 * LANES) {
            final boolean areSpikes = areOnes(values, from, to);
            for (; j + 8 * LANES <= width; j += 8 * LANES) {
                if (areSpikes) {
                    RowSums.eightOfSpikes(rows, stride, offset + j, indices, from, to, sums, at + j);
                } else {
                    RowSums.eight(rows, stride, offset + j, indices, values, from, to, sums, at + j);
                }
            }
        }
        for (; j + 4 * LANES <= width; j += 4 * LANES) {
            RowSums.four(rows, stride, offset + j, indices, values, from, to, sums, at + j);
        }
        if (j + 3 * LANES <= width) {
            RowSums.three(rows, stride, offset + j, indices, values, from, to, sums, at + j);
            j += 3 * LANES;
        }
        if (j + 2 * LANES <= width) {
            RowSums.two(rows, stride, offset + j, indices, values, from, to, sums, at + j);
            j += 2 * LANES;
        }
        if (j + LANES <= width) {
            RowSums.one(rows, stride, offset + j, indices, values, from, to, sums, at + j);
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

    private static boolean areOnes(float[] values, int from, int to) {
        for (int e = from; e < to; e++) {
            if (values[e] != 1f) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void accumulateRows(
            float[] rows,
            int stride,
            int offset,
            int rowStep,
            int[] indices,
            float[] values,
            int from,
            int to,
            float[] sums,
            int at,
            int sumStep,
            int count,
            int width) {
        if (count == 3
                && width == 3 * LANES) { // as kernels of 3 × 3 on 16 channels: the sums of all rows stay in registers
            RowSums.threeByThree(rows, stride, offset, rowStep, indices, values, from, to, sums, at, sumStep);
        } else if (count == 3 && width == 2 * LANES) {
            RowSums.threeByTwo(rows, stride, offset, rowStep, indices, values, from, to, sums, at, sumStep);
        } else {
            Kernels.super.accumulateRows(
                    rows, stride, offset, rowStep, indices, values, from, to, sums, at, sumStep, count, width);
        }
    }

    @Override
    public void accumulateRuns(
            float[] rows,
            int stride,
            int offset,
            int offsetStep,
            int[] indices,
            float[] values,
            int[] starts,
            int first,
            int firstStep,
            int span,
            int runs,
            float[] sums,
            int at,
            int width) {
        if (width == 4 * LANES) { // as 64 channels
            for (int r = 0; r < runs; r++) {
                final int start = first + r * firstStep;
                final int to = starts[start + span];
                RowSums.four(rows, stride, offset - r * offsetStep, indices, values, starts[start], to, sums, at);
            }
        } else {
            Kernels.super.accumulateRuns(
                    rows,
                    stride,
                    offset,
                    offsetStep,
                    indices,
                    values,
                    starts,
                    first,
                    firstStep,
                    span,
                    runs,
                    sums,
                    at,
                    width);
        }
    }

    @Override
    public void addPatch(
            float[] rows, int row, int rowStep, float value, float[] sums, int at, int sumStep, int count, int width) {
        if (width == 4 * LANES) { // as five positions of 12 channels in vectors of 512 bits
            addPatchOfFour(rows, row, rowStep, value, sums, at, sumStep, count);
            return;
        }
        for (int r = 0; r < count; r++) {
            final int from = row + r * rowStep;
            final int to = at + r * sumStep;
            int j = 0;
            for (; j + 4 * LANES <= width; j += 4 * LANES) {
                addProduct(rows, from + j, value, sums, to + j);
                addProduct(rows, from + j + LANES, value, sums, to + j + LANES);
                addProduct(rows, from + j + 2 * LANES, value, sums, to + j + 2 * LANES);
                addProduct(rows, from + j + 3 * LANES, value, sums, to + j + 3 * LANES);
            }
            for (; j + LANES <= width; j += LANES) {
                addProduct(rows, from + j, value, sums, to + j);
            }
            for (; j < width; j++) {
                sums[to + j] += value * rows[from + j];
            }
        }
    }

    /** All products of a row before its sums: written out, since checks between them would keep them from going at once. */
    private static void addPatchOfFour(
            float[] rows, int row, int rowStep, float value, float[] sums, int at, int sumStep, int count) {
        final FloatVector factor = EXACT.cast(FloatVector.broadcast(SPECIES, value));
        for (int r = 0; r < count; r++) {
            final int from = row + r * rowStep;
            final int to = at + r * sumStep;
            final FloatVector a = EXACT.cast(
                    EXACT.cast(FloatVector.fromArray(SPECIES, rows, from)).mul(factor));
            final FloatVector b = EXACT.cast(EXACT.cast(FloatVector.fromArray(SPECIES, rows, from + LANES))
                    .mul(factor));
            final FloatVector c = EXACT.cast(EXACT.cast(FloatVector.fromArray(SPECIES, rows, from + 2 * LANES))
                    .mul(factor));
            final FloatVector d = EXACT.cast(EXACT.cast(FloatVector.fromArray(SPECIES, rows, from + 3 * LANES))
                    .mul(factor));
            EXACT.cast(a.add(EXACT.cast(FloatVector.fromArray(SPECIES, sums, to))))
                    .intoArray(sums, to);
            EXACT.cast(b.add(EXACT.cast(FloatVector.fromArray(SPECIES, sums, to + LANES))))
                    .intoArray(sums, to + LANES);
            EXACT.cast(c.add(EXACT.cast(FloatVector.fromArray(SPECIES, sums, to + 2 * LANES))))
                    .intoArray(sums, to + 2 * LANES);
            EXACT.cast(d.add(EXACT.cast(FloatVector.fromArray(SPECIES, sums, to + 3 * LANES))))
                    .intoArray(sums, to + 3 * LANES);
        }
    }

    private static void addProduct(float[] rows, int from, float value, float[] sums, int to) {
        final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, from));
        EXACT.cast(EXACT.cast(x.mul(value)).add(EXACT.cast(FloatVector.fromArray(SPECIES, sums, to))))
                .intoArray(sums, to);
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
        if (width == 4 * LANES && windowStep < span) { // as 64 channels in vectors of 512 bits
            WindowSums.four(
                    rows,
                    stride,
                    offset,
                    offsetStep,
                    indices,
                    values,
                    starts,
                    window,
                    windowStep,
                    span,
                    windows,
                    sums,
                    at);
            return;
        }
        int j = 0;
        for (; j + 8 * LANES <= width; j += 8 * LANES) {
            // written out here: a call for each window would cost as much as a handful of spikes
            for (int w = 0; w < windows; w++) {
                final int from = starts[window + w * windowStep];
                final int to = starts[window + w * windowStep + span];
                if (from == to) {
                    continue;
                }
                final int start = offset - w * offsetStep + j;
                final int sum = at + w * width + j;
                FloatVector a = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum));
                FloatVector b = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + LANES));
                FloatVector c = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 2 * LANES));
                FloatVector d = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 3 * LANES));
                FloatVector e = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 4 * LANES));
                FloatVector f = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 5 * LANES));
                FloatVector g = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 6 * LANES));
                FloatVector h = EXACT.cast(FloatVector.fromArray(SPECIES, sums, sum + 7 * LANES));
                for (int spike = from; spike < to; spike++) {
                    final int row = indices[spike] * stride + start;
                    final FloatVector value = EXACT.cast(FloatVector.broadcast(SPECIES, values[spike]));
                    FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row));
                    a = EXACT.cast(x.mul(value)).add(a);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + LANES));
                    b = EXACT.cast(x.mul(value)).add(b);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 2 * LANES));
                    c = EXACT.cast(x.mul(value)).add(c);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 3 * LANES));
                    d = EXACT.cast(x.mul(value)).add(d);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 4 * LANES));
                    e = EXACT.cast(x.mul(value)).add(e);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 5 * LANES));
                    f = EXACT.cast(x.mul(value)).add(f);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 6 * LANES));
                    g = EXACT.cast(x.mul(value)).add(g);
                    x = EXACT.cast(FloatVector.fromArray(SPECIES, rows, row + 7 * LANES));
                    h = EXACT.cast(x.mul(value)).add(h);
                }
                EXACT.cast(a).intoArray(sums, sum);
                EXACT.cast(b).intoArray(sums, sum + LANES);
                EXACT.cast(c).intoArray(sums, sum + 2 * LANES);
                EXACT.cast(d).intoArray(sums, sum + 3 * LANES);
                EXACT.cast(e).intoArray(sums, sum + 4 * LANES);
                EXACT.cast(f).intoArray(sums, sum + 5 * LANES);
                EXACT.cast(g).intoArray(sums, sum + 6 * LANES);
                EXACT.cast(h).intoArray(sums, sum + 7 * LANES);
            }
        }
        for (int w = 0; w < windows && j < width; w++) {
            final int from = starts[window + w * windowStep];
            final int to = starts[window + w * windowStep + span];
            final int start = offset - w * offsetStep + j;
            accumulate(rows, stride, start, indices, values, from, to, sums, at + w * width + j, width - j);
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
        final int wide = HAS_MANY_REGISTERS ? width - width % (4 * LANES) : 0;
        final int tiled = width - width % (2 * LANES);
        int g = 0;
        for (; g + 4 <= groups; g += 4) {
            final int factor = first + g * factorStep;
            final int sum = at + g * sumStep;
            for (int j = 0; j < wide; j += 4 * LANES) {
                DenseSums.wideTile(
                        rows, stride, offset + j, factors, factor, factorStep, count, sums, sum + j, sumStep);
            }
            for (int j = wide; j < tiled; j += 2 * LANES) {
                DenseSums.tile(rows, stride, offset + j, factors, factor, factorStep, count, sums, sum + j, sumStep);
            }
            for (int k = 0; k < 4 && tiled < width; k++) {
                final int tail = sum + k * sumStep + tiled;
                DenseSums.narrow(
                        rows,
                        stride,
                        offset + tiled,
                        factors,
                        factor + k * factorStep,
                        count,
                        sums,
                        tail,
                        width - tiled);
            }
        }
        for (; g < groups; g++) {
            DenseSums.narrow(
                    rows, stride, offset, factors, first + g * factorStep, count, sums, at + g * sumStep, width);
        }
    }

    @Override
    public int lif(Lif spec, float[] current, float[] potential, int[] fired, int n) {
        return LifLanes.lif(spec, current, potential, fired, n);
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
        return LifLanes.normLif(spec, scale, offset, current, before, after, fired, n);
    }

    @Override
    public int compact(float[] dense, int n, int[] indices, float[] values) {
        int count = 0;
        int i = 0;
        final int end = SPECIES.loopBound(n);
        for (; Compression.IS_FAST && i < end; i += LANES) {
            final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, dense, i));
            count = Compression.list(x.compare(VectorOperators.NE, 0f), i, x, indices, values, count);
        }
        for (; Compression.HAS_FAST_MASKS && i < end; i += LANES) {
            final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, dense, i));
            long bits = x.compare(VectorOperators.NE, 0f).toLong();
            while (bits != 0) {
                final int at = i + Long.numberOfTrailingZeros(bits);
                indices[count] = at;
                values[count++] = dense[at];
                bits &= bits - 1;
            }
        }
        return ScalarKernels.compact(dense, indices, values, count, i, n);
    }

    @Override
    public int notPositive(float[] values, int from, int to, int[] indices) {
        int count = 0;
        int i = from;
        final int end = from + SPECIES.loopBound(to - from);
        for (; Compression.IS_FAST && i < end; i += LANES) {
            final FloatVector x = EXACT.cast(FloatVector.fromArray(SPECIES, values, i));
            count = Compression.list(x.compare(VectorOperators.LE, 0f), i, indices, count);
        }
        return ScalarKernels.notPositive(values, indices, count, i, to);
    }

    @Override
    public int compactPlanes(byte[] planes, int positions, int[] indices, float[] values) {
        return PlaneLanes.isFast()
                ? PlaneLanes.compact(planes, positions, indices, values)
                : PlaneLists.compact(planes, positions, indices, values);
    }

    @Override
    public void addNormal(long key, float scale, float[] variance, float[] current, int n) {
        final int done = NormalLanes.add(key, scale, variance, current, n);
        NormalNumbers.add(key, scale, variance, current, done, n);
    }
}
