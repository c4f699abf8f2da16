package io.memspike.tasks.simulate;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.population.PopulationGraph;
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
    private static final int MOST_OF_GRAPH = 4_000_000; // connections, each of which is looked at when a graph is built
    private static final double AFTER = 0.2; // s
    private static final double BIN_MILLIS = 3;
    private static final int TOLD_EVERY = 100; // steps
    private static final int SMALL_STEPS = 30_000; // after them the compiler has seen all loops often enough

    private Simulation() {}

    /**
     * A network that was drawn and has run.
     *
     * @param bytesPerSynapse null of a graph
     * @param synapticEvents that its spikes made
     * @param buildSeconds for drawing it
     * @param wallSeconds for the simulation alone
     */
    record Done(
            SpikeRecord spikes,
            long synapses,
            Double bytesPerSynapse,
            long synapticEvents,
            double buildSeconds,
            double wallSeconds) {}

    /** Number of steps of a time, which people are told as {@code --seconds}. */
    static int steps(PopulationPlan network, double seconds) {
        final double stepSeconds = network.stepMillis() / 1000;
        final double asked = seconds / stepSeconds;
        if (!(asked >= 1 && asked <= MOST_STEPS)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--seconds: expected %s to %s, found %s",
                    stepSeconds,
                    MOST_STEPS * stepSeconds,
                    seconds));
        }
        return (int) Math.round(asked);
    }

    /** Runs a small network until the compiler has seen all loops often enough. */
    static void compileLoops(PopulationPlan small, Kernels kernels, Run run) {
        new PopulationNetwork(small, kernels, run.threads()).run(SMALL_STEPS, done -> {});
    }

    /** Draws a network and runs it. */
    static Done simulate(PopulationPlan network, int steps, Kernels kernels, Run run) {
        final long began = System.nanoTime();
        final PopulationNetwork built = new PopulationNetwork(network, kernels, run.threads());
        final long ready = System.nanoTime();
        try (Progress.Bar bar = run.begin("steps", steps)) {
            built.run(steps, done -> tell(bar, done));
        }
        final double wall = (System.nanoTime() - ready) / 1e9;
        return new Done(
                built.spikes(),
                built.synapses(),
                built.synapseBytes() / (double) Math.max(1, built.synapses()),
                built.synapticEvents(),
                (ready - began) / 1e9,
                wall);
    }

    private static Done simulateGraph(PopulationPlan network, int steps, Kernels kernels, Run run) {
        final long began = System.nanoTime();
        final PopulationGraph built = PopulationGraph.of(network);
        final long ready = System.nanoTime();
        final SpikeRecord spikes;
        try (Progress.Bar bar = run.begin("steps", steps)) {
            spikes = built.run(kernels, steps, done -> tell(bar, done));
        }
        final double wall = (System.nanoTime() - ready) / 1e9;
        return new Done(spikes, built.synapses(), null, built.synapticEvents(spikes), (ready - began) / 1e9, wall);
    }

    private static void tell(Progress.Bar bar, int done) {
        if (done % TOLD_EVERY == 0) {
            bar.to(done);
        }
    }

    private static void requireGraph(PopulationPlan network) {
        final double synapses = network.projections().stream()
                .mapToDouble(projection -> projection.connectivity().inputs(projection.count()) * network.neurons())
                .sum();
        if (synapses > MOST_OF_GRAPH) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--graph: expected at most %,d synapses, found %,.0f; --neurons and --inputs make fewer",
                    MOST_OF_GRAPH,
                    synapses));
        }
    }

    /**
     * Does it.
     *
     * @param name of the network
     * @param published what is simulated, but for the spread of its weights
     * @param small one of the same kind, which is run first so that loops are compiled
     */
    static SimulateResult run(String name, PopulationPlan published, PopulationPlan small, SimulatePlan plan, Run run)
            throws IOException {
        final PopulationPlan network = published.withSpread(plan.weightSpread());
        final double stepSeconds = network.stepMillis() / 1000;
        final int steps = steps(network, plan.seconds());
        final double after = plan.after() == null ? Math.min(AFTER, plan.seconds() / 5) : plan.after();
        if (!(after >= 0 && after < plan.seconds())) {
            throw new IllegalArgumentException(
                    "--after: expected from 0 to below the " + plan.seconds() + " s simulated, found " + after);
        }
        if (plan.graph()) {
            requireGraph(network);
        }
        run.requireDrawing(plan.raster());
        Checkpoints.requireWritable(plan.spikes());
        final KernelsLookup.Choice kernels = run.choice();
        final long began = System.nanoTime();
        if (!plan.graph()) {
            compileLoops(small.withSpread(plan.weightSpread()), kernels.kernels(), run);
        }
        final double compileSeconds = (System.nanoTime() - began) / 1e9;
        final Done done = plan.graph()
                ? simulateGraph(network, steps, kernels.kernels(), run)
                : simulate(network, steps, kernels.kernels(), run);
        final SpikeRecord spikes = done.spikes();
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
                done.wallSeconds(),
                compileSeconds + done.buildSeconds(),
                steps * stepSeconds,
                network.neurons(),
                done.synapses(),
                done.bytesPerSynapse(),
                spikes.size(),
                done.synapticEvents(),
                done.synapticEvents() / done.wallSeconds(),
                statistics.rateHz(),
                known(statistics.cvIsi()),
                known(statistics.fano()),
                after,
                plan.graph() ? 1 : run.threads(),
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
