package io.memspike.core.population.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Where threads wait for each other, without a lock: the last one opens the way. Any number of times. */
public final class Meeting {
    private static final int SPINS = 2_000; // some 10 µs: longer than a step of a thousand neurons
    private static final int YIELDS = 200;

    private final int parties;
    private final AtomicInteger missing;
    private volatile int round;
    private volatile boolean isOff;

    /** For that many threads. */
    public Meeting(int parties) {
        this.parties = parties;
        this.missing = new AtomicInteger(parties);
    }

    /**
     * Waits for all.
     *
     * @return whether all have come; false once anyone called it off
     */
    public boolean await() {
        final int now = round;
        if (missing.decrementAndGet() == 0) {
            missing.set(parties);
            round = now + 1;
            return !isOff;
        }
        for (int turns = 0; round == now && !isOff; turns++) {
            if (turns < SPINS) {
                Thread.onSpinWait();
            } else if (turns < SPINS + YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(20_000);
            }
        }
        return !isOff;
    }

    /** Nobody waits any more. */
    public void callOff() {
        isOff = true;
    }
}
