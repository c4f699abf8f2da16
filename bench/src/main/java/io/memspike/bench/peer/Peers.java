package io.memspike.bench.peer;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.Figure;
import io.memspike.bench.PyTorchSetting;
import io.memspike.bench.Runner;
import io.memspike.bench.jmh.BenchNetworks;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.Split;
import io.memspike.datasets.Subset;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
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

/** Memspike and PyTorch by turns on the very same model and event files, in one run. */
public final class Peers {
    private static final int WARM_UP_SAMPLES = 512;
    private static final int BATCH = 128;
    private static final double ALLOWED_LOSS_POINTS =
            0.2; // for 0.5 on test digits, which are harder than held-out ones

    private final BenchPlan plan;
    private final Path work;
    private final Consumer<String> progress;
    private final Consumer<Figure> found;
    private final List<String> notes;
    private final Kernels kernels;
    private final Runner us;
    private final List<PyTorch> torch; // empty where it cannot run
    private final ClassifierData data = new ClassifierData(DataSets.ofSystem());

    /**
     * Peers that are found.
     *
     * @param plan what and how
     * @param work directory for files that they share
     * @param progress told what is about to be measured
     * @param found told each figure when all its turns are over
     * @param notes told what cannot be measured, and why
     * @throws InterruptedException where this thread is interrupted while it looks for them
     */
    public Peers(BenchPlan plan, Path work, Consumer<String> progress, Consumer<Figure> found, List<String> notes)
            throws InterruptedException {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
        this.found = found;
        this.notes = notes;
        this.kernels = BenchNetworks.kernels(plan.kernels());
        this.us = kernels.name().equals("simd") ? Runner.SIMD : Runner.SCALAR;
        this.torch = torch();
    }

    private List<PyTorch> torch() throws InterruptedException {
        try {
            return List.of(PyTorch.find(plan.python(), plan.references(), plan.peers(), work));
        } catch (ExternalTool.Unavailable e) {
            notes.add(e.getMessage());
            return List.of();
        }
    }

    /** PyTorch, where it can run and has the network. */
    private List<PyTorch> torch(String kind) {
        if (!torch.isEmpty() && !BenchNetworks.isPrime(kind)) {
            notes.add(kind + ": not compared with PyTorch, whose programs have PRIME's networks alone");
            return List.of();
        }
        return torch;
    }

    /** Evaluation of each model, with early stop where it is trained. */
    public List<Figure> inference(int rounds, int samples) throws IOException, InterruptedException {
        final Path file = events(Split.TEST, samples);
        final List<Figure> figures = new ArrayList<>();
        try (EventFile events = EventFile.open(file)) {
            for (final String name : plan.models()) {
                final Model model = BenchNetworks.model(name, events);
                Path modelFile = Path.of(name);
                if (BenchNetworks.isUntrained(name)) {
                    modelFile = work.resolve(BenchNetworks.kind(name, model) + ".safetensors");
                    model.write(modelFile);
                }
                figures.addAll(inference(name, model, modelFile, events, file, rounds));
            }
        }
        return figures;
    }

    private List<Figure> inference(String name, Model model, Path modelFile, Samples events, Path eventFile, int rounds)
            throws InterruptedException, IOException {
        final String kind = BenchNetworks.kind(name, model);
        final Network network = ModelNetwork.of(model, events.shape(), kernels, ReadNoise.NONE);
        final ExitPolicy stop = BenchNetworks.isUntrained(name)
                ? null
                : calibrate(kind, network).policy();
        final List<PyTorchSetting> met = torch(kind).isEmpty() ? List.of() : settings(kind);
        final Path peerFile = work.resolve("peer-" + kind + ".safetensors");
        if (!met.isEmpty()) {
            PeerModel.write(model, peerFile);
        }
        final InferenceTurns turns = new InferenceTurns(
                new InferenceTurns.Subject(kind, modelFile, peerFile, network, eventFile, events, stop), us, plan);
        final Turns<PyTorchSetting> settings = new Turns<>(met, notes);
        final Turns<ColdEvaluation> cold = new Turns<>(
                plan.hasPeers()
                        ? List.of(new ColdEvaluation(plan.memspike(), plan.kernels(), plan.threads()))
                        : List.of(),
                notes);
        turns.warmUp();
        for (int round = 0; round < rounds; round++) {
            progress.accept(kind + ", warm and cold");
            turns.memspike();
            cold.take(turns::cold);
            settings.take(setting -> {
                progress.accept(kind + " against PyTorch, " + setting.name());
                turns.pyTorch(torch.get(0), setting);
            });
        }
        final List<Figure> figures = turns.figures();
        figures.forEach(found);
        return figures;
    }

