package io.memspike.core.kernel.internal;

import io.memspike.core.kernel.Kernels;

/**
 * Standard normal numbers addressed by a counter: number i of a key is a function of key and i alone, so threads, order
 * and vector width cannot matter. Additions, multiplications and square roots of IEEE floats, without branches, tables or
 * fused operations: plain Java and SIMD have the same bits, on every JDK.
 *
 * <p><b>Bits.</b> 32 for each i, a bijection of i: the three rounds of shift and multiplication of the finaliser
 * "triple32" (Wellons, "Prospecting for hash functions", 2018), with the key's lower half added before the first round
 * and its upper half after it. Keys are to be mixed, as {@link io.memspike.core.RandomStream#mix} does: two of them with
 * the same upper half have the same bits at shifted places.
 *
 * <p><b>Normal.</b> Box and Muller, "A note on the generation of random normal deviates" (1958): two numbers from two
 * words of bits. Partners are 16 apart, so that they are the same lane of two vectors. For i without bit 16
 *
 * <pre>
 *   x(i) = r · ± cos(πt/2)     r = √(−2 ln p), p in (0, 1] and the sign from the bits of i
 *   x(i + 16) = r · sin(πt/2)      t in [−1, 1] from the bits of i + 16
 * </pre>
 *
 * Logarithm, sine and cosine are polynomials, fitted here for least largest error: −log₂ p is off by at most 4e-6, sine
 * and cosine by 8e-7. That moves the distribution function by less than 3e-6: a Kolmogorov-Smirnov test would need 10¹¹
 * draws to see it. |x| is at most 6.56, where p is 2⁻³¹.
 */
public final class NormalNumbers {
    /** Distance of partners. */
    public static final int PARTNER = 16;

    /** First factor of the hash. */
    public static final int FACTOR_0 = 0xED5AD4BB;

    /** Second factor of the hash. */
    public static final int FACTOR_1 = 0xAC4C1B51;

    /** Third factor of the hash. */
    public static final int FACTOR_2 = 0x31848BAB;

    /** −log₂ of the unit of p and t. */
    public static final float UNIT_BITS = 31f;

    /** Unit of p and t: magnitudes of an int. */
    public static final float UNIT = 0x1.0p-31f;

    /** Bits of √½: mantissas are taken from there to √2, so that the logarithm of 1 is 0. */
    public static final int ROOT_HALF = 0x3F3504F3;

    /** Bits of a float's mantissa. */
    public static final int MANTISSA_BITS = 23;

    /** log₂(1 + f) = f · (LOG_0 + LOG_1 f + …). */
    public static final float LOG_0 = 1.44271236f;
    /** See {@link #LOG_0}. */
    public static final float LOG_1 = -0.72113953f;
    /** See {@link #LOG_0}. */
    public static final float LOG_2 = 0.47937911f;
    /** See {@link #LOG_0}. */
    public static final float LOG_3 = -0.36737257f;
    /** See {@link #LOG_0}. */
    public static final float LOG_4 = 0.32193257f;
    /** See {@link #LOG_0}. */
    public static final float LOG_5 = -0.20684673f;

    /** sin(πt/2) = t · (SIN_0 + SIN_1 t² + …). */
    public static final float SIN_0 = 1.57079101f;
    /** See {@link #SIN_0}. */
    public static final float SIN_1 = -0.64589285f;
    /** See {@link #SIN_0}. */
    public static final float SIN_2 = 0.07943434f;
    /** See {@link #SIN_0}. */
    public static final float SIN_3 = -0.0043331f;

    /** cos(πt/2) = 1 + COS_1 t² + …. */
    public static final float COS_1 = -1.23369822f;
    /** See {@link #COS_1}. */
    public static final float COS_2 = 0.253650747f;
    /** See {@link #COS_1}. */
    public static final float COS_3 = -0.020810631f;
    /** See {@link #COS_1}. */
    public static final float COS_4 = 0.000858192151f;

    /** √(2 ln 2): from √(−log₂ p) to r. */
    public static final float RADIUS = 1.17741002f;

    private NormalNumbers() {}

    /** Number i of a key; i at least 0. */
    public static float at(long key, int i) {
        final int radiusBits = bits(key, i & ~PARTNER);
        final float t = UNIT * bits(key, i | PARTNER);
        final float direction = (i & PARTNER) == 0 ? cosine(t, radiusBits) : sine(t);
        return RADIUS * (float) Math.sqrt(bitsOfTail(radiusBits)) * direction;
    }

    /** The 32 bits of number i. */
    static int bits(long key, int i) {
        int x = i + (int) key;
        x = (x ^ x >>> 17) * FACTOR_0 + (int) (key >>> 32);
        x = (x ^ x >>> 11) * FACTOR_1;
        x = (x ^ x >>> 15) * FACTOR_2;
        return x ^ x >>> 14;
    }

    /** −log₂ p = r² / (2 ln 2), where p is the magnitude of the bits, made odd, in units of 2⁻³¹. */
    static float bitsOfTail(int bits) {
        final int p = Float.floatToRawIntBits(bits | 1) & Integer.MAX_VALUE; // rounded to 24 bits
        final int octave = p - ROOT_HALF >> MANTISSA_BITS;
        final float f = Float.intBitsToFloat(p - (octave << MANTISSA_BITS)) - 1f;
        final float log = ((((LOG_5 * f + LOG_4) * f + LOG_3) * f + LOG_2) * f + LOG_1) * f + LOG_0;
        return UNIT_BITS - octave - log * f;
    }

    /** cos(πt/2) with the sign of the bits. */
    private static float cosine(float t, int bits) {
        final float square = t * t;
        final float cosine = (((COS_4 * square + COS_3) * square + COS_2) * square + COS_1) * square + 1f;
        return Float.intBitsToFloat(Float.floatToRawIntBits(cosine) ^ bits & Integer.MIN_VALUE);
    }

    /** sin(πt/2). */
    private static float sine(float t) {
        final float square = t * t;
        return (((SIN_3 * square + SIN_2) * square + SIN_1) * square + SIN_0) * t;
    }

    /**
     * {@link Kernels#addNormal} for i in [from, n): all of it, or what is left over where kernels do several at once.
     *
     * @param from a multiple of {@link #PARTNER}
     */
    public static void add(long key, float scale, float[] variance, float[] current, int from, int n) {
        for (int i = from; i < n; i++) {
            final int first = i & ~PARTNER;
            final int second = i | PARTNER;
            if (i == second && first >= from) {
                continue; // done with its partner
            }
            final float power = first >= from ? variance[first] : 0f;
            final float partner = second < n ? variance[second] : 0f;
            if (power != 0f || partner != 0f) {
                final int radiusBits = bits(key, first);
                final float tail = bitsOfTail(radiusBits);
                final float t = UNIT * bits(key, second);
                final float radius = scale * RADIUS * (float) Math.sqrt(tail * power);
                final float otherRadius = scale * RADIUS * (float) Math.sqrt(tail * partner);
                if (radius != 0f) {
                    current[first] += radius * cosine(t, radiusBits);
                }
                if (otherRadius != 0f) {
                    current[second] += otherRadius * sine(t);
                }
            }
        }
    }
}
