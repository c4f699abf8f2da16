package io.memspike.datasets.internal;

/** Rows of values that go on beyond their ends as in a mirror. */
public final class Mirror {
    private Mirror() {}

    /** The place in [0, length) that one beyond the ends mirrors; the end itself is not repeated. */
    public static int place(int at, int length) {
        final int period = Math.max(1, 2 * (length - 1));
        final int place = Math.floorMod(at, period);
        return place < length ? place : period - place;
    }
}
