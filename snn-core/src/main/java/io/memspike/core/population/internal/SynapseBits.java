package io.memspike.core.population.internal;

import io.memspike.core.population.Projection;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A bit for each pair of neurons, in rows by source, and runs of what connects a pair once more. Rows of several sources are added
 * at a time: a sum is fetched once for all of them. All synapses have the same weight, so that a target's sum hangs on how many of
 * its sources spiked alone, not on their order.
 */
final class SynapseBits implements SynapseTable {
    private final Projection projection;
    private final BitLoop loop;
    private final int words; // of a row
    private final long[] bits; // [sources + 1, words]; of the last row none is set
    private final int[] counts; // of each row
    private final SynapseRuns repeated;
    private int[] rows = new int[BitLoop.ROWS]; // that are added; the first word of each

    /**
     * Takes them.
     *
     * @param projection whose they are
     * @param count the thread's neurons
     * @param pairs all of them
     * @param loop adds
     */
    SynapseBits(Projection projection, int count, SynapsePairs pairs, BitLoop loop) {
        this.projection = projection;
        this.loop = loop;
        this.words = words(count);
        this.bits = new long[(projection.count() + 1) * words];
        this.counts = new int[projection.count()];
        final LongStream.Builder again = LongStream.builder(); // source and target of pairs that are connected already
        pairs.each((source, target, own) -> {
            final int word = source * words + target / Long.SIZE;
            final long bit = 1L << target;
            if ((bits[word] & bit) == 0) {
                bits[word] |= bit;
                counts[source]++;
            } else {
                again.add((long) source << Integer.SIZE | target);
            }
        });
        final long[] connected = again.build().toArray();
        this.repeated = new SynapseRuns(projection, count, taker -> {
            for (final long pair : connected) {
                taker.take((int) (pair >>> Integer.SIZE), (int) pair, null);
            }
        });
    }

    /** Whether an array holds so many. */
    static boolean hasRoom(Projection projection, int count) {
        return (projection.count() + 1L) * words(count) <= SynapseRuns.MOST;
    }

    private static int words(int count) {
        return (count + Long.SIZE - 1) / Long.SIZE;
    }

    /** Length of the sums of so many neurons: those of whole words. */
    static int room(int count) {
        return words(count) * Long.SIZE;
    }

    @Override
    public Projection projection() {
        return projection;
    }

    @Override
    public long synapses() {
        return Arrays.stream(counts).asLongStream().sum() + repeated.synapses();
    }

    @Override
    public long bytes() {
        return Long.BYTES * (long) bits.length + Integer.BYTES * (long) counts.length + repeated.bytes();
    }

    @Override
    public long add(int[] spikes, int n, float[] sums) {
        if (rows.length < n + BitLoop.ROWS) {
            rows = new int[2 * n + BitLoop.ROWS];
        }
        long events = 0;
        int count = 0;
        for (int k = 0; k < n; k++) {
            final int source = spikes[k] - projection.first();
            if (source >= 0 && source < projection.count()) {
                events += counts[source];
                rows[count++] = source * words;
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.fill(rows, count, count + BitLoop.ROWS - 1, projection.count() * words);
        for (int k = 0; k < count; k += BitLoop.ROWS) {
            loop.add(bits, rows, k, words, (float) projection.weight(), sums);
        }
        return events + repeated.add(spikes, n, sums);
    }
}
