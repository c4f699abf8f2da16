package io.memspike.core.runtime;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** What a thread of the pipeline does while there is nothing to do. */
public enum Waiting {
    /** Spins and yields for a moment, then sleeps in short naps: polite on a machine that others use too. */
    BACKOFF {
        @Override
        WaitStrategy waitStrategy() {
            return new SleepingWaitStrategy(SPINS_AND_YIELDS, NAP_NANOS);
        }

        @Override
        IdleStrategy idleStrategy() {
            return new BackoffIdleStrategy(SPINS_AND_YIELDS, SPINS_AND_YIELDS, 1_000, NAP_NANOS);
        }
    },

    /** Never lets go of its core: least latency, for machines with a core to spare for each thread of the pipeline. */
    BUSY_SPIN {
        @Override
        WaitStrategy waitStrategy() {
            return new BusySpinWaitStrategy();
        }

        @Override
        IdleStrategy idleStrategy() {
            return new BusySpinIdleStrategy();
        }
    };

    private static final int SPINS_AND_YIELDS = 100;
    private static final long NAP_NANOS = 50_000;

    abstract WaitStrategy waitStrategy();

    abstract IdleStrategy idleStrategy();
}
