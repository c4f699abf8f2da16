package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.population.Projection;

/**
 * The synapses of a projection that end on the neurons of one thread, by source: a spike goes through one run of targets. Two
 * bytes a synapse where the thread has at most 65,536 neurons, else four, and four more where weights differ. Immutable once
 * drawn.
 */
final class SynapseTable {
    private static final int NARROW = 1 << Character.SIZE;
    private static final int MOST = Integer.MAX_VALUE - 8; // that an array holds

    private final Projection projection;
    private final float weight;
    private final int[] starts; // of each source's run, and the end
    private final char[] narrow; // targets as the thread counts them; null where they are wide
    private final int[] wide;
    private final float[] weights; // null where all are alike

    /**
     * Draws them.
     *
     * @param projection what
     * @param key of the projection's draws, which are each target's own
     * @param first the thread's first neuron
     * @param count its neurons
     */
    SynapseTable(Projection projection, long key, int first, int count) {
        this.projection = projection;
        this.weight = (float) projection.weight();
        this.starts = new int[projection.count() + 1];
        draw(key, first, count, (target, source, own) -> starts[source + 1]++);
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
        draw(key, first, count, (target, source, own) -> set(starts[source]++, target, own));
        System.arraycopy(starts, 0, starts, 1, projection.count());
        starts[0] = 0;
    }

    private interface Pairs {
        void take(int target, int source, RandomStream own);
    }

    private void draw(long key, int first, int count, Pairs pairs) {
        for (int j = 0; j < count; j++) {
            final int target = j;
            final RandomStream own = projection.spread() == 0 ? null : RandomStream.of(key, "weights", first + target);
            projection
                    .connectivity()
                    .draw(
                            RandomStream.of(key, "sources", first + target),
                            projection.count(),
                            source -> pairs.take(target, source, own));
        }
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

    Projection projection() {
        return projection;
    }

    long synapses() {
        return starts[projection.count()];
    }

    long bytes() {
        final int each = (narrow != null ? Character.BYTES : Integer.BYTES) + (weights != null ? Float.BYTES : 0);
        return Integer.BYTES * (long) starts.length + each * synapses();
    }

    /**
     * Adds the weights of those that spiked.
     *
     * @param spikes neurons of the network, ascending
     * @param n how many
     * @param sums of the thread's neurons. Modified.
     * @return synapses that were gone through
     */
    long add(int[] spikes, int n, float[] sums) {
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
