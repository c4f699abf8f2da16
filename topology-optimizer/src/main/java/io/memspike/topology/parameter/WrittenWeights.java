package io.memspike.topology.parameter;

/**
 * What lies on the devices of a layer whose weights training changes: the weight-tuning that pruning is compared with. Training
 * moves real numbers as if there were no devices; before each step a device is written where the level next to its number is
 * another than the one it was brought to, and lands beside it,
 *
 * <pre>  landed = level · (1 + noise · N(0, 1))</pre>
 *
 * and the network runs on what has landed. Levels lie evenly over ± {@value #DEVIATIONS} standard deviations of the first
 * weights, and numbers do not leave that range. The first weights have landed before anybody counts, as formed devices have.
 * Written between batches only; parts of the elements by any threads, to the same bits.
 */
public final class WrittenWeights {
    /** Half the range, in standard deviations (root mean squares) of the first weights. */
    public static final int DEVIATIONS = 4;

    private final Writing how;
    private final Landing landing;
    private final float range;
    private final double step;
    private final float[] landed;
    private final int[] level; // from 0
    private final float[] before; // values when they were looked at last; null where levels alone count

    /**
     * Devices that hold the first weights.
     *
     * @param how they are written
     * @param weights first weights, of which one is not 0. Not kept.
     * @param key names the noise
     */
    public WrittenWeights(Writing how, float[] weights, long key) {
        this.how = how;
        this.landing = new Landing(how.noise(), key, weights.length);
        double squares = 0;
        for (final float weight : weights) {
            squares += (double) weight * weight;
        }
        this.range = (float) (DEVIATIONS * Math.sqrt(squares / weights.length));
        if (!(range > 0 && range < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "written weights: expected finite first weights that are not all 0, found a range of " + range);
        }
        this.step = 2.0 * range / (how.levels() - 1);
        this.landed = new float[weights.length];
        this.level = new int[weights.length];
        this.before = how.everyUpdate() ? weights.clone() : null;
        for (int i = 0; i < weights.length; i++) {
            land(i, next(weights[i]));
        }
    }

    /** What has landed. Not to be modified. */
    public float[] landed() {
        return landed;
    }

    /** Writes elements [from, to), and says how many were brought up and down. */
    Writes write(float[] values, int from, int to) {
        int sets = 0;
        int resets = 0;
        for (int i = from; i < to; i++) {
            final int next = next(values[i]);
            final float moved = before == null ? next - level[i] : values[i] - before[i];
            if (moved != 0) {
                sets += moved > 0 ? 1 : 0;
                resets += moved < 0 ? 1 : 0;
                land(i, next);
            }
            if (before != null) {
                before[i] = values[i];
            }
        }
        return new Writes(sets, resets);
    }

    /** Brings elements [from, to) back into the range. */
    void confine(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.max(-range, Math.min(range, values[i]));
        }
    }

    private int next(float value) {
        return (int) Math.max(0, Math.min(how.levels() - 1, Math.rint(((double) value + range) / step)));
    }

    private void land(int i, int next) {
        level[i] = next;
        landed[i] = landing.of(i, next * step - range);
    }
}
