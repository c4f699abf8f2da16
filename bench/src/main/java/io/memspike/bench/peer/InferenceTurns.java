package io.memspike.bench.peer;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.Figure;
import io.memspike.bench.PyTorchSetting;
import io.memspike.bench.Runner;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.tasks.ClassifierEvaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Inference of one model, measured by turns. Memspike measures itself in this JVM, warm, after one turn that is not counted,
 * and in fresh processes, cold; PyTorch's programs warm themselves up.
 */
final class InferenceTurns {
    private static final int LATENCY_SAMPLES = 200; // as many as PyTorch's programs time
    private static final int LENGTH = 10_000; // all test digits that there are
    private static final long PASSES_NANOS = 500_000_000L;

    private final Subject subject;
    private final Runner us;
    private final int threads;
    private final ClassifierEvaluation whole;
    private final ClassifierEvaluation single;
    private final Figure throughput;
    private final Figure early;
    private final Figure alone;
    private final Figure cold;
    private final Figure coldAtLength; // nothing in short runs
    private final boolean isQuick;
    private final Figure startToEnd;
    private final Figure median;
    private final Figure tail;
    private final Figure medianBesideThreads;

    /**
     * What is inferred: the same in files, for others, and in memory.
     *
     * @param kind {@code conv} or {@code mlp}
     * @param peerFile the model as PyTorch's programs read it
     * @param stop the early stop, or null
     */
    record Subject(
            String kind,
            Path modelFile,
            Path peerFile,
            Network network,
            Path eventFile,
            Samples events,
            ExitPolicy stop) {}

    InferenceTurns(Subject subject, Runner us, BenchPlan plan) {
        this.subject = subject;
        this.us = us;
        this.threads = plan.threads();
        this.isQuick = plan.isQuick();
        whole = new ClassifierEvaluation(subject.network(), subject.events(), threads, done -> {});
        single = new ClassifierEvaluation(subject.network(), subject.events(), 1, done -> {});
        final String kind = subject.kind();
        final String set = subject.events().size() + " test digits, " + kind + ", ";
        throughput = Figure.rate(set + threads + " threads", "samples/s");
        early = Figure.rate(set + "early stop, " + threads + " threads", "samples/s");
        alone = Figure.rate(set + "1 thread", "samples/s");
        cold = Figure.rate(set + threads + " threads, cold", "samples/s");
        coldAtLength = Figure.rate(LENGTH + " test digits, " + kind + ", " + threads + " threads, cold", "samples/s");
        startToEnd = Figure.time(set + threads + " threads, start to end", "s");
        final String one = "one digit at a time, " + kind + ", 1 thread, ";
        median = Figure.time(one + "p50", "µs");
        tail = Figure.time(one + "p99", "µs");
        medianBesideThreads = Figure.time(one + "PyTorch " + threads + ", p50", "µs");
    }

    /** A turn of Memspike's that is not counted. */
    void warmUp() {
        samplesPerSecond(whole, null);
        samplesPerSecond(single, null);
        single.latencyNanos(null, LATENCY_SAMPLES);
        if (subject.stop() != null) {
            samplesPerSecond(whole, subject.stop());
        }
    }

    /** Memspike's turn in this JVM. */
    void memspike() {
        throughput.add(us, samplesPerSecond(whole, null));
        alone.add(us, samplesPerSecond(single, null));
        final Histogram latency = single.latencyNanos(null, LATENCY_SAMPLES);
        median.add(us, latency.getValueAtPercentile(50) / 1e3);
        medianBesideThreads.add(us, latency.getValueAtPercentile(50) / 1e3);
        tail.add(us, latency.getValueAtPercentile(99) / 1e3);
        if (subject.stop() != null) {
            early.add(us, samplesPerSecond(whole, subject.stop()));
        }
    }

    /** Memspike's turn in fresh processes. */
    void cold(ColdEvaluation evaluation) throws ExternalTool.Unavailable, InterruptedException {
        final ColdEvaluation.Run run =
                evaluation.run(subject.modelFile(), subject.events().size());
        cold.add(us, run.samplesPerSecond());
        startToEnd.add(us, run.seconds());
        if (!isQuick) {
            coldAtLength.add(us, evaluation.run(subject.modelFile(), LENGTH).samplesPerSecond());
        }
    }

    /** PyTorch's turn, in one setting. */
    void pyTorch(PyTorch torch, PyTorchSetting setting) throws ExternalTool.Unavailable, InterruptedException {
        final PyTorch.Inference many = infer(torch, setting, threads);
        final PyTorch.Inference one = threads == 1 ? many : infer(torch, setting, 1);
        final Runner them = Runner.pyTorch(setting);
        add(throughput, them, many.samplesPerSecond(), many);
        add(alone, them, one.samplesPerSecond(), one);
        add(median, them, one.p50Micros(), one);
        add(medianBesideThreads, them, many.p50Micros(), many);
        if (one.p99Micros() != null) {
            add(tail, them, one.p99Micros(), one);
        }
        if (subject.stop() != null) {
            add(early, them, many.samplesPerSecond(), many); // it has no early stop: all steps
        }
    }

    private PyTorch.Inference infer(PyTorch torch, PyTorchSetting setting, int onThreads)
            throws ExternalTool.Unavailable, InterruptedException {
        return torch.infer(
                setting,
                subject.peerFile(),
                subject.eventFile(),
                subject.events().size(),
                onThreads);
    }

    private static void add(Figure figure, Runner runner, double measured, PyTorch.Inference of) {
        figure.add(runner, measured);
        if (of.differing() != null) {
            figure.addDiffering(runner, of.differing());
        }
    }

    /** What was measured so far. */
    List<Figure> figures() {
        final List<Figure> figures = new ArrayList<>(List.of(throughput));
        if (subject.stop() != null) {
            figures.add(early);
        }
        figures.add(alone);
        if (cold.median(us) != null) {
            figures.addAll(List.of(cold, startToEnd));
        }
        if (coldAtLength.median(us) != null) {
            figures.add(coldAtLength);
        }
        figures.add(median);
        if (threads > 1 && medianBesideThreads.bestPyTorch() != null) {
            figures.add(medianBesideThreads);
        }
        figures.add(tail);
        return figures;
    }

    /** Median over as many passes as fit into {@link #PASSES_NANOS}: a single one may take a few milliseconds. */
    private static double samplesPerSecond(ClassifierEvaluation evaluation, ExitPolicy policy) {
        final List<Double> rates = new ArrayList<>();
        final long end = System.nanoTime() + PASSES_NANOS;
        do {
            rates.add(evaluation.run(policy).samplesPerSecond());
        } while (System.nanoTime() < end);
        return Figure.median(rates);
    }
}
