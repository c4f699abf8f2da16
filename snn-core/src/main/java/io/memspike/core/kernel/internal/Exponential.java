package io.memspike.core.kernel.internal;

/**
 * The exponential function by a table and a polynomial, the same bits everywhere and several times as fast as {@link
 * StrictMath#exp}; relative error below 1e-15:
 *
 * <pre>  e^x = 2^(k/64) · e^r,   k = round(64 x / ln 2),   |r| ≤ ln 2 / 128</pre>
 */
public final class Exponential {
    private static final int PARTS = 64; // of a doubling
    private static final double LEAST = -708; // below lie no normal numbers
    private static final double MOST = 709;
    private static final double PER_UNIT = PARTS / 0.693147180559945309417;
    private static final double STEP_HIGH = 6.93147180369123816490e-01 / PARTS; // its product with k is exact
    private static final double STEP_LOW = 1.90821492927058770002e-10 / PARTS;
    private static final double[] ROOTS = new double[PARTS]; // 2^(i/64)

    static {
        for (int i = 0; i < PARTS; i++) {
            ROOTS[i] = StrictMath.pow(2, (double) i / PARTS);
        }
    }

    private Exponential() {}

    /** {@code e^x}; 0 below −708. */
    public static double of(double x) {
        if (!(x >= LEAST && x <= MOST)) {
            return x < LEAST ? 0 : StrictMath.exp(x);
        }
        final double k = Math.rint(x * PER_UNIT);
        final double r = x - k * STEP_HIGH - k * STEP_LOW;
        final double power = r * (1 + r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r * (1. / 120)))));
        final int whole = (int) k;
        final double root = ROOTS[whole & PARTS - 1];
        return (root + root * power) * Double.longBitsToDouble((long) ((whole >> 6) + 1023) << 52);
    }
}
