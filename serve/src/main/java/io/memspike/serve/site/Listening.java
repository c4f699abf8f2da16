package io.memspike.serve.site;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clients that listen to events, or converse: so many in all, and so many times each. Thread-safe. */
final class Listening {
    private static final int MOST_OF_ONE = 64; // of a browser with many windows, or an address that keeps no cookies
    private static final int TOO_MANY = 429;

    private final int most;
    private final Map<String, Integer> counts = new HashMap<>();
    private int all;

    /** Places for so many. */
    Listening(int most) {
        this.most = most;
    }

    /**
     * Takes a place.
     *
     * @return gives it back, the first time that it is run
     * @throws RefusedException where there is none
     */
    synchronized Runnable enter(String client) {
        if (all >= most) {
            throw new RefusedException(TOO_MANY, "clients: expected at most " + most + " that listen");
        }
        if (counts.getOrDefault(client, 0) >= MOST_OF_ONE) {
            throw new RefusedException(TOO_MANY, "client: expected to listen at most " + MOST_OF_ONE + " times");
        }
        all++;
        counts.merge(client, 1, Integer::sum);
        final AtomicBoolean isBack = new AtomicBoolean();
        return () -> {
            if (!isBack.getAndSet(true)) {
                leave(client);
            }
        };
    }

    private synchronized void leave(String client) {
        all--;
        counts.computeIfPresent(client, (name, count) -> count == 1 ? null : (Integer) (count - 1));
    }
}
