package io.memspike.core.population.simd.internal;

import io.memspike.core.population.internal.BitLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop on the widest vectors that the machine prefers. How many of the rows have a target is counted 64 targets at a time, by
 * adders of single bits; then those that have it once, twice, … are added to: mostly three times instead of eight, and as each
 * addition adds the same, with the same bits as row by row. No vector lives from one turn of a loop to the next: JDK 17 would put
 * it on the heap. Casts: see {@code SimdKernels}.
 */
public final class SimdBitLoop implements BitLoop {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final Class<? extends FloatVector> EXACT =
            FloatVector.zero(SPECIES).getClass();
    private static final Class<? extends IntVector> EXACT_BITS =
            IntVector.zero(BITS).getClass();
    private static final int[] OF_LANE = new int[LANES]; // the bit of each

    static {
        for (int lane = 0; lane < LANES; lane++) {
            OF_LANE[lane] = 1 << lane;
        }
    }

    /** The SIMD loop. */
    public SimdBitLoop() {}

    @Override
    public void add(long[] bits, int[] rows, int at, int words, float weight, float[] sums) {
        final int a = rows[at];
        final int b = rows[at + 1];
        final int c = rows[at + 2];
        final int d = rows[at + 3];
        final int e = rows[at + 4];
        final int f = rows[at + 5];
        final int g = rows[at + 6];
        final int h = rows[at + 7];
        for (int w = 0; w < words; w++) {
            final long x = bits[a + w] ^ bits[b + w] ^ bits[c + w];
            final long y = bits[d + w] ^ bits[e + w] ^ bits[f + w];
            final long twosX = majority(bits[a + w], bits[b + w], bits[c + w]);
            final long twosY = majority(bits[d + w], bits[e + w], bits[f + w]);
            final long z = bits[g + w] ^ bits[h + w];
            final long twosZ = bits[g + w] & bits[h + w];
            final long ones = x ^ y ^ z;
            final long more = majority(x, y, z);
            final long twosXyz = twosX ^ twosY ^ twosZ;
            final long twos = twosXyz ^ more;
            final long foursXyz = majority(twosX, twosY, twosZ);
            final long foursMore = twosXyz & more;
            final long fours = foursXyz ^ foursMore;
            final long eight = foursXyz & foursMore;
            final long fourOrMore = fours | eight;
            final long twoOrMore = twos | fourOrMore;
            final long oneOrMore = ones | twoOrMore;
            if (oneOrMore == 0) {
                continue;
            }
            addThrice(w, oneOrMore, twoOrMore, ones & twos | fourOrMore, weight, sums);
            if (fourOrMore != 0) {
                final long sixOrMore = fours & twos | eight;
                addThrice(w, fourOrMore, fours & ones | sixOrMore, sixOrMore, weight, sums);
                if (sixOrMore != 0) {
                    addThrice(w, sixOrMore & ones | eight, eight, 0, weight, sums);
                }
            }
        }
    }

    private static long majority(long a, long b, long c) {
        return a & b | (a ^ b) & c;
    }

    private static void addThrice(int word, long first, long second, long third, float weight, float[] sums) {
        for (int bit = 0; bit < Long.SIZE; bit += LANES) {
            final int j = word * Long.SIZE + bit;
            final FloatVector old = EXACT.cast(FloatVector.fromArray(SPECIES, sums, j));
            final FloatVector once = added(old, first >>> bit, weight);
            final FloatVector twice = added(once, second >>> bit, weight);
            added(twice, third >>> bit, weight).intoArray(sums, j);
        }
    }

    private static FloatVector added(FloatVector sum, long bits, float weight) {
        final IntVector set = EXACT_BITS.cast(EXACT_BITS
                .cast(IntVector.broadcast(BITS, (int) bits))
                .and(EXACT_BITS.cast(IntVector.fromArray(BITS, OF_LANE, 0))));
        final VectorMask<Float> isSet = set.compare(VectorOperators.NE, 0).cast(SPECIES);
        return EXACT.cast(sum.add(FloatVector.broadcast(SPECIES, weight), isSet));
    }
}