    /** The plain setting; at length, those at its best, too. */
    private List<PyTorchSetting> settings(String network) {
        final List<PyTorchSetting> settings = new ArrayList<>(List.of(PyTorchSetting.EAGER));
        if (plan.hasPeers()) {
            settings.addAll(PyTorchSetting.best(network));
        }
        return settings;
    }

    /** The same for training. */
    private List<PyTorchSetting> trainingSettings(String network) {
        final List<PyTorchSetting> settings = new ArrayList<>(List.of(PyTorchSetting.EAGER));
        if (plan.hasPeers()) {
            settings.addAll(PyTorchSetting.training(network));
        }
        return settings;
    }

    private EarlyStopCalibration calibrate(String kind, Network network) throws IOException {
        progress.accept(kind + ": calibrating the early stop");
        final EarlyStopCalibration found = EarlyStopCalibration.toLoss(
                network,
                data.heldOut(DataSets.MNIST, plan.isQuick() ? 500 : 2_000),
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
    public List<Figure> training(int rounds, int samples) throws IOException, InterruptedException {
        final Path file = events(Split.TRAIN, samples);
        final List<Figure> figures = new ArrayList<>();
        try (EventFile events = EventFile.open(file)) {
            for (final String model : plan.models()) {
                final String kind = BenchNetworks.kind(model, BenchNetworks.model(model, events));
                figures.add(training(BenchNetworks.isPrime(kind) ? kind : model, kind, events, file, rounds));
            }
        }
        return figures;
    }

    private Figure training(String network, String kind, Samples events, Path file, int rounds)
            throws InterruptedException, IOException {
        final Figure figure =
                Figure.rate("training, " + kind + ", batch 128, " + plan.threads() + " threads", "samples/s");
        final Turns<PyTorchSetting> peers =
                new Turns<>(torch(kind).isEmpty() ? List.of() : trainingSettings(kind), notes);
        epoch(network, Subset.first(events, Math.min(WARM_UP_SAMPLES, events.size())));
        for (int round = 0; round < rounds; round++) {
            figure.add(us, epoch(network, events));
            peers.take(setting -> {
                progress.accept("training " + kind + " against PyTorch, " + setting.name());
                figure.add(
                        Runner.pyTorch(setting),
                        torch.get(0).train(setting, kind, file, events.size(), plan.threads()));
            });
        }
        found.accept(figure);
        return figure;
    }

    private double epoch(String network, Samples events) throws IOException {
        final TrainingConfig config = TrainingConfig.adam(1, BATCH, 1e-3, 5e-4, 0, 1);
        try (Trainer trainer =
                new Trainer(BenchNetworks.task(network, events), events, config, kernels, plan.threads(), 0)) {
            return trainer.epoch(TrainingProgress.NONE).samplesPerSecond();
        }
    }

    private Path events(Split split, int samples) throws IOException {
        progress.accept("recording " + samples + " digits");
        final Path file = work.resolve(split.name().toLowerCase(Locale.ROOT) + ".safetensors");
        new EventFileWriter(data.samples(DataSets.MNIST, split, samples), Map.of(), plan.threads())
                .write(file, done -> {});
        return file;
    }
}
