package io.memspike.memristor.energy;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Session;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.internal.TileCounter;
import java.util.List;

/**
 * Counts what each step of a session makes the layers do, from the spikes that went into them. One counter per thread;
 * counting allocates nothing and follows the spikes.
 */
public final class WorkCounter {
    private final List<LayerPlan> plans;
    private final TileCounter[] counters; // null of digital layers

    WorkCounter(List<LayerPlan> plans) {
        this.plans = plans;
        this.counters = plans.stream()
                .map(plan -> plan.isDigital() ? null : plan.tiled().newCounter())
                .toArray(TileCounter[]::new);
    }

    /**
     * Adds what the session's last step took.
     *
     * @param session of a network with the model's layers and weights. Not modified.
     * @param work sums. Modified.
     * @throws IllegalArgumentException where an input cannot be driven
     */
    public void count(Session session, InferenceWork work) {
        final boolean isFirst = session.steps() == 1;
        for (int i = 0; i < counters.length; i++) {
            final LayerWork own = work.layers().get(i);
            own.first += isFirst ? 1 : 0;
            if (isFirst || !plans.get(i).isStill()) {
                count(i, session.entering(plans.get(i).node()).active(), own);
            } else {
                own.steps++; // what was read before still stands
            }
        }
    }

    /** Of a step with a read. */
    void count(int index, SpikeList spikes, LayerWork work) {
        final LayerPlan plan = plans.get(index);
        work.steps++;
        work.synapticOperations += plan.synapses().operations(spikes);
        work.spikes += plan.entering().isGraded() ? spikes.size() : events(spikes, plan.pooled());
        if (plan.isDigital()) {
            return;
        }
        counters[index].count(spikes, work.tiles);
        final int channels = plan.layer().input().channels();
        float whole = plan.entering().isGraded() && !plan.isByToken() ? largest(spikes, 0, Integer.MAX_VALUE) : 1f;
        final int rows = plan.tiled().spec().geometry().rows();
        int end = 0; // of what shares a largest input: those of a token on a tile
        final InputDrive drive = plan.tiled().spec().geometry().drive();
        final InputGrid grid = plan.tiled().spec().grid();
        final boolean anyWidth = drive instanceof InputDrive.PulseWidth;
        final double[] siemensOfInput = plan.siemensOfInput();
        double siemens = 0;
        float longest = 1f;
        int largest = 0;
        for (int e = 0; e < spikes.size(); e++) {
            if (plan.isByToken() && spikes.index(e) >= end) {
                final int first = spikes.index(e) / channels * channels;
                end = first + Math.min(channels, ((spikes.index(e) - first) / rows + 1) * rows);
                whole = largest(spikes, e, end);
            }
            final float value = Math.abs(spikes.value(e)) / whole;
            final int code = anyWidth ? 0 : grid.code(value);
            siemens += siemensOfInput[spikes.index(e)] * (anyWidth ? value : drive.pulses(code));
            longest = Math.max(longest, value);
            largest = Math.max(largest, code);
        }
        work.siemensPulses += siemens;
        work.windowPulses += anyWidth ? longest : drive.reads(grid, largest);
    }

    private static long events(SpikeList spikes, int pooled) {
        double values = 0;
        for (int e = 0; e < spikes.size(); e++) {
            values += Math.abs(spikes.value(e));
        }
        return Math.round(values * pooled);
    }

    /** Of those from one on, up to an input. */
    private static float largest(SpikeList spikes, int from, int end) {
        float largest = 0f;
        for (int e = from; e < spikes.size() && spikes.index(e) < end; e++) {
            largest = Math.max(largest, Math.abs(spikes.value(e)));
        }
        return largest;
    }
}
