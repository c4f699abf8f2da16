package io.memspike.core.kernel.simd.internal;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in 16 bits of rows in 8 bits that stay in registers over all entries, by how many vectors a row has: ten are a row of five
 * positions of 64 channels with AVX-512. Casts as in {@link SimdKernels}.
 */
final class ByteRowSums {
    static final VectorSpecies<Short> SPECIES = ShortVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    static final Class<? extends ShortVector> EXACT = ShortVector.zero(SPECIES).getClass();
    static final VectorSpecies<Byte> HALF =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
    static final Class<? extends ByteVector> BYTES = ByteVector.zero(HALF).getClass();

    private ByteRowSums() {}

    static void one(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at) {
        ShortVector a = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at));
        for (int entry = from; entry < to; entry++) {
            final int row = indices[entry] * stride + offset;
            final ShortVector factor = EXACT.cast(ShortVector.broadcast(SPECIES, factors[entry]));
            ByteVector w;
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row));
            a = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(a);
        }
        EXACT.cast(a).intoArray(sums, at);
    }

    static void two(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at) {
        ShortVector a = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at));
        ShortVector b = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + LANES));
        for (int entry = from; entry < to; entry++) {
            final int row = indices[entry] * stride + offset;
            final ShortVector factor = EXACT.cast(ShortVector.broadcast(SPECIES, factors[entry]));
            ByteVector w;
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row));
            a = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(a);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + LANES));
            b = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(b);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
    }

    static void four(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at) {
        ShortVector a = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at));
        ShortVector b = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + LANES));
        ShortVector c = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 2 * LANES));
        ShortVector d = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 3 * LANES));
        for (int entry = from; entry < to; entry++) {
            final int row = indices[entry] * stride + offset;
            final ShortVector factor = EXACT.cast(ShortVector.broadcast(SPECIES, factors[entry]));
            ByteVector w;
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row));
            a = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(a);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + LANES));
            b = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(b);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 2 * LANES));
            c = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(c);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 3 * LANES));
            d = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(d);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
    }

    static void eight(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at) {
        ShortVector a = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at));
        ShortVector b = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + LANES));
        ShortVector c = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 2 * LANES));
        ShortVector d = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 3 * LANES));
        ShortVector e = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 4 * LANES));
        ShortVector f = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 5 * LANES));
        ShortVector g = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 6 * LANES));
        ShortVector h = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 7 * LANES));
        for (int entry = from; entry < to; entry++) {
            final int row = indices[entry] * stride + offset;
            final ShortVector factor = EXACT.cast(ShortVector.broadcast(SPECIES, factors[entry]));
            ByteVector w;
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row));
            a = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(a);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + LANES));
            b = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(b);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 2 * LANES));
            c = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(c);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 3 * LANES));
            d = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(d);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 4 * LANES));
            e = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(e);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 5 * LANES));
            f = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(f);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 6 * LANES));
            g = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(g);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 7 * LANES));
            h = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(h);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
        EXACT.cast(e).intoArray(sums, at + 4 * LANES);
        EXACT.cast(f).intoArray(sums, at + 5 * LANES);
        EXACT.cast(g).intoArray(sums, at + 6 * LANES);
        EXACT.cast(h).intoArray(sums, at + 7 * LANES);
    }

    static void ten(
            byte[] rows,
            int stride,
            int offset,
            int[] indices,
            short[] factors,
            int from,
            int to,
            short[] sums,
            int at) {
        ShortVector a = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at));
        ShortVector b = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + LANES));
        ShortVector c = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 2 * LANES));
        ShortVector d = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 3 * LANES));
        ShortVector e = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 4 * LANES));
        ShortVector f = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 5 * LANES));
        ShortVector g = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 6 * LANES));
        ShortVector h = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 7 * LANES));
        ShortVector i = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 8 * LANES));
        ShortVector j = EXACT.cast(ShortVector.fromArray(SPECIES, sums, at + 9 * LANES));
        for (int entry = from; entry < to; entry++) {
            final int row = indices[entry] * stride + offset;
            final ShortVector factor = EXACT.cast(ShortVector.broadcast(SPECIES, factors[entry]));
            ByteVector w;
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row));
            a = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(a);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + LANES));
            b = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(b);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 2 * LANES));
            c = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(c);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 3 * LANES));
            d = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(d);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 4 * LANES));
            e = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(e);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 5 * LANES));
            f = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(f);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 6 * LANES));
            g = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(g);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 7 * LANES));
            h = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(h);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 8 * LANES));
            i = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(i);
            w = BYTES.cast(ByteVector.fromArray(HALF, rows, row + 9 * LANES));
            j = EXACT.cast(EXACT.cast(w.convertShape(VectorOperators.B2S, SPECIES, 0))
                            .mul(factor))
                    .add(j);
        }
        EXACT.cast(a).intoArray(sums, at);
        EXACT.cast(b).intoArray(sums, at + LANES);
        EXACT.cast(c).intoArray(sums, at + 2 * LANES);
        EXACT.cast(d).intoArray(sums, at + 3 * LANES);
        EXACT.cast(e).intoArray(sums, at + 4 * LANES);
        EXACT.cast(f).intoArray(sums, at + 5 * LANES);
        EXACT.cast(g).intoArray(sums, at + 6 * LANES);
        EXACT.cast(h).intoArray(sums, at + 7 * LANES);
        EXACT.cast(i).intoArray(sums, at + 8 * LANES);
        EXACT.cast(j).intoArray(sums, at + 9 * LANES);
    }
}
