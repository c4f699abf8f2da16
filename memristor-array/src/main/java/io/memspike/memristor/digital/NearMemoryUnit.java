package io.memspike.memristor.digital;

/**
 * A digital unit beside an array, in fixed point. With the widths of {@link UnitFormat#of UnitFormat.of(8, 8)}:
 *
 * <pre>
 *    code                  8 bits, signed; beyond them it saturates
 *     │  × scale           unsigned (1, 7)
 *     ▼
 *    product               exact, 7 fraction bits
 *     │  + offset          signed (7, 1), moved left by 6
 *     ▼
 *    sum                   exact, 7 fraction bits; below 0 it becomes 0 where ReLU is on
 *     │  cut               the low 4 bits are dropped: round down to eighths
 *     ▼
 *    remainder             3 fraction bits
 *     │  round             to whole numbers, halves up: half is added, the fraction dropped
 *     ▼
 *    result                8 bits, signed; beyond them it saturates
 * </pre>
 *
 * Cutting makes the rounding adder narrower and changes no result as long as a fraction bit is left, since half is then a
 * multiple of what is left; where all are cut, results are rounded down. Immutable and thread-safe.
 */
public final class NearMemoryUnit implements ColumnOperation {
    private final UnitFormat format;
    private final int[] scales; // steps of the scale's format
    private final int[] offsets; // steps of the offset's format
    private final boolean rectifies;

    private NearMemoryUnit(UnitFormat format, int[] scales, int[] offsets, boolean rectifies) {
        this.format = format;
        this.scales = scales;
        this.offsets = offsets;
        this.rectifies = rectifies;
    }

    /**
     * The unit that is nearest to an operation in floating point, a folded batch normalisation for example.
     *
     * @param format widths
     * @param operation scales, offsets and ReLU, between codes
     * @param overflow what becomes of a scale or offset that does not fit, negative scales among them: refused with the
     *     column's number, or the nearest that fits
     */
    public static NearMemoryUnit nearest(UnitFormat format, ColumnAffine operation, Overflow overflow) {
        final int[] scales = new int[operation.columns()];
        final int[] offsets = new int[operation.columns()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = format.scale().nearest("column " + i + ": scale", operation.scale(i), overflow);
            offsets[i] = format.offset().nearest("column " + i + ": offset", operation.offset(i), overflow);
        }
        return new NearMemoryUnit(format, scales, offsets, operation.rectifies());
    }

    /** Widths. */
    public UnitFormat format() {
        return format;
    }

    @Override
    public int columns() {
        return scales.length;
    }

    /** Scale of a column as it is held. */
    public double scale(int column) {
        return scales[column] * format.scale().step();
    }

    /** Offset of a column as it is held, in output codes. */
    public double offset(int column) {
        return offsets[column] * format.offset().step();
    }

    /** The result for a code of a column. */
    public int apply(int column, int code) {
        final int fraction = format.scale().fractionBits();
        final long product = (long) saturated(code, format.inputBits()) * scales[column];
        long sum =
                product + ((long) offsets[column] << fraction - format.offset().fractionBits());
        if (rectifies && sum < 0) {
            sum = 0;
        }
        final int left = fraction - format.cutBits();
        final long half = left == 0 ? 0 : 1L << left - 1;
        return saturated((sum >> format.cutBits()) + half >> left, format.outputBits());
    }

    @Override
    public double result(int column, int code) {
        return apply(column, code);
    }

    private static int saturated(long value, int bits) {
        final long most = (1L << bits - 1) - 1;
        return (int) Math.max(-most - 1, Math.min(most, value));
    }
}
