package io.memspike.datasets.recording.internal;

/** The high bits of a time, which come in words of their own and run over. */
final class HighTime {
    private final Counter counter;
    private final int shift;
    private long micros = -1;

    HighTime(int bits, int shift) {
        this.counter = new Counter(bits);
        this.shift = shift;
    }

    /** What the high bits stand for so far; −1 where there were none. */
    long micros() {
        return micros;
    }

    /** The same with new ones. */
    long high(long value) {
        micros = counter.micros(value) << shift;
        return micros;
    }
}
