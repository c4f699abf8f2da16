package io.memspike.core.kernel.internal;

/**
 * Where the cache lines of an array begin. A vector that lies across two lines costs two loads; rows of weights that begin
 * at element {@link #LEAD} of their array never do, given that the JVM places objects on cache lines
 * ({@code -XX:ObjectAlignmentInBytes=64}, as the launcher asks for) or the array is large enough for a region of its own.
 * Without either the results are the same, more slowly.
 */
public final class CacheLine {
    private static final int BYTES = 64; // on x86-64, and a multiple or divisor of it elsewhere
    private static final int HEADER_BYTES = 16; // of an array in HotSpot with compressed class pointers, the default

    /** Floats before the first cache line in a {@code float[]} that itself begins on one. */
    public static final int LEAD = (BYTES - HEADER_BYTES) / Float.BYTES;

    /** The same in a {@code short[]}. */
    public static final int SHORTS_LEAD = (BYTES - HEADER_BYTES) / Short.BYTES;

    /** The same in a {@code byte[]}. */
    public static final int BYTES_LEAD = BYTES - HEADER_BYTES;

    private CacheLine() {}
}
