package io.memspike.cluster;

import java.util.function.Supplier;

/** What is found once, by the first who asks; where that fails, the next who asks tries again. Thread-safe. */
final class Once<T> {
    private final Supplier<T> how;
    private T found; // null until then

    Once(Supplier<T> how) {
        this.how = how;
    }

    synchronized T value() {
        if (found == null) {
            found = how.get();
        }
        return found;
    }
}
