package io.memspike.core.population;

import io.memspike.core.internal.Gate;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.population.internal.Shard;
import io.memspike.core.population.internal.SpikeWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A network of a {@link PopulationPlan}, drawn and ready to run. Neurons are dealt out to threads in runs of neighbours; each
 * thread has the synapses that end on its own, and threads meet once in the shortest delay. Same plan, same spikes: for any
 * number of threads, scalar or SIMD. One caller at a time.
 */
public final class PopulationNetwork {
    private static final int ALIGNMENT = 16; // neurons: a cache line, and whole pairs of random numbers

    private final PopulationPlan plan;
    private final Shard[] shards;
    private int done; // steps
    private boolean isBroken; // a run failed: threads stand at different steps

    /**
     * Draws it.
     *
     * @param plan what
     * @param kernels inner loops; they change no bit
     * @param threads at least 1; they change no bit
     */
    public PopulationNetwork(PopulationPlan plan, Kernels kernels, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("network: expected at least 1 thread, found " + threads);
        }
        this.plan = plan;
        final int groups = (plan.neurons() + ALIGNMENT - 1) / ALIGNMENT;
        final int parts = Math.min(threads, groups);
        this.shards = new Shard[parts];
        final IntConsumer draw = part -> {
            final int from = (int) ((long) groups * part / parts) * ALIGNMENT;
            final int to = Math.min(plan.neurons(), (int) ((long) groups * (part + 1) / parts) * ALIGNMENT);
            shards[part] = new Shard(plan, kernels, from, to - from);
        };
        inParallel(draw, () -> {});
    }

    /** What it is. */
    public PopulationPlan plan() {
        return plan;
    }

    /** Steps done so far. */
    public int steps() {
        return done;
    }

    /** Number of synapses, those of outer spikes left out. */
    public long synapses() {
        return Arrays.stream(shards).mapToLong(Shard::synapses).sum();
    }

    /** Bytes that synapses take. */
    public long synapseBytes() {
        return Arrays.stream(shards).mapToLong(Shard::bytes).sum();
    }

    /** Synapses that spikes have gone through so far. */
    public long synapticEvents() {
        requireWhole();
        return Arrays.stream(shards).mapToLong(Shard::events).sum();
    }

    /** All spikes so far. */
    public SpikeRecord spikes() {
        requireWhole();
        return SpikeWriter.merged(Arrays.stream(shards).map(Shard::written).toList(), done);
    }

    /**
     * Goes on.
     *
     * @param steps how many
     * @param progress told of the steps done so far, by one thread, now and then
     * @throws IllegalStateException where an earlier run failed: what a thread throws, or {@code progress}, ends a run and is
     *     thrown on, and nothing can be asked of the network any more
     */
    public void run(int steps, IntConsumer progress) {
        requireWhole();
        if (steps < 0) {
            throw new IllegalArgumentException("network: expected at least 0 steps, found " + steps);
        }
        final int end = Math.addExact(done, steps);
        final int window = plan.shortestDelay();
        final Gate gate = new Gate(shards.length);
        isBroken = true; // until all have come through
        inParallel(
                part -> {
                    for (int from = done; from < end; from += window) {
                        final int to = Math.min(end, from + window);
                        shards[part].run(shards, from, to);
                        if (part == 0) {
                            progress.accept(to);
                        }
                        if (!gate.pass()) {
                            return;
                        }
                    }
                },
                gate::close);
        isBroken = false;
        done = end;
    }

    private void requireWhole() {
        if (isBroken) {
            throw new IllegalStateException(
                    "network: expected one whose runs went well, found one whose last run failed");
        }
    }

    /** One thread a shard, the caller's among them. */
    private void inParallel(IntConsumer work, Runnable failed) {
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final IntConsumer guarded = part -> {
            try {
                work.accept(part);
            } catch (RuntimeException | Error e) { // told below, by the caller's thread
                failure.compareAndSet(null, e);
                failed.run();
            }
        };
        final List<Thread> others = IntStream.range(1, shards.length)
                .mapToObj(part -> new Thread(() -> guarded.accept(part), "population-" + part))
                .toList();
        try {
            others.forEach(Thread::start);
            guarded.accept(0);
        } catch (OutOfMemoryError e) { // no more threads to be had: those that there are must not wait for others
            failure.compareAndSet(null, e);
            failed.run();
        }
        boolean isInterrupted = false;
        for (final Thread each : others) {
            while (each.isAlive()) {
                try {
                    each.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        final Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }
}
