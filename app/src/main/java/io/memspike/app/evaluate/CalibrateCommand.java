package io.memspike.app.evaluate;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.DataPlace;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.CurvePlot;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.Calibration;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the early-stop threshold of a model and shows the whole curve. */
@Command(
        name = "calibrate",
        description = {
            "Find the early-stop threshold that keeps a wanted accuracy with the fewest steps,",
            "on training samples that were held out of training."
        })
public final class CalibrateCommand implements Callable<Integer> {
    private static final int ROWS = 20;
    private static final int PLOT_POINTS = 200;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Option(names = "--dataset", paramLabel = "D", description = "Data set (default: the model's).")
    private String dataset;

    @Mixin
    private DataPlace place;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            description = "Use the last N training samples (default: those that the model held out).")
    private Integer heldOut;

    @Option(
            names = "--policy",
            defaultValue = "confidence",
            paramLabel = "confidence|margin|entropy",
            description = "The early-stop rule (default: ${DEFAULT-VALUE}).")
    private String policy;

    @Option(
            names = "--max-loss",
            defaultValue = "0.5",
            paramLabel = "POINTS",
            description =
                    "Loss of accuracy against all steps that is not exceeded with 95 %%%% confidence (default: ${DEFAULT-VALUE}).")
    private double maxLoss;

    @Option(names = "--accuracy", paramLabel = "A", description = "Wanted accuracy in [0, 1], instead of --max-loss.")
    private Double accuracy;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw accuracy against mean steps as PNG.")
    private Path plot;

    @Override
    public Integer call() throws Exception {
        if (plot != null) {
            Checkpoints.requireWritable(plot);
        }
        final Model model = ModelNetwork.read(file);
        final Samples samples = samples(model);
        final Network network = Networks.of(file, model, samples, common.kernels());
        final EarlyStopCalibration found;
        try (Progress progress = Progress.of("calibrate", samples.size(), common.isJson())) {
            found = accuracy == null
                    ? EarlyStopCalibration.toLoss(network, samples, policy, maxLoss, common.threads(), progress::to)
                    : EarlyStopCalibration.toAccuracy(
                            network, samples, policy, accuracy, common.threads(), progress::to);
        }
        if (plot != null) {
            CurvePlot.write(
                    plot,
                    policy,
                    found.curve().grid(PLOT_POINTS),
                    found.calibration().point(),
                    samples.steps());
        }
        if (found.calibration() instanceof Calibration.Unreachable unreachable) {
            throw new IllegalStateException(unreachable.reason());
        }
        report(found, samples.steps());
        return 0;
    }

    private Samples samples(Model model) throws Exception {
        final String json = model.metadata().get("trainedWith");
        final int kept = json == null ? 0 : Checkpoints.plan(file, model).heldOut();
        final int count = heldOut == null ? kept : heldOut;
        if (count == 0) {
            throw new IllegalArgumentException(
                    "calibrate: this model held no training samples out: expected --hold-out N, found none");
        }
        final String name = DataChoice.of(dataset, model);
        final DataSets sets = place.sets();
        return new ClassifierData(sets, DataChoice.encoding(sets, name, file, model), common.seed())
                .heldOut(name, count);
    }

    private void report(EarlyStopCalibration found, int steps) throws Exception {
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final ExitCurve.Point point = found.calibration().point();
        final ExitCurve.Point all = found.calibration().allSteps();
        report.line("threshold  accuracy  mean steps");
        final List<Map<String, Object>> curve = new ArrayList<>();
        for (final ExitCurve.Point each : found.curve().grid(ROWS)) {
            report.line("%9.3f  %7.2f %%  %10.2f", each.threshold(), 100 * each.accuracy(), each.meanSteps());
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put("threshold", each.threshold());
            row.put("accuracy", each.accuracy());
            row.put("meanSteps", each.meanSteps());
            curve.add(row);
        }
        report.line(
                "chosen: %s above %.4f: accuracy %.2f %% (all %d steps %.2f %%) at %.2f steps, on %d held-out samples;"
                        + " true accuracy in [%.2f, %.2f] %% with 95 %% confidence",
                policy,
                point.threshold(),
                100 * point.accuracy(),
                steps,
                100 * all.accuracy(),
                point.meanSteps(),
                point.samples(),
                100 * found.calibration().accuracyInterval().low(),
                100 * found.calibration().accuracyInterval().high());
        if (plot != null) {
            report.line("plot %s", plot);
        }
        report.put("policy", policy)
                .put("threshold", point.threshold())
                .put("accuracy", point.accuracy())
                .put("accuracyAllSteps", all.accuracy())
                .put("meanSteps", point.meanSteps())
                .put("steps", steps)
                .put("samples", point.samples())
                .put("curve", curve)
                .put("plot", plot == null ? null : plot.toString())
                .end();
    }
}
