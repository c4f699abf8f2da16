package io.memspike.datasets.recording;

/**
 * Room for a few thousand events, as a structure of arrays that is filled again and again. The arrays are shared, for whoever
 * reads them in a loop; only the first {@link #size()} elements count. Belongs to one thread.
 */
public final class EventBatch {
    /** How many events a reader puts in at most. */
    public static final int CAPACITY = 1 << 13;

    private final long[] micros = new long[CAPACITY + 1]; // one more, for an event held back by the batch before
    private final short[] x = new short[CAPACITY + 1];
    private final short[] y = new short[CAPACITY + 1];
    private final byte[] polarity = new byte[CAPACITY + 1];
    private int size;

    /** An empty batch. */
    public EventBatch() {}

    /** Number of events. */
    public int size() {
        return size;
    }

    /** How many more a reader may put in. */
    public int room() {
        return CAPACITY - size;
    }

    /** Times in microseconds. */
    public long[] micros() {
        return micros;
    }

    /** Columns, unsigned. */
    public short[] x() {
        return x;
    }

    /** Rows, unsigned. */
    public short[] y() {
        return y;
    }

    /** Polarities: 1 for ON, 0 for OFF. */
    public byte[] polarity() {
        return polarity;
    }

    /** Forgets all events. */
    public void clear() {
        size = 0;
    }

    /** The first {@code count} events only. */
    public void cut(int count) {
        size = Math.min(size, count);
    }

    /**
     * Adds an event.
     *
     * @param micros its time
     * @param x its column, of which 16 bits are kept
     * @param y its row, of which 16 bits are kept
     * @param polarity 1 for ON, 0 for OFF
     */
    public void add(long micros, int x, int y, int polarity) {
        final int i = size;
        this.micros[i] = micros;
        this.x[i] = (short) x;
        this.y[i] = (short) y;
        this.polarity[i] = (byte) polarity;
        size = i + 1;
    }

    /** Adds events of another batch; there must be room. */
    public void add(EventBatch other, int from, int count) {
        System.arraycopy(other.micros, from, micros, size, count);
        System.arraycopy(other.x, from, x, size, count);
        System.arraycopy(other.y, from, y, size, count);
        System.arraycopy(other.polarity, from, polarity, size, count);
        size += count;
    }
}
