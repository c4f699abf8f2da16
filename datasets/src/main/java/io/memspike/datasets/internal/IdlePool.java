package io.memspike.datasets.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * What threads take by turns, such as cameras: it grows to as many as are in use at once. Safe for any number of threads, none of
 * which waits; allocates nothing once it has grown.
 */
public final class IdlePool<T> {
    private static final int SMALLEST = 64; // places

    private final Supplier<T> make;
    private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(
            Math.max(SMALLEST, 2 * Runtime.getRuntime().availableProcessors()));

    /** Of things as they are made where all others are in use. */
    public IdlePool(Supplier<T> make) {
        this.make = make;
    }

    /** One that nobody else has. */
    public T take() {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) { // looked at before it is taken: places of others stay in their caches
                final T taken = idle.getAndSet(i, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return make.get();
    }

    /** Gives back what was taken; lets it go where every place is full. */
    public void giveBack(T taken) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, taken)) {
                return;
            }
        }
    }
}
