package io.memspike.core.stream;

/**
 * {@code e^{t/τ}} for whole microseconds t from 0 to {@link #spanMicros()}, as the product of two table entries: t's low
 * {@value #FINE_BITS} bits and the rest. Relative error below 1e-15. Immutable; the same bits on any JDK.
 */
final class Growth {
    /** At most this exponent: {@code e^40} is well within the range of float. */
    private static final double MAX_EXPONENT = 40;

    private static final long MAX_SPAN_MICROS = 1L << 24;
    private static final int FINE_BITS = 10;
    private static final int FINE_MASK = (1 << FINE_BITS) - 1;

    private final long spanMicros;
    private final double[] coarse;
    private final double[] fine = new double[1 << FINE_BITS];

    Growth(double tauMicros) {
        spanMicros = Math.max(1, Math.min(MAX_SPAN_MICROS, (long) (MAX_EXPONENT * tauMicros)));
        coarse = new double[(int) (spanMicros >> FINE_BITS) + 1];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = StrictMath.exp(((long) i << FINE_BITS) / tauMicros);
        }
        for (int i = 0; i < fine.length && i <= spanMicros; i++) {
            fine[i] = StrictMath.exp(i / tauMicros);
        }
    }

    long spanMicros() {
        return spanMicros;
    }

    double at(long micros) {
        return coarse[(int) (micros >> FINE_BITS)] * fine[(int) micros & FINE_MASK];
    }
}
