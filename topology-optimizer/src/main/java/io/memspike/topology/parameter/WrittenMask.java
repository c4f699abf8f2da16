package io.memspike.topology.parameter;

/**
 * What lies on the devices of a layer whose mask training changes, and hysteresis, which spares them: a connection whose |score|
 * has moved by less than a share of itself since the step before keeps its bit, whatever the mask of all scores says,
 *
 * <pre>  | |s before| − |s| | / |s before| &lt; limit</pre>
 *
 * but not while no connection has been cut yet. What moved is compared anew in every step, whether or not a bit was written (Li and
 * others, "Pruning random resistive memory for optimizing analogue AI", arXiv 2311.07164). With a limit of 0 the mask is that of
 * the scores.
 *
 * <p>A connection that is made anew may come back beside the weight that its devices were formed with, as a write does. Written
 * between batches only; parts of the elements by any threads.
 */
public final class WrittenMask {
    private final double limit;
    private final float[] written; // |score| of the step before, below 0 where cut; −0 counts as below
    private final Returning returning; // null where connections come back as they were formed
    private boolean isUntouched; // nothing was cut before the step at hand

    /**
     * What connections that are made anew come back with.
     *
     * @param formed weights as they were formed. Never modified.
     * @param landed weights as they lie. Modified by training.
     * @param landing where they land
     */
    private record Returning(float[] formed, float[] landed, Landing landing) {
        void land(int i) {
            landed[i] = landing.of(i, formed[i]);
        }
    }

    /** At the start: all connected. */
    public WrittenMask(double limit, float[] scores) {
        this(magnitudes(scores), limit, null);
    }

    private WrittenMask(float[] written, double limit, Returning returning) {
        if (!(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("hysteresis: expected a finite limit of at least 0, found " + limit);
        }
        this.limit = limit;
        this.written = written;
        this.returning = returning;
    }

    /**
     * At the start: all connected, and what is made anew later on comes back beside its weight.
     *
     * @param limit share of a score's magnitude
     * @param scores first scores. Not kept.
     * @param noise standard deviation of what a connection comes back with, relative to the weight that was formed, in [0, 1)
     * @param key names the noise
     * @param weights as formed. Kept, and modified by training.
     */
    static WrittenMask returning(double limit, float[] scores, double noise, long key, float[] weights) {
        final Landing landing = new Landing(noise, key, weights.length);
        return new WrittenMask(magnitudes(scores), limit, new Returning(weights.clone(), weights, landing));
    }

    private static float[] magnitudes(float[] scores) {
        final float[] magnitudes = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            magnitudes[i] = Math.abs(scores[i]);
        }
        return magnitudes;
    }

    /**
     * As a training has left it.
     *
     * @param written its {@link #state}; kept
     * @param limit share of a score's magnitude
     */
    public static WrittenMask of(float[] written, double limit) {
        return new WrittenMask(written, limit, null);
    }

    /** Elements. */
    public int size() {
        return written.length;
    }

    /** All that a checkpoint must hold: |score| of the step before, below 0 (and −0) where a connection is cut. Not to be modified. */
    public float[] state() {
        return written;
    }

    /** Whether an element is connected as it lies. */
    public boolean isSet(int i) {
        return Float.floatToRawIntBits(written[i]) >= 0;
    }

    /** Before a step. */
    void begin() {
        isUntouched = true;
        for (int i = 0; i < written.length && isUntouched; i++) {
            isUntouched = isSet(i);
        }
    }

    /** What would be connected, by all scores and their threshold: 1 = kept. */
    byte[] mask(float[] scores, float threshold) {
        begin();
        final byte[] mask = new byte[scores.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (isConnected(i, scores[i], threshold) ? 1 : 0);
        }
        return mask;
    }

    /** Whether an element is to be connected, by its score and the threshold of all, after {@link #begin}. */
    boolean isConnected(int i, float score, float threshold) {
        final float now = Math.abs(score);
        final double before = Math.abs(written[i]);
        return !isUntouched && Math.abs(before - now) / before < limit ? isSet(i) : now >= threshold;
    }

    /** Writes elements [from, to), after {@link #begin}, and says how many bits changed. */
    Writes write(float[] scores, float threshold, int from, int to) {
        int sets = 0;
        int resets = 0;
        for (int i = from; i < to; i++) {
            final boolean isConnected = isConnected(i, scores[i], threshold);
            final boolean isMade = isConnected && !isSet(i);
            if (isMade && returning != null) {
                returning.land(i);
            }
            sets += isMade ? 1 : 0;
            resets += !isConnected && isSet(i) ? 1 : 0;
            final float now = Math.abs(scores[i]);
            written[i] = isConnected ? now : -now;
        }
        return new Writes(sets, resets);
    }
}
