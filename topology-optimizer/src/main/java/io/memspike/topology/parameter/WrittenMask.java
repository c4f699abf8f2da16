package io.memspike.topology.parameter;

import java.util.Arrays;

/**
 * What lies on the devices of a layer whose mask training changes, and hysteresis, which spares them: a connection whose |score|
 * has moved by less than a share of itself since the step before keeps its bit, whatever the mask of all scores says,
 *
 * <pre>  | |s before| − |s| | / |s before| &lt; limit</pre>
 *
 * but not while no connection has been cut yet. What moved is compared anew in every step, whether or not a bit was written (Li and
 * others, "Pruning random resistive memory for optimizing analogue AI", arXiv 2311.07164). With a limit of 0 the mask is that of
 * the scores. Written between batches only; parts of the elements by any threads.
 */
public final class WrittenMask {
    private final double limit;
    private final byte[] bits; // 1 = connected
    private final float[] before; // |score| of the step before
    private boolean isUntouched; // nothing was cut before the step at hand

    /** At the start: all connected. */
    public WrittenMask(double limit, float[] scores) {
        this(limit, new byte[scores.length], new float[scores.length]);
        Arrays.fill(bits, (byte) 1);
        for (int i = 0; i < scores.length; i++) {
            before[i] = Math.abs(scores[i]);
        }
    }

    /**
     * As a training has left it; the arrays are kept.
     *
     * @param limit share of a score's magnitude, at least 0
     * @param bits what lies there, 1 = connected
     * @param before the scores' magnitudes when it was written last
     */
    public WrittenMask(double limit, byte[] bits, float[] before) {
        if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY) || bits.length != before.length) {
            throw new IllegalArgumentException(
                    "written mask: expected a finite limit of at least 0 and a magnitude for each bit, found limit="
                            + limit + " bits=" + bits.length + " magnitudes=" + before.length);
        }
        this.limit = limit;
        this.bits = bits;
        this.before = before;
    }

    /** Share of a score's magnitude that it has to move by. */
    public double limit() {
        return limit;
    }

    /** What lies on the devices, 1 = connected. Not to be modified. */
    public byte[] bits() {
        return bits;
    }

    /** The scores' magnitudes when it was written last. Not to be modified. */
    public float[] before() {
        return before;
    }

    /** Before a step, or before anybody asks what would be connected. */
    void begin() {
        isUntouched = true;
        for (int i = 0; i < bits.length && isUntouched; i++) {
            isUntouched = bits[i] == 1;
        }
    }

    /** Whether an element is connected, by its score and the threshold of all, after {@link #begin}. */
    boolean isConnected(int i, float score, float threshold) {
        final float now = Math.abs(score);
        final boolean isKept = !isUntouched && Math.abs((double) before[i] - now) / before[i] < limit;
        return isKept ? bits[i] == 1 : now >= threshold;
    }

    /** Writes elements [from, to), after {@link #begin}, and says how many bits changed. */
    Writes write(float[] scores, float threshold, int from, int to) {
        int sets = 0;
        int resets = 0;
        for (int i = from; i < to; i++) {
            final byte bit = (byte) (isConnected(i, scores[i], threshold) ? 1 : 0);
            sets += bit > bits[i] ? 1 : 0;
            resets += bit < bits[i] ? 1 : 0;
            bits[i] = bit;
            before[i] = Math.abs(scores[i]);
        }
        return new Writes(sets, resets);
    }
}
