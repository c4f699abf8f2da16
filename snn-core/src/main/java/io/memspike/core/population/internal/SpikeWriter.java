package io.memspike.core.population.internal;

import io.memspike.core.population.SpikeRecord;
import java.util.Arrays;
import java.util.List;

/** One thread's spikes, step after step. */
public final class SpikeWriter {
    private static final int FIRST_ROOM = 1024;
    private static final int MOST = Integer.MAX_VALUE - 8; // that an array holds

    private int[] ends = new int[FIRST_ROOM]; // of each step in neurons
    private int[] neurons = new int[FIRST_ROOM];
    private int steps;

    /** Adds a step. */
    public void step(int[] spikes, int n) {
        final int from = start(steps);
        if (ends.length == steps) {
            ends = Arrays.copyOf(ends, (int) Math.min(MOST, 2L * steps));
        }
        if (neurons.length - from < n) {
            final long needed = (long) from + n;
            if (needed > MOST) {
                throw new IllegalStateException(
                        "spikes: expected at most " + MOST + " of a thread's neurons, found more");
            }
            neurons = Arrays.copyOf(neurons, (int) Math.max(needed, Math.min(MOST, 2L * neurons.length)));
        }
        System.arraycopy(spikes, 0, neurons, from, n);
        ends[steps++] = from + n;
    }

    private int start(int step) {
        return step == 0 ? 0 : ends[step - 1];
    }

    private int count(int step) {
        return ends[step] - start(step);
    }

    /** Those of all threads, which have ascending neurons and as many steps. */
    public static SpikeRecord merged(List<SpikeWriter> threads, int steps) {
        final long spikes =
                threads.stream().mapToLong(each -> each.start(steps)).sum();
        if (spikes > MOST) {
            throw new IllegalStateException(
                    "spikes: expected at most " + MOST + " to be put in order, found " + spikes);
        }
        final int[] starts = new int[steps + 1];
        for (int step = 0; step < steps; step++) {
            starts[step + 1] = starts[step];
            for (final SpikeWriter each : threads) {
                starts[step + 1] += each.count(step);
            }
        }
        final int[] neurons = new int[starts[steps]];
        for (int step = 0; step < steps; step++) {
            int at = starts[step];
            for (final SpikeWriter each : threads) {
                System.arraycopy(each.neurons, each.start(step), neurons, at, each.count(step));
                at += each.count(step);
            }
        }
        return new SpikeRecord(starts, neurons);
    }
}
