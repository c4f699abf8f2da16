package io.memspike.bench;

import io.memspike.bench.Figure.Runner;
import io.memspike.core.EventSamples;
import io.memspike.core.ExitPolicy;
import io.memspike.core.LayerSpec;
import io.memspike.core.run.Network;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.EventSubset;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Memspike and PyTorch by turns on the very same model and event files, in one run. Memspike measures itself in this JVM
 * after one turn that is not counted; PyTorch's program warms itself up before inference.
 */
final class Peers {
    private static final int LATENCY_SAMPLES = 200; // as many as PyTorch's program times
    private static final int WARM_UP_SAMPLES = 512;
    private static final int BATCH = 128;
    private static final long PASSES_NANOS = 500_000_000L;
    private static final double ALLOWED_LOSS_POINTS =
            0.2; // for 0.5 on test digits, which are harder than held-out ones

    private final BenchPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final List<String> notes;
    private final Kernels kernels;
    private final Runner us;
    private final PyTorch torch; // null where it cannot run
    private final ClassifierData data = new ClassifierData(ImageSets.ofSystem());

    Peers(BenchPlan plan, Path work, Consumer<String> progress, List<String> notes) throws InterruptedException {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
        this.notes = notes;
        this.kernels = BenchNetworks.kernels(plan.kernels());
        this.us = kernels.name().equals("simd") ? Runner.SIMD : Runner.SCALAR;
        PyTorch found = null;
        try {
            found = PyTorch.find(plan.python(), plan.references());
        } catch (ExternalTool.Unavailable e) {
            notes.add(e.getMessage());
        }
        this.torch = found;
    }

    /** Evaluation of each model, with early stop where it is trained. */
    List<Figure> inference(int rounds, int samples) throws IOException, InterruptedException {
        final Path file = events(Split.TEST, samples);
        final List<Figure> figures = new ArrayList<>();
        try (EventFile events = EventFile.open(file)) {
            for (final String name : plan.models()) {
                final Model model = BenchNetworks.model(name, events);
                Path modelFile = Path.of(name);
                if (BenchNetworks.isUntrained(name)) {
                    modelFile = work.resolve(name + ".safetensors");
                    model.write(modelFile);
                }
                figures.addAll(inference(name, model, modelFile, events, file, rounds));
            }
        }
        return figures;
    }

