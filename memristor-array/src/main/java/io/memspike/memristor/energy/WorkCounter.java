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
        for (int i = 0; i < counters.length; i++) {
            count(
                    i,
                    session.entering(plans.get(i).node()).active(),
                    work.layers().get(i));
        }
    }

    void count(int index, SpikeList spikes, LayerWork work) {
        final LayerPlan plan = plans.get(index);
        work.steps++;
        work.synapticOperations += plan.synapses().operations(spikes);
        if (plan.isDigital()) {
            double values = 0;
            for (int e = 0; e < spikes.size(); e++) {
                values += Math.abs(spikes.value(e));
            }
            work.spikes += Math.round(values * plan.pooled());
            return;
        }
        counters[index].count(spikes, work.tiles);
        final InputDrive drive = plan.tiled().spec().geometry().drive();
        final InputGrid grid = plan.tiled().spec().grid();
        final boolean anyWidth = drive instanceof InputDrive.PulseWidth;
        final double[] siemensOfInput = plan.siemensOfInput();
        double siemens = 0;
        double values = 0;
        float longest = 1f;
        int largest = 0;
        for (int e = 0; e < spikes.size(); e++) {
            final float value = Math.abs(spikes.value(e));
            final int code = anyWidth ? 0 : grid.code(value);
            siemens += siemensOfInput[spikes.index(e)] * (anyWidth ? value : drive.pulses(code));
            values += value;
            longest = Math.max(longest, value);
            largest = Math.max(largest, code);
        }
        work.siemensPulses += siemens;
        work.windowPulses += anyWidth ? longest : drive.reads(grid, largest);
        work.spikes += Math.round(values * plan.pooled());
    }
}
