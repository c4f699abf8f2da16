package io.memspike.core.synapse.internal;

import io.memspike.core.SpikeList;

/** Weights in 8 bits as they lie for one kind of matrix. */
public interface WholeRows {
    /** Rows are padded to a multiple of so many weights, and sums have so many to spare. */
    int PADDING = 64;

    /** Length that a row of so many weights is padded to. */
    static int padded(int size) {
        return Math.multiplyExact(Math.addExact(size, PADDING / 2 - 1) / (PADDING / 2), PADDING / 2);
    }

    /** One session's way through them. */
    interface Reader {
        /**
         * Adds the products of some entries of a list.
         *
         * @param spikes active inputs, ascending. Not modified.
         * @param factors of each. Not modified.
         * @param from first entry
         * @param to one past the last entry
         * @param sums (output size + {@link #PADDING}) after {@link io.memspike.core.kernel.internal.CacheLine#SHORTS_LEAD}, channel-last. Modified.
         */
        void add(SpikeList spikes, short[] factors, int from, int to, short[] sums);
    }

    /** A way for one session. */
    Reader open();
}
