package io.memspike.topology.parameter.internal;

import java.util.Arrays;

/**
 * Finds the magnitude of a given rank among scores that several workers count, each its own parts, in O(n): magnitudes of
 * floats are ordered as their bits are. The leading bits of all are counted first, then in turn the next bits of those
 * that begin as the wanted one does.
 *
 * <pre>{@code
 * search.begin(rank);
 * for (int round = 0; round < RankSearch.ROUNDS; round++) {
 *     count everything; search.choose();
 * }
 * search.magnitude()
 * }</pre>
 */
public final class RankSearch {
    /** How often everything is counted. */
    public static final int ROUNDS = 3;

    /** Few enough for counts that stay in the L1 cache: 11, 10 and 10 of a magnitude's 31 bits. */
    private static final int[] SHIFT = {20, 10, 0};

    private static final int[] MASK = {(1 << 11) - 1, (1 << 10) - 1, (1 << 10) - 1};

    private final int[][] counts; // [worker][next bits]
    private long rank;
    private int round;
    private int begin; // of the wanted magnitude: its bits so far, from the left

    /** A search by that many workers. */
    public RankSearch(int workers) {
        counts = new int[workers][MASK[0] + 1];
    }

    /** Looks for another rank, counted from 0. */
    public void begin(long wanted) {
        rank = wanted;
        round = 0;
        begin = 0;
        forget();
    }

    private void forget() {
        for (final int[] count : counts) {
            Arrays.fill(count, 0);
        }
    }

    /** Counts scores [from, to). One thread for each worker; every score once before each {@link #choose}. */
    public void count(int worker, float[] scores, int from, int to) {
        final int[] count = counts[worker];
        final int shift = SHIFT[round];
        final int mask = MASK[round];
        if (round == 0) {
            for (int i = from; i < to; i++) {
                count[TopK.magnitude(scores[i]) >>> shift]++;
            }
            return;
        }
        final int before = SHIFT[round - 1];
        for (int i = from; i < to; i++) {
            final int bits = TopK.magnitude(scores[i]);
            if (bits >>> before == begin) {
                count[bits >>> shift & mask]++;
            }
        }
    }

    /** After all scores have been counted: the next bits of the wanted magnitude. */
    public void choose() {
        long left = rank;
        int next = 0;
        for (int here = total(0); left >= here; here = total(++next)) {
            left -= here;
        }
        rank = left;
        begin = begin * (MASK[round] + 1) + next;
        round++;
        forget();
    }

    private int total(int bits) {
        int total = 0;
        for (final int[] count : counts) {
            total += count[bits];
        }
        return total;
    }

    /** The magnitude found, after the last {@link #choose}. */
    public float magnitude() {
        return Float.intBitsToFloat(begin);
    }
}
