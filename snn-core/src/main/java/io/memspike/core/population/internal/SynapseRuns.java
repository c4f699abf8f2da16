package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.population.Projection;

/**
 * Numbers of targets, by source: a spike goes through one run of them. Two bytes a synapse where the thread has at most 65,536
 * neurons, else four, and four more where weights differ.
 */
final class SynapseRuns implements SynapseTable {
    private static final int NARROW = 1 << Character.SIZE;
    static final int MOST = Integer.MAX_VALUE - 8; // that an array holds

    private final Projection projection;
    private final float weight;
    private final int[] starts; // of each source's run, and the end
    private final char[] narrow; // targets as the thread counts them; null where they are wide
    private final int[] wide;
    private final float[] weights; // null where all are alike

    /**
     * Takes them.
     *
     * @param projection whose they are
     * @param count the thread's neurons
     * @param pairs all of them
     */
    SynapseRuns(Projection projection, int count, SynapsePairs pairs) {
        this.projection = projection;
        this.weight = (float) projection.weight();
        this.starts = new int[projection.count() + 1];
        pairs.each((source, target, own) -> starts[source + 1]++);
        for (int source = 0; source < projection.count(); source++) {
            final long end = (long) starts[source] + starts[source + 1];
            if (end > MOST) {
                throw new IllegalArgumentException("network: expected at most " + MOST
                        + " synapses of a projection for each thread, found more; more threads have room for more");
            }
            starts[source + 1] = (int) end;
        }
        final int synapses = starts[projection.count()];
        this.narrow = count <= NARROW ? new char[synapses] : null;
        this.wide = narrow == null ? new int[synapses] : null;
        this.weights = projection.spread() == 0 ? null : new float[synapses];
        // runs are filled from their starts, which are then those of the next, and are put back
        pairs.each((source, target, own) -> set(starts[source]++, target, own));
        System.arraycopy(starts, 0, starts, 1, projection.count());
        starts[0] = 0;
    }

    /** Bytes of the number of a target. */
    static int bytesOfTarget(int count) {
        return count <= NARROW ? Character.BYTES : Integer.BYTES;
    }

    private void set(int at, int target, RandomStream own) {
        if (weights != null) {
            weights[at] = projection.draw(own);
        }
        if (narrow != null) {
            narrow[at] = (char) target;
        } else {
            wide[at] = target;
        }
    }

    @Override
    public Projection projection() {
        return projection;
    }

    @Override
    public long synapses() {
        return starts[projection.count()];
    }

    @Override
    public long bytes() {
        final int each = (narrow != null ? Character.BYTES : Integer.BYTES) + (weights != null ? Float.BYTES : 0);
        return Integer.BYTES * (long) starts.length + each * synapses();
    }

    @Override
    public long add(int[] spikes, int n, float[] sums) {
        long events = 0;
        for (int k = 0; k < n; k++) {
            final int source = spikes[k] - projection.first();
            if (source >= 0 && source < projection.count()) {
                final int from = starts[source];
                final int to = starts[source + 1];
                events += to - from;
                if (narrow != null) {
                    addNarrow(from, to, sums);
                } else {
                    addWide(from, to, sums);
                }
            }
        }
        return events;
    }

    private void addNarrow(int from, int to, float[] sums) {
        if (weights != null) {
            for (int s = from; s < to; s++) {
                sums[narrow[s]] += weights[s];
            }
            return;
        }
        for (int s = from; s < to; s++) {
            sums[narrow[s]] += weight;
        }
    }

    private void addWide(int from, int to, float[] sums) {
        if (weights != null) {
            for (int s = from; s < to; s++) {
                sums[wide[s]] += weights[s];
            }
            return;
        }
        for (int s = from; s < to; s++) {
            sums[wide[s]] += weight;
        }
    }
}
