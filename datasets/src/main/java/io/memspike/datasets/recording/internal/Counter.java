package io.memspike.datasets.recording.internal;

/**
 * A sensor's counter of few bits as a time of 64: where it falls by half its range or more, it has run over. A smaller fall is a
 * time out of order, and stays one.
 */
public final class Counter {
    private final int bits;
    private final long half;
    private long before;
    private long base;

    public Counter(int bits) {
        this.bits = bits;
        this.half = 1L << bits - 1;
    }

    /** The time that a value of the counter, which must fit its bits, stands for. */
    public long micros(long value) {
        if (before - value >= half) {
            base += 1L << bits;
        }
        before = value;
        return base + value;
    }
}