    private List<Figure> inference(
            String name, Model model, Path modelFile, EventSamples events, Path eventFile, int rounds)
            throws InterruptedException, IOException {
        final String kind = BenchNetworks.kind(model);
        final Network network = ModelNetwork.of(model, events.shape(), kernels, ReadNoise.NONE);
        final ClassifierEvaluation whole = new ClassifierEvaluation(network, events, plan.threads(), done -> {});
        final ClassifierEvaluation single = new ClassifierEvaluation(network, events, 1, done -> {});
        final EarlyStopCalibration stop = BenchNetworks.isUntrained(name) ? null : calibrate(kind, network);
        final String set = events.size() + " test digits, " + kind + ", ";
        final Figure throughput = Figure.rate(set + plan.threads() + " threads", "samples/s");
        final Figure alone = Figure.rate(set + "1 thread", "samples/s");
        final Figure early = Figure.rate(set + "early stop, " + plan.threads() + " threads", "samples/s");
        final Figure median = Figure.time("one digit at a time, " + kind + ", 1 thread, p50", "µs");
        final Figure tail = Figure.time("one digit at a time, " + kind + ", 1 thread, p99", "µs");
        for (int round = -1; round < rounds; round++) { // the first is not counted
            progress.accept(kind + " against PyTorch");
            final double ours = samplesPerSecond(whole, null);
            final double oursAlone = samplesPerSecond(single, null);
            final Histogram latency = single.latencyNanos(null, LATENCY_SAMPLES);
            final double oursEarly = stop == null ? 0 : samplesPerSecond(whole, stop.policy());
            if (round < 0) {
                continue;
            }
            throughput.add(us, ours);
            alone.add(us, oursAlone);
            median.add(us, latency.getValueAtPercentile(50) / 1e3);
            tail.add(us, latency.getValueAtPercentile(99) / 1e3);
            if (stop != null) {
                early.add(us, oursEarly);
            }
            if (torch != null) {
                try {
                    final double theirs = torch.infer(modelFile, eventFile, events.size(), plan.threads())
                            .samplesPerSecond();
                    final PyTorch.Inference theirsAlone = torch.infer(modelFile, eventFile, events.size(), 1);
                    throughput.add(Runner.PYTORCH, theirs);
                    alone.add(Runner.PYTORCH, theirsAlone.samplesPerSecond());
                    early.add(Runner.PYTORCH, theirs); // it has no early stop: all steps
                    median.add(Runner.PYTORCH, theirsAlone.latencyMicros());
                } catch (ExternalTool.Unavailable e) {
                    notes.add(e.getMessage());
                }
            }
        }
        return stop == null
                ? List.of(throughput, alone, median, tail)
                : List.of(throughput, early, alone, median, tail);
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

    private EarlyStopCalibration calibrate(String kind, Network network) throws IOException {
        progress.accept(kind + ": calibrating the early stop");
        final EarlyStopCalibration found = EarlyStopCalibration.toLoss(
                network,
                data.heldOut(ImageSets.MNIST, plan.isQuick() ? 500 : 2_000),
                "confidence",
                ALLOWED_LOSS_POINTS,
                plan.threads(),
                done -> {});
        notes.add(String.format(
                Locale.ROOT,
                "%s: early stop at confidence above %.4f: %.2f %% instead of %.2f %% of %d held-out digits, %.2f steps",
                kind,
                found.calibration().point().threshold(),
                100 * found.calibration().point().accuracy(),
                100 * found.calibration().allSteps().accuracy(),
                found.calibration().point().samples(),
                found.calibration().point().meanSteps()));
        return found;
    }

    /** Training of one epoch by pruning, from a random start. */
    List<Figure> training(int rounds, int samples) throws IOException, InterruptedException {
        final Path file = events(Split.TRAIN, samples);
        final List<Figure> figures = new ArrayList<>();
        try (EventFile events = EventFile.open(file)) {
            for (final String model : plan.models()) {
                figures.add(training(BenchNetworks.kind(BenchNetworks.model(model, events)), events, file, rounds));
            }
        }
        return figures;
    }

    private Figure training(String network, EventSamples events, Path file, int rounds) throws InterruptedException {
        final Figure figure =
                Figure.rate("training, " + network + ", batch 128, " + plan.threads() + " threads", "samples/s");
        epoch(network, EventSubset.first(events, Math.min(WARM_UP_SAMPLES, events.size())));
        for (int round = 0; round < rounds; round++) {
            progress.accept("training " + network + " against PyTorch");
            figure.add(us, epoch(network, events));
            if (torch != null) {
                try {
                    figure.add(Runner.PYTORCH, torch.train(network, file, events.size(), plan.threads()));
                } catch (ExternalTool.Unavailable e) {
                    notes.add(e.getMessage());
                }
            }
        }
        return figure;
    }

    private double epoch(String network, EventSamples events) {
        final List<LayerSpec> layers = BenchNetworks.layers(network, events);
        final TrainingConfig config = new TrainingConfig(1, BATCH, 1e-3, 5e-4, Loss.MEAN, 1);
        try (Trainer trainer =
                new Trainer(layers, BenchNetworks.learners(layers), events, config, kernels, plan.threads(), 0)) {
            return trainer.epoch(TrainingProgress.NONE).samplesPerSecond();
        }
    }

    private Path events(Split split, int samples) throws IOException {
        progress.accept("recording " + samples + " digits");
        final Path file = work.resolve(split.name().toLowerCase(Locale.ROOT) + ".safetensors");
        new EventFileWriter(data.samples(ImageSets.MNIST, split, samples), Map.of(), plan.threads())
                .write(file, done -> {});
        return file;
    }
}
