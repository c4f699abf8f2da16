package io.memspike.tasks.simulate;

import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.population.PopulationNetwork;
import io.memspike.core.population.PopulationPlan;
import io.memspike.core.population.SpikeRecord;
import io.memspike.core.population.SpikeStatistics;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a network, runs it, and tells what its spikes have in common. */
final class Simulation {
    private static final double MOST_STEPS = 100_000_000; // more would not be counted in whole numbers of spikes
    private static final double AFTER = 0.2; // s
    private static final double BIN_MILLIS = 3;
    private static final int TOLD_EVERY = 100; // steps
    private static final int SMALL_STEPS = 30_000; // after them the compiler has seen all loops often enough

    private Simulation() {}

    /**
     * Does it.
     *
     * @param name of the network
     * @param network what is simulated
     * @param small one of the same kind, which is run first so that loops are compiled
     */
    static SimulateResult run(String name, PopulationPlan network, PopulationPlan small, SimulatePlan plan, Run run)
            throws IOException {
        final double stepSeconds = network.stepMillis() / 1000;
        final double asked = plan.seconds() / stepSeconds;
        if (!(asked >= 1 && asked <= MOST_STEPS)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--seconds: expected %s to %s, found %s",
                    stepSeconds,
                    MOST_STEPS * stepSeconds,
                    plan.seconds()));
        }
        final int steps = (int) Math.round(asked);
        final double after = plan.after() == null ? Math.min(AFTER, plan.seconds() / 5) : plan.after();
        if (!(after >= 0 && after < plan.seconds())) {
            throw new IllegalArgumentException(
                    "--after: expected from 0 to below the " + plan.seconds() + " s simulated, found " + after);
        }
        run.requireDrawing(plan.raster());
        Checkpoints.requireWritable(plan.spikes());
        final KernelsLookup.Choice kernels = run.choice();
        final long began = System.nanoTime();
        new PopulationNetwork(small, kernels.kernels(), run.threads()).run(SMALL_STEPS, done -> {});
        final PopulationNetwork built = new PopulationNetwork(network, kernels.kernels(), run.threads());
        final long ready = System.nanoTime();
        try (Progress.Bar bar = run.begin("steps", steps)) {
            built.run(steps, done -> {
                if (done % TOLD_EVERY == 0) {
                    bar.to(done);
                }
            });
        }
        final double wall = (System.nanoTime() - ready) / 1e9;
        final SpikeRecord spikes = built.spikes();
        if (plan.spikes() != null) {
            WholeFile.writeTable(plan.spikes(), List.of("seconds", "neuron"), rows(spikes, stepSeconds));
        }
        run.draw(plan.raster(), new RasterDrawing(name, spikes, network.neurons(), stepSeconds));
        final SpikeStatistics statistics = SpikeStatistics.of(
                spikes,
                network.neurons(),
                network.stepMillis(),
                Math.min(steps - 1, (int) Math.round(after / stepSeconds)),
                steps,
                (int) Math.round(BIN_MILLIS / network.stepMillis()));
        return new SimulateResult(
                wall,
                (ready - began) / 1e9,
                steps * stepSeconds,
                network.neurons(),
                built.synapses(),
                built.synapseBytes() / (double) Math.max(1, built.synapses()),
                spikes.size(),
                built.synapticEvents(),
                built.synapticEvents() / wall,
                statistics.rateHz(),
                known(statistics.cvIsi()),
                known(statistics.fano()),
                after,
                run.threads(),
                kernels.kernels().name(),
                network.seed());
    }

    /** A spike is timed by the end of its step. */
    private static List<List<?>> rows(SpikeRecord spikes, double stepSeconds) {
        final List<List<?>> rows = new ArrayList<>(spikes.size());
        for (int step = 0; step < spikes.steps(); step++) {
            final double seconds = Math.round((step + 1) * stepSeconds * 1e9) / 1e9;
            for (int s = spikes.starts()[step]; s < spikes.starts()[step + 1]; s++) {
                rows.add(List.of(seconds, spikes.neurons()[s]));
            }
        }
        return rows;
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
