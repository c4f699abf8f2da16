package io.memspike.core.stream.internal;

/** Plain Java. */
public final class ScalarScatter implements Scatter {
    /** The scalar loop. */
    public ScalarScatter() {}

    @Override
    public int add(
            float[] weights,
            int from,
            int stride,
            float factor,
            float[] sums,
            int at,
            int step,
            int runs,
            int length,
            float limit,
            int[] fired) {
        int count = 0;
        for (int r = 0; r < runs; r++) {
            final int w = from + r * stride;
            final int s = at + r * step;
            for (int j = 0; j < length; j++) {
                sums[s + j] += factor * weights[w + j];
            }
            count = fire(sums, s, s + length, limit, fired, count);
        }
        return count;
    }

    /**
     * Resets the sums from {@code from} to before {@code to} that exceed the limit.
     *
     * @param sums accumulators. Modified.
     * @param fired receives their indices behind the {@code count} that stand there already
     * @return number of indices now in {@code fired}
     */
    public static int fire(float[] sums, int from, int to, float limit, int[] fired, int count) {
        int n = count;
        for (int i = from; i < to; i++) {
            if (sums[i] > limit) {
                sums[i] = 0f;
                fired[n++] = i;
            }
        }
        return n;
    }
}
