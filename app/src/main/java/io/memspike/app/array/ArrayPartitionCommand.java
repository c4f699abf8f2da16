package io.memspike.app.array;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.PartitionPlot;
import io.memspike.core.file.Model;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.BinaryCells;
import io.memspike.tasks.array.BinaryTraining;
import io.memspike.tasks.array.PartitionStudy;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Accuracy and power of an analogue network against how its layers are cut into crossbars. */
@Command(
        name = "partition",
        description = {
            "Train a 400 x 120 x 84 x 10 network of binary weights on MNIST, put it on crossbars with",
            "wire resistance, and tell accuracy and power for layers cut into smaller crossbars",
            "(arXiv 2201.12480). Every crossbar is solved exactly."
        })
final class ArrayPartitionCommand implements Callable<Integer> {
    private static final int CALIBRATION = 2_000;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--horizontal",
            split = ",",
            defaultValue = "16,8,8",
            paramLabel = "N",
            description = "Parts of each layer's inputs (default: ${DEFAULT-VALUE}).")
    private List<Integer> horizontal;

    @Option(
            names = "--vertical",
            split = ",",
            defaultValue = "8,8,1",
            paramLabel = "N",
            description = "Parts of each layer's outputs (default: ${DEFAULT-VALUE}).")
    private List<Integer> vertical;

    @Option(names = "--sweep", description = "Cut into crossbars of at most 256, 128, ... 8 rows and outputs, too.")
    private boolean sweep;

    @Option(
            names = "--word-wire",
            defaultValue = "9.24",
            paramLabel = "OHM",
            description = "Resistance of a word line's piece at each cell (default: ${DEFAULT-VALUE}).")
    private double wordWire;

    @Option(
            names = "--bit-wire",
            defaultValue = "11.55",
            paramLabel = "OHM",
            description = "Resistance of a bit line's piece at each cell (default: ${DEFAULT-VALUE}).")
    private double bitWire;

    @Option(
            names = "--driver",
            defaultValue = "0",
            paramLabel = "OHM",
            description = "Output resistance of each driver (default: ${DEFAULT-VALUE}).")
    private double driver;

    @Option(
            names = "--sense",
            defaultValue = "0",
            paramLabel = "OHM",
            description = "Input resistance of each sense amplifier (default: ${DEFAULT-VALUE}).")
    private double sense;

    @Option(
            names = "--low",
            defaultValue = "5000",
            paramLabel = "OHM",
            description = "Resistance of a low-ohmic cell (default: ${DEFAULT-VALUE}).")
    private double low;

    @Option(
            names = "--high",
            defaultValue = "15000",
            paramLabel = "OHM",
            description = "Resistance of a high-ohmic cell (default: ${DEFAULT-VALUE}).")
    private double high;

    @Option(
            names = "--supply",
            defaultValue = "1",
            paramLabel = "V",
            description = "Voltage of an input of 1 (default: ${DEFAULT-VALUE}).")
    private double supply;

    @Option(
            names = "--epochs",
            defaultValue = "20",
            paramLabel = "E",
            description = "How often each digit is shown in training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--samples", paramLabel = "N", description = "Train on the first N digits (default: all).")
    private Integer samples;

    @Option(names = "--test-samples", paramLabel = "N", description = "Test on the first N digits (default: all).")
    private Integer testSamples;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw accuracy and power against crossbars as PNG.")
    private Path plot;

    @Override
    public Integer call() throws Exception {
        final List<Partition> asked = PartitionStudy.partitions(horizontal, vertical);
        final BinaryCells cells =
                new BinaryCells(low, high, new LineResistances(wordWire, bitWire, driver, sense), supply);
        final BinaryTraining plan = BinaryTraining.ofDefaults(epochs, common.seed());
        if (plot != null) {
            Checkpoints.requireWritable(plot);
        }
        final BinaryImages train = images(Split.TRAIN, samples, "--samples");
        final BinaryImages test = images(Split.TEST, testSamples, "--test-samples");
        final long begin = System.nanoTime();
        final Model model = train(train, plan);
        final double trainSeconds = (System.nanoTime() - begin) / 1e9;
        final PartitionStudy.Data data =
                new PartitionStudy.Data(train.first(Math.min(CALIBRATION, train.size())), test);
        final PartitionStudy study = new PartitionStudy(model, cells, data, common.kernels(), common.threads());
        final PartitionStudy.Evaluation ideal = study.ideal();
        final PartitionReport report =
                new PartitionReport(new Report(spec.commandLine().getOut(), common.isJson()));
        report.ideal(ideal);
        final List<PartitionStudy.Result> results = results(study, configurations(asked), report);
        if (plot != null) {
            PartitionPlot.write(plot, ideal, results);
        }
        report.end(plan, trainSeconds, test.size(), plot);
        return 0;
    }

    private static BinaryImages images(Split split, Integer count, String option) throws Exception {
        final ImageSet images = DataSets.ofSystem().images(DataSets.MNIST, split);
        try {
            return new BinaryImages(images, count == null ? images.size() : count);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private Model train(BinaryImages images, BinaryTraining plan) {
        try (Progress progress = Progress.of("train", (long) epochs * images.size(), common.isJson())) {
            return plan.train(
                    images, PartitionStudy.OUTPUTS, common.kernels(), common.threads(), new TrainingProgress() {
                        @Override
                        public void updated(int epoch, int done, int of, double loss, double accuracy) {
                            progress.training(done, loss, accuracy);
                        }
                    });
        }
    }

    /** Uncut first, as asked second, then the sweep. */
    private List<List<Partition>> configurations(List<Partition> asked) {
        final List<List<Partition>> configurations = new ArrayList<>();
        configurations.add(PartitionStudy.whole(asked.size()));
        configurations.add(asked);
        if (sweep) {
            configurations.addAll(PartitionStudy.sweep());
        }
        return configurations.stream().distinct().toList();
    }

    private List<PartitionStudy.Result> results(
            PartitionStudy study, List<List<Partition>> configurations, PartitionReport report) {
        final List<PartitionStudy.Result> results = new ArrayList<>();
        final long crossbars = configurations.stream()
                .flatMap(List::stream)
                .mapToLong(Partition::crossbars)
                .sum();
        long before = 0;
        try (Progress progress = Progress.of("crossbars", crossbars, common.isJson())) {
            for (final List<Partition> each : configurations) {
                final long from = before;
                results.add(study.result(each, done -> progress.to(from + done)));
                report.result(results.get(results.size() - 1));
                before += results.get(results.size() - 1).crossbars();
            }
        }
        return results;
    }
}
