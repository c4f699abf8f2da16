package io.memspike.core;

/**
 * Spikes in, currents out: the connection from one layer to the next. Plain weights are one implementation, a memristor
 * crossbar another. A {@code Synapses} is an immutable description shared by all threads; what a session needs for
 * itself (scratch, noise) lives in the {@link Reader} that it opens.
 */
public interface Synapses {
    /** Rows are padded to a multiple of this many floats, so that SIMD kernels need no tail. */
    int PADDING = 16;

    /** Shape of the spikes' index space. */
    Shape input();

    /** Shape of the current. */
    Shape output();

    /** A reader for one session; not shared between threads. */
    Reader open();

    /** Whether every read of the same spikes gives the same currents. */
    default boolean isRepeatable() {
        return false;
    }

    /** Synaptic operations (one weight added to one current) that these spikes cost: a measure of work and energy. */
    long operations(SpikeList spikes);

    /** One session's way through the synapses. */
    interface Reader {
        /**
         * Adds {@code Σ value · weight} over the spikes to the current of every output, contributions in ascending
         * order of input index, multiply then add.
         *
         * @param spikes active inputs, ascending. Not modified.
         * @param read number of this read, the same for the same sample and step in every run: all that noise may
         *     depend on besides its seed
         * @param current (output size + {@link #PADDING}), channel-last. Modified.
         */
        void accumulate(SpikeList spikes, long read, float[] current);

        /** Whether {@link #accumulateValues} is to be asked where what enters lies as numbers, few of them zero. */
        default boolean takesValues() {
            return false;
        }

        /**
         * {@link #accumulate} of numbers as they lie: the same bits, without a list of those that are not zero.
         *
         * @param values what enters, channel-last. Not modified.
         * @param positions how many of its positions there are, from the first
         * @param current zeros on entry (output size + {@link #PADDING}), channel-last. Modified.
         */
        default void accumulateValues(float[] values, int positions, float[] current) {
            throw new UnsupportedOperationException("synapses: expected some that take values, found " + getClass());
        }

        /**
         * Several reads, numbered on from the first: the same as one after the other, perhaps faster.
         *
         * @param spikes active inputs of each read (≥ reads). Not modified.
         * @param firstRead number of the first read
         * @param currents one for each read. Modified.
         */
        default void accumulate(SpikeList[] spikes, long firstRead, float[][] currents) {
            for (int i = 0; i < currents.length; i++) {
                accumulate(spikes[i], firstRead + i, currents[i]);
            }
        }
    }

    /**
     * A reader of a full connection whose inputs lie on tiles, one below the other, each of which hands on its own sums, clipped to the
     * range of a converter. It remembers the last read.
     */
    interface ClippingReader extends Reader {
        /** Inputs of a tile; the last one may have fewer. */
        int tileInputs();

        /**
         * What of numbers that belong to the last read's outputs belongs to sums of a tile that were not clipped.
         *
         * @param tile which tile
         * @param numbers one for each output, channel-last (≥ n). Not modified.
         * @param n how many
         * @param passed overwritten by them, with 0 where the tile's sum was clipped (≥ n); as it was where none was
         * @return whether any was
         */
        boolean pass(int tile, float[] numbers, int n, float[] passed);
    }

    /** A reader of weights in 8 bits: its sums are whole numbers, exact in any order, behind a scale of each output channel. */
    interface WholeReader extends Reader {
        /** Current that a sum of 1 stands for, [output channels]. Not to be modified. */
        float[] scales();

        /**
         * The whole sums, still to be scaled; those beyond 2^24 are rounded to floats.
         *
         * @param spikes active inputs, ascending. Not modified.
         * @param sums overwritten (≥ output size), channel-last
         * @throws ArithmeticException where a value is none that the synapses were made for
         */
        void sumWhole(SpikeList spikes, float[] sums);

        @Override
        default void accumulate(SpikeList spikes, long read, float[] current) {
            final float[] scales = scales();
            final float[] sums = new float[current.length];
            sumWhole(spikes, sums);
            for (int i = 0; i < current.length - PADDING; i++) {
                current[i] += scales[i % scales.length] * sums[i];
            }
        }
    }

    /** Length that a row or a current of {@code size} floats is padded to. */
    static int padded(int size) {
        return (size + PADDING - 1) / PADDING * PADDING;
    }
}
