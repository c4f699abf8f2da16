package io.memspike.core;

import io.memspike.core.kind.norm.TdBatchNorm;
import java.util.Arrays;

/**
 * One scale and one offset for each channel, {@code y = scale · x + offset}, multiply then add: what a norm is in service.
 * Thread-safe but for {@link #set}, by which training keeps one object through all its batches: nobody may apply it
 * meanwhile, and who applies it afterwards must have seen it end.
 */
public final class ChannelAffine {
    /** Short runs of channels are repeated to at least this length, so that inner loops are long. */
    private static final int RUN = 512;

    private final int channels;
    private final float[] scale; // of a whole number of positions
    private final float[] offset;

    /** The identity. */
    public ChannelAffine(int channels) {
        this.channels = channels;
        final int run = runLength(channels);
        this.scale = new float[run];
        this.offset = new float[run];
        Arrays.fill(scale, 1f);
    }

    /**
     * A norm in service, {@code y = alpha · threshold · (x + bias − mean)/√(variance + epsilon) · gamma + beta} as scale and
     * offset, computed in double precision.
     *
     * @param norm the layer
     * @param bias added to x, [channels]. Not modified, as all others.
     * @param gamma factor, [channels]
     * @param beta term, [channels]
     * @param mean mean of x + bias, [channels]
     * @param variance its variance, [channels]
     * @throws IllegalArgumentException where scale or offset of a channel is not finite
     */
    public static ChannelAffine of(
            TdBatchNorm norm, float[] bias, float[] gamma, float[] beta, float[] mean, float[] variance) {
        final ChannelAffine affine = new ChannelAffine(bias.length);
        for (int c = 0; c < bias.length; c++) {
            final double scale = (double) norm.alpha()
                    * norm.threshold()
                    * gamma[c]
                    / Math.sqrt((double) variance[c] + norm.epsilon());
            final double offset = beta[c] + scale * ((double) bias[c] - mean[c]);
            if (!Float.isFinite((float) scale) || !Float.isFinite((float) offset)) {
                throw new IllegalArgumentException("tdBatchNorm: expected a finite scale and offset of channel " + c
                        + ", found " + (float) scale + " and " + (float) offset);
            }
            affine.set(c, (float) scale, (float) offset);
        }
        return affine;
    }

    /** Length of the shortest run of whole positions and whole vectors with at least 512 elements. */
    public static int runLength(int channels) {
        int vectors = channels; // least common multiple of channels and lanes
        while (vectors % Synapses.PADDING != 0) {
            vectors += channels;
        }
        return (RUN + vectors - 1) / vectors * vectors;
    }

    /** Number of channels. */
    public int channels() {
        return channels;
    }

    /** Changes a channel. */
    public void set(int channel, float newScale, float newOffset) {
        for (int i = channel; i < scale.length; i += channels) {
            scale[i] = newScale;
            offset[i] = newOffset;
        }
    }

    /** Scale of each element of a run. Not to be modified. */
    public float[] scale() {
        return scale;
    }

    /** Offset of each element of a run. Not to be modified. */
    public float[] offset() {
        return offset;
    }
}
