package io.memspike.bench.run;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.Runner;
import io.memspike.bench.jmh.AccumulateBenchmark;
import io.memspike.bench.jmh.BenchNetworks;
import io.memspike.bench.jmh.Digits;
import io.memspike.bench.jmh.EnergyProfiler;
import io.memspike.bench.jmh.InferenceBenchmark;
import io.memspike.bench.jmh.JmhRuns;
import io.memspike.bench.jmh.JmhScores;
import io.memspike.bench.jmh.LifBenchmark;
import io.memspike.bench.jmh.TrainingBenchmark;
import io.memspike.bench.peer.ExternalTool;
import io.memspike.bench.peer.Peers;
import io.memspike.bench.peer.Turns;
import io.memspike.tasks.plan.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The two-minute selection: scalar, SIMD and C take turns at every kernel, in rounds, so that a noisy minute hits all; then
 * whole inferences, training, and one short turn with PyTorch.
 */
final class Selection {
    private static final List<String> SHAPES = List.of("64x256/16", "2312x256/20", "2312x256/200", "784x512/80");
    private static final int ROUNDS = 2;
    private static final int PEER_SAMPLES = 250;

    private final BenchPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final List<Runner> runners;
    private final JmhRuns kernelRuns;
    private final JmhRuns longRuns;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    Selection(BenchPlan plan, Path work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
        this.runners = BenchNetworks.kernels(plan.kernels()).name().equals("simd")
                ? List.of(Runner.SCALAR, Runner.SIMD)
                : List.of(Runner.SCALAR);
        this.kernelRuns = plan.isQuick() ? new JmhRuns(1, 3, 2, 150) : new JmhRuns(1, 2, 3, 200);
        this.longRuns = plan.isQuick() ? new JmhRuns(1, 2, 2, 250) : new JmhRuns(1, 3, 3, 300);
    }

    BenchResult run() throws IOException, InterruptedException {
        final Turns<SynapticLimit> limit = limit();
        for (int round = 0; round < (plan.isQuick() ? 1 : ROUNDS); round++) {
            accumulate(limit);
            lif();
        }
        for (final String model : plan.models()) {
            final String kind = BenchNetworks.kind(model, BenchNetworks.model(model, new Digits(1, 1)));
            inference(model, kind);
            training(BenchNetworks.isPrime(kind) ? kind : model, kind);
        }
        if (!plan.isQuick()) {
            new Peers(plan, work, progress, figure -> {}, notes)
                    .inference(1, PEER_SAMPLES)
                    .forEach(this::put);
        }
        return new BenchResult(List.copyOf(figures.values()), notes);
    }

    private Turns<SynapticLimit> limit() throws InterruptedException {
        try {
            return new Turns<>(List.of(SynapticLimit.compile(plan.references(), work)), notes);
        } catch (ExternalTool.Unavailable e) {
            notes.add(e.getMessage());
            return new Turns<>(List.of(), notes);
        }
    }

    private void put(Figure figure) {
        figures.put(figure.name(), figure);
    }

    private Figure rate(String name, String unit) {
        return figures.computeIfAbsent(name, any -> Figure.rate(name, unit));
    }

    private void accumulate(Turns<SynapticLimit> limit) throws InterruptedException {
        for (final String shape : SHAPES) {
            final Figure figure = rate("accumulate " + shape, "synaptic operations/s");
            for (final Runner runner : runners) {
                final JmhScores found =
                        jmh(kernelRuns, AccumulateBenchmark.class, "accumulate", Map.of("shape", shape), runner);
                figure.add(runner, found.secondary("synapticOperations"));
                addCosts(figure, runner, found);
            }
            limit.take(program -> figure.add(Runner.C, program.operationsPerSecond(shape)));
        }
    }

    private void lif() {
        final Figure figure = rate("LIF step, 4096 neurons, 15 % firing", "neurons/s");
        for (final Runner runner : runners) {
            final JmhScores found = jmh(kernelRuns, LifBenchmark.class, "step", Map.of(), runner);
            figure.add(runner, found.secondary("neuronUpdates"));
            addCosts(figure, runner, found);
        }
    }

    private void inference(String model, String kind) {
        final Figure throughput = rate("inference, " + kind + ", 1 thread", "samples/s");
        final Figure median = Figure.time("inference, " + kind + ", p50 of one sample", "µs");
        final Figure tail = Figure.time("inference, " + kind + ", p99 of one sample", "µs");
        for (final Runner runner : runners) {
            final Map<String, String> parameters = Map.of("model", model);
            final JmhScores found = jmh(longRuns, InferenceBenchmark.class, "throughput", parameters, runner);
            throughput.add(runner, found.primary());
            addCosts(throughput, runner, found);
            final JmhScores sampled = jmh(longRuns, InferenceBenchmark.class, "latency", parameters, runner);
            median.add(runner, sampled.percentile(50));
            tail.add(runner, sampled.percentile(99));
        }
        put(median);
        put(tail);
        precisions(model, kind);
    }

    /** Floats and 8 bits by turns, with the fastest kernels. */
    private void precisions(String model, String kind) {
        final Runner fastest = runners.get(runners.size() - 1);
        for (int round = 0; round < (plan.isQuick() ? 1 : ROUNDS); round++) {
            for (final Precision precision : Precision.values()) {
                final Figure figure = figures.computeIfAbsent(
                        "inference, " + kind + ", " + precision.name().toLowerCase(Locale.ROOT)
                                + " by turns, p50 of one sample",
                        name -> Figure.time(name, "µs"));
                final Map<String, String> parameters = Map.of("model", model, "precision", precision.name());
                figure.add(
                        fastest,
                        jmh(kernelRuns, InferenceBenchmark.class, "latency", parameters, fastest)
                                .percentile(50));
            }
        }
    }

    /** With the fastest kernels alone: a scalar update takes seconds. */
    private void training(String network, String kind) {
        final String threads = Integer.toString(plan.threads());
        final Runner fastest = runners.get(runners.size() - 1);
        rate("training, " + kind + ", " + threads + " threads", "samples/s")
                .add(
                        fastest,
                        jmh(
                                        longRuns,
                                        TrainingBenchmark.class,
                                        "update",
                                        Map.of("network", network, "workers", threads),
                                        fastest)
                                .primary());
    }

    /** Costs are those of the last kernels: they do not depend on which. */
    private void addCosts(Figure figure, Runner runner, JmhScores found) {
        if (runner == runners.get(runners.size() - 1)) {
            figure.addCosts(found.secondary(JmhScores.BYTES), found.secondary(EnergyProfiler.MODELLED));
        }
    }

    private JmhScores jmh(
            JmhRuns runs, Class<?> benchmark, String method, Map<String, String> parameters, Runner runner) {
        final Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("kernels", runner == Runner.SIMD ? "simd" : "scalar");
        progress.accept(benchmark.getSimpleName() + "." + method + " " + all);
        return runs.run(benchmark, method, all);
    }
}
