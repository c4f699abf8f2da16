package io.memspike.datasets;

/**
 * Natural logarithm in float32, rounded as NumPy rounds it: the rational approximation of NumPy's vectorised
 * {@code log} (after range reduction to [√½, √2), degree 5 over degree 5, fused multiply-add; error below 4 ulp).
 *
 * <p>The reference camera is a NumPy program. When a pixel comes back to exactly the light it began with, the last bits
 * of that logarithm decide whether its last event falls on this or the other side of the threshold.
 *
 * <p>Source: NumPy, {@code numpy/_core/src/umath/loops_exponent_log.dispatch.c.src}, BSD-3.
 */
final class Log32 {
    private static final float SQRT_HALF = 0.70710678118654752440f;
    private static final float LN_2 = 0.693147180559945309417f;
    private static final float[] NUMERATOR = {
        2.589979117907922693523e-02f, 3.808837741388407920751e-01f, 1.480000633576506585156e+00f,
        2.112677543073053063722e+00f, 9.999999999999998702752e-01f, 0f,
    };
    private static final float[] DENOMINATOR = {
        5.875095403124574342950e-03f, 1.546476374983906719538e-01f, 9.864942958519418960339e-01f,
        2.453006071784736363091e+00f, 2.612677543073109236779e+00f, 1f,
    };

    private Log32() {}

    /** Logarithm of a normal positive {@code x}. */
    static float log(float x) {
        int exponent = Math.getExponent(x) + 1;
        float mantissa = x / (float) Math.scalb(1.0, exponent); // [½, 1)
        if (mantissa <= SQRT_HALF) {
            mantissa += mantissa;
            exponent--;
        }
        final float y = mantissa - 1;
        return Math.fma(exponent, LN_2, polynomial(NUMERATOR, y) / polynomial(DENOMINATOR, y));
    }

    private static float polynomial(float[] coefficients, float y) {
        float sum = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            sum = Math.fma(sum, y, coefficients[i]);
        }
        return sum;
    }
}
