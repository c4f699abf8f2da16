package io.memspike.topology.gradient;

/** The fixed number of parts of a batch, and of the work between batches: results do not depend on the number of threads. */
public final class Shards {
    /** Enough to keep many cores busy, few enough that a convolution holds a gradient for each. */
    public static final int COUNT = 16;

    private Shards() {}

    /** First of {@code elements} in part {@code part}, which ends where the next begins. */
    public static int from(int elements, int part) {
        return (int) ((long) elements * part / COUNT);
    }

    /** Adds part {@code part} of all shards, [shard][element], to the first, in their order. */
    public static void sum(float[][] shards, int part) {
        final float[] sum = shards[0];
        final int to = from(sum.length, part + 1);
        for (int s = 1; s < shards.length; s++) {
            for (int i = from(sum.length, part); i < to; i++) {
                sum[i] += shards[s][i];
            }
        }
    }
}
