package io.memspike.memristor.digital;

/**
 * How far a digital unit's results lie from floating point, in output codes. Rounding alone makes an rms error of
 * 1/√12 = 0.289.
 *
 * @param mean mean error
 * @param rms root mean square of the error
 * @param largest largest magnitude of an error
 * @param saturated share of results whose exact value the output cannot hold, in [0, 1]; they count in the rest
 */
public record UnitError(double mean, double rms, double largest, double saturated) {
    /**
     * Compares over codes, each in every column.
     *
     * @param unit the unit
     * @param exact the same in floating point
     * @param codes at least one. Not modified.
     */
    public static UnitError of(NearMemoryUnit unit, ColumnAffine exact, int... codes) {
        if (codes.length < 1 || unit.columns() != exact.columns()) {
            throw new IllegalArgumentException("digital unit: expected codes and as many columns, found " + codes.length
                    + " codes, " + unit.columns() + " and " + exact.columns() + " columns");
        }
        final double most = (1 << unit.format().outputBits() - 1) - 0.5;
        double sum = 0;
        double squares = 0;
        double largest = 0;
        long beyond = 0;
        for (int c = 0; c < unit.columns(); c++) {
            for (final int code : codes) {
                final double expected = exact.result(c, code);
                final double error = unit.apply(c, code) - expected;
                sum += error;
                squares += error * error;
                largest = Math.max(largest, Math.abs(error));
                beyond += expected >= most || expected < -most - 1 ? 1 : 0;
            }
        }
        final double n = (double) unit.columns() * codes.length;
        return new UnitError(sum / n, Math.sqrt(squares / n), largest, beyond / n);
    }
}
