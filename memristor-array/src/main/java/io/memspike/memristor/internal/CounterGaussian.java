package io.memspike.memristor.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.internal.NormalNumbers;

/**
 * Standard normal numbers addressed by a counter: number i of a key is a function of key and i alone, so threads, order,
 * kernels and vector width cannot matter: same bits on every JDK. The numbers are those of {@link NormalNumbers}; keys come
 * from the finaliser of SplitMix64, so that neighbouring seeds, layers and reads have nothing in common.
 */
public final class CounterGaussian {

    private CounterGaussian() {}

    /** What all reads of one layer have in common. */
    public static long source(long seed, int layerPosition) {
        return RandomStream.of(seed, "read noise", layerPosition).nextLong();
    }

    /** The key of one read. */
    public static long key(long source, long read) {
        return RandomStream.draw(source, read);
    }

    /** Number i of a key. */
    public static float at(long key, int i) {
        return NormalNumbers.at(key, i);
    }
}
