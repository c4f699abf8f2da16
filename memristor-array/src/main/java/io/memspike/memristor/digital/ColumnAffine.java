package io.memspike.memristor.digital;

/**
 * {@code scale · code + offset} of each column in floating point, unrounded, perhaps with ReLU: what a
 * {@link NearMemoryUnit} approximates. Immutable and thread-safe.
 */
public final class ColumnAffine implements ColumnOperation {
    private final double[] scales;
    private final double[] offsets;
    private final boolean rectifies;

    /**
     * Scales and offsets as given.
     *
     * @param scales (columns), finite. Not modified, not kept.
     * @param offsets (columns), finite, in output codes. Not modified, not kept.
     * @param rectifies whether results below 0 become 0
     */
    public ColumnAffine(double[] scales, double[] offsets, boolean rectifies) {
        if (scales.length < 1 || scales.length != offsets.length) {
            throw new IllegalArgumentException("column scales: expected at least one and an offset for each, found "
                    + scales.length + " scales and " + offsets.length + " offsets");
        }
        for (int i = 0; i < scales.length; i++) {
            if (!Double.isFinite(scales[i]) || !Double.isFinite(offsets[i])) {
                throw new IllegalArgumentException("column " + i + ": expected a finite scale and offset, found "
                        + scales[i] + " and " + offsets[i]);
            }
        }
        this.scales = scales.clone();
        this.offsets = offsets.clone();
        this.rectifies = rectifies;
    }

    static void requireLsb(double lsb) {
        if (!(lsb > 0 && lsb < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("code: expected a finite value above 0, found " + lsb);
        }
    }

    @Override
    public int columns() {
        return scales.length;
    }

    /** Scale of a column. */
    public double scale(int column) {
        return scales[column];
    }

    /** Offset of a column, in output codes. */
    public double offset(int column) {
        return offsets[column];
    }

    /** Whether results below 0 become 0. */
    public boolean rectifies() {
        return rectifies;
    }

    @Override
    public double result(int column, int code) {
        final double result = scales[column] * code + offsets[column];
        return rectifies ? Math.max(0, result) : result;
    }
}
