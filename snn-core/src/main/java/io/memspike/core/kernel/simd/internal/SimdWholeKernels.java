package io.memspike.core.kernel.simd.internal;

import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.ScalarWholeKernels;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Whole numbers on the widest vectors that the machine prefers: weights are widened as they are loaded. Casts as in {@link SimdKernels}. */
final class SimdWholeKernels implements WholeKernels {
    private static final VectorSpecies<Short> SPECIES = ByteRowSums.SPECIES;
    private static final int LANES = ByteRowSums.LANES;
    private static final Class<? extends ShortVector> EXACT = ByteRowSums.EXACT;
    private static final VectorSpecies<Byte> HALF = ByteRowSums.HALF;
    private static final Class<? extends ByteVector> BYTES = ByteRowSums.BYTES;

    /** Whether a method of ten vectors is compiled whole: Java 17 leaves some of it out, and puts these vectors on the heap. */
    private static final boolean INLINES_MUCH = Runtime.version().feature() >= 21;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final Class<? extends FloatVector> EXACT_FLOATS =
            FloatVector.zero(FLOATS).getClass();
    private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
    private static final Class<? extends IntVector> EXACT_INTS =
            IntVector.zero(INTS).getClass();
    private static final int ROUNDING_BITS = Float.floatToRawIntBits(ScalarWholeKernels.ROUNDING);
    private static final int WIDE_LANES = FLOATS.length();
    private static final VectorSpecies<Short> NARROW =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final Class<? extends ShortVector> EXACT_NARROW =
            ShortVector.zero(NARROW).getClass();

    @Override
    public void accumulate(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at,
            int width) {
        if (width == 10 * LANES && INLINES_MUCH) {
            ByteRowSums.ten(rows, stride, offset, indices, factors, from, to, sums, at);
            return;
        }
        int j = 0;
        for (; j + 8 * LANES <= width; j += 8 * LANES) {
            ByteRowSums.eight(rows, stride, offset + j, indices, factors, from, to, sums, at + j);
        }
        if (j + 4 * LANES <= width) {
            ByteRowSums.four(rows, stride, offset + j, indices, factors, from, to, sums, at + j);
            j += 4 * LANES;
        }
        if (j + 2 * LANES <= width) {
            ByteRowSums.two(rows, stride, offset + j, indices, factors, from, to, sums, at + j);
            j += 2 * LANES;
        }
        if (j + LANES <= width) {
            ByteRowSums.one(rows, stride, offset + j, indices, factors, from, to, sums, at + j);
            j += LANES;
        }
        for (; j < width; j++) {
            short sum = sums[at + j];
            for (int e = from; e < to; e++) {
                sum += factors[e] * rows[indices[e] * stride + offset + j];
            }
            sums[at + j] = sum;
        }
    }

    @Override
    public void addPatch(
            byte[] rows, int row, int rowStep, short factor, short[] sums, int at, int sumStep, int count, int width) {
        if (width == 3 * LANES) { // straight: loops over so few vectors cost more than these
            for (int r = 0; r < count; r++) {
                final int from = row + r * rowStep;
                final int to = at + r * sumStep;
                addProduct(rows, from, factor, sums, to);
                addProduct(rows, from + LANES, factor, sums, to + LANES);
                addProduct(rows, from + 2 * LANES, factor, sums, to + 2 * LANES);
            }
            return;
        }
        for (int r = 0; r < count; r++) {
            final int from = row + r * rowStep;
            final int to = at + r * sumStep;
            int j = 0;
            for (; j + 2 * LANES <= width; j += 2 * LANES) {
                addProduct(rows, from + j, factor, sums, to + j);
                addProduct(rows, from + j + LANES, factor, sums, to + j + LANES);
            }
            for (; j + LANES <= width; j += LANES) {
                addProduct(rows, from + j, factor, sums, to + j);
            }
            for (; j < width; j++) {
                sums[to + j] += factor * rows[from + j];
            }
        }
    }

    private static void addProduct(byte[] rows, int from, short factor, short[] sums, int to) {
        final ByteVector w = BYTES.cast(ByteVector.fromArray(HALF, rows, from));
        EXACT.cast(EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                                .mul(factor))
                        .add(EXACT.cast(ShortVector.fromArray(SPECIES, sums, to))))
                .intoArray(sums, to);
    }

    @Override
    public int factors(float[] values, float step, float perStep, short[] factors, int n) {
        // whole numbers throughout: reductions of floats take as long as a hundred entries
        IntVector largest = EXACT_INTS.cast(IntVector.broadcast(INTS, ROUNDING_BITS));
        IntVector smallest = EXACT_INTS.cast(IntVector.broadcast(INTS, ROUNDING_BITS));
        IntVector wrong = EXACT_INTS.cast(IntVector.zero(INTS));
        int i = 0;
        final int end = FLOATS.loopBound(n);
        for (; i < end; i += WIDE_LANES) {
            final FloatVector value = EXACT_FLOATS.cast(FloatVector.fromArray(FLOATS, values, i));
            final FloatVector scaled = EXACT_FLOATS.cast(value.mul(perStep));
            final FloatVector raised = EXACT_FLOATS.cast(scaled.add(ScalarWholeKernels.ROUNDING));
            final FloatVector factor = EXACT_FLOATS.cast(raised.sub(ScalarWholeKernels.ROUNDING));
            final FloatVector back = EXACT_FLOATS.cast(factor.mul(step));
            final FloatVector off =
                    EXACT_FLOATS.cast(EXACT_FLOATS.cast(back.sub(value)).abs());
            wrong = EXACT_INTS.cast(EXACT_INTS.cast(wrong).or(EXACT_INTS.cast(off.reinterpretAsInts())));
            // the low bits of the raised number are the whole one: Java 17 turns no floats into whole numbers without
            // the heap
            final IntVector bits = EXACT_INTS.cast(raised.reinterpretAsInts());
            largest = EXACT_INTS.cast(EXACT_INTS.cast(largest).max(bits));
            smallest = EXACT_INTS.cast(EXACT_INTS.cast(smallest).min(bits));
            EXACT_NARROW.cast(bits.convertShape(VectorOperators.I2S, NARROW, 0)).intoArray(factors, i);
        }
        final boolean isWhole = EXACT_INTS.cast(wrong).reduceLanes(VectorOperators.OR) == 0;
        final int most = EXACT_INTS.cast(largest).reduceLanes(VectorOperators.MAX) - ROUNDING_BITS;
        final int low = EXACT_INTS.cast(smallest).reduceLanes(VectorOperators.MIN);
        final float least = low < 0 ? Float.NEGATIVE_INFINITY : low - ROUNDING_BITS; // below 0 where far too small
        return ScalarWholeKernels.factors(values, step, perStep, factors, i, n, isWhole ? most : Float.NaN, least);
    }

    @Override
    public void drain(short[] sums, int first, float[] floats, int n) {
        final ShortVector zero = EXACT_NARROW.cast(ShortVector.zero(NARROW));
        int i = 0;
        final int end = FLOATS.loopBound(n);
        for (; i < end; i += WIDE_LANES) {
            final ShortVector whole = EXACT_NARROW.cast(ShortVector.fromArray(NARROW, sums, first + i));
            EXACT_FLOATS
                    .cast(whole.convertShape(VectorOperators.S2F, FLOATS, 0))
                    .intoArray(floats, i);
            zero.intoArray(sums, first + i);
        }
        ScalarWholeKernels.drain(sums, first, floats, i, n);
    }
}
