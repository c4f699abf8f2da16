package io.memspike.memristor.device;

/**
 * What programming an array came to.
 *
 * @param cells cells that were written
 * @param pulses pulses that they took
 * @param joules energy of pulses and verifying reads
 * @param failed cells that ran out of pulses before they were within tolerance
 */
public record Programming(long cells, long pulses, double joules, long failed) {
    /** Nothing was written: cells as formed, or as imagined for given weights. */
    public static final Programming NONE = new Programming(0, 0, 0, 0);

    /** Both together. */
    public Programming plus(Programming other) {
        return new Programming(
                cells + other.cells, pulses + other.pulses, joules + other.joules, failed + other.failed);
    }

    /** With one more cell. */
    public Programming plus(WriteVerify.Outcome cell) {
        return new Programming(
                cells + 1, pulses + cell.pulses(), joules + cell.joules(), failed + (cell.reached() ? 0 : 1));
    }
}
