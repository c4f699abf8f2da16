package io.memspike.core.population.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.population.Projection;

/**
 * The synapses of a projection that end on the neurons of one thread: a bit for each pair of neurons where that takes no more room
 * than the numbers of targets, else those numbers. Either way a target's sum comes to the same bits. Immutable once drawn.
 */
interface SynapseTable {
    /**
     * Draws them.
     *
     * @param projection what
     * @param key of the projection's draws, which are each target's own
     * @param first the thread's first neuron
     * @param count its neurons
     * @param kernels inner loops; they change no bit
     */
    static SynapseTable of(Projection projection, long key, int first, int count, Kernels kernels) {
        final SynapsePairs drawn = SynapsePairs.drawn(projection, key, first, count);
        final double density = projection.connectivity().inputs(projection.count()) / projection.count();
        final boolean isDense = density >= 1.0 / (SynapseRuns.bytesOfTarget(count) * Byte.SIZE);
        return isDense && projection.spread() == 0 && SynapseBits.hasRoom(projection, count)
                ? new SynapseBits(projection, count, drawn, BitLoop.of(kernels))
                : new SynapseRuns(projection, count, drawn);
    }

    /** Whose they are. */
    Projection projection();

    /** How many. */
    long synapses();

    /** Bytes that they take. */
    long bytes();

    /**
     * Adds the weights of those that spiked.
     *
     * @param spikes neurons of the network, ascending
     * @param n how many
     * @param sums of the thread's neurons, with {@link SynapseBits#room} for them. Modified.
     * @return synapses that were gone through
     */
    long add(int[] spikes, int n, float[] sums);
}
