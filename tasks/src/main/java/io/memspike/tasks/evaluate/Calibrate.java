package io.memspike.tasks.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.Calibration;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.earlyexit.Trajectories;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EventFilters;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds the early-stop threshold of a model, and the whole curve. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Calibrate implements Experiment<Calibrate.Plan, Calibrate.Result> {
    private static final int ROWS = 20;
    private static final int PLOT_POINTS = 200;

    /** How the early stop of a classifier is calibrated; the components say what they mean. */
    public record Plan(
            @Option(label = "MODEL", says = "a model file", positional = true)
            Path model,

            @Option(label = "D", says = "data set", shown = "the model's")
            String dataset,

            DataPlace place,

            @Option(label = EventFilters.LABEL, says = EventFilters.BEFORE, shown = "the model's")
            List<String> filter,

            @Option(
                    label = "N",
                    says =
                            "use N of the samples that the model drew and held out, or, where it drew none, the last N of the"
                                    + " training split",
                    shown = "those that the model held out")
            Integer holdOut,

            @Option(
                    label = "FILE",
                    says =
                            "find the threshold on what this model, which was trained alike on other folds, held out, and not on"
                                    + " MODEL's; may be given more than once: all are seen together, and MODEL may have learnt all samples")
            List<Path> foldModel,

            @Option(label = "confidence|margin|entropy", says = "the early-stop rule", otherwise = "confidence")
            String policy,

            @Option(
                    label = "POINTS",
                    says = "loss of accuracy against all steps that is not exceeded with 95 % confidence, in percentage"
                            + " points",
                    otherwise = "0.5")
            double maxLoss,

            @Option(label = "A", says = "wanted accuracy in [0, 1], instead of --max-loss")
            Double accuracy,

            @Option(written = true, label = "FILE", says = "draw accuracy against mean steps as PNG")
            Path plot,

            @Option(
                    written = true,
                    label = "FILE",
                    says = "write the model with rule and threshold, for `--early-stop model`")
            Path out,

            @Option(
                    says =
                            "write it small, as shipped ones are: random weights come back from their seed, trained ones are kept"
                                    + " in 8 bits")
            boolean compact,

            long seed) {
        /** Refuses what contradicts itself. */
        public Plan {
            EventFilters.of(filter);
            foldModel = foldModel == null ? List.of() : List.copyOf(foldModel);
            if ((holdOut != null || dataset != null) && !foldModel.isEmpty()) {
                throw new IllegalArgumentException("--hold-out, --dataset: expected no --fold-model, each of which has"
                        + " samples of its own, found " + (holdOut == null ? dataset : holdOut));
            }
            if (compact && out == null) {
                throw new IllegalArgumentException("--compact: expected --out, found none");
            }
        }
    }

    /** A threshold, and all others beside it; the components say what they mean. */
    public record Result(
            @Means("the rule") String policy,
            @Means("the threshold found") float threshold,

            @Means("with that threshold, on the held-out samples: share classified rightly, in [0, 1]")
            double accuracy,

            @Means("without early stop") double accuracyAllSteps,

            @Means("mean steps with that threshold, on the held-out samples")
            double meanSteps,

            @Means("steps of a sample") int steps,
            @Means("number of held-out samples") int samples,
            @Means("the same for thresholds from 0 to 1") List<Point> curve,
            @Means("the PNG file, or null") Path plot,
            @Means("the model file written, or null") Path model,
            @JsonIgnore Calibration calibration) {
        /**
         * What one threshold gives.
         *
         * @param threshold above which an inference stops
         * @param accuracy share classified rightly
         * @param meanSteps mean steps
         */
        public record Point(float threshold, double accuracy, double meanSteps) {
            static Point of(ExitCurve.Point point) {
                return new Point(point.threshold(), point.accuracy(), point.meanSteps());
            }
        }
    }

    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        run.requireDrawing(plan.plot(), plan.model());
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model());
        Checkpoints.requireNoInput(plan.out(), plan.foldModel().toArray(new Path[0]));
        final Model model = ModelNetwork.read(plan.model());
        final Trajectories seen = plan.foldModel().isEmpty()
                ? seen(plan, run, plan.model(), model)
                : new FoldModels(plan.model(), model, plan.foldModel())
                        .seen((file, fold) -> seen(plan, run, file, fold));
        final EarlyStopCalibration found = plan.accuracy() == null
                ? EarlyStopCalibration.toLoss(seen, plan.policy(), plan.maxLoss())
                : EarlyStopCalibration.toAccuracy(seen, plan.policy(), plan.accuracy());
        final Calibration calibration = found.calibration();
        final ExitCurve.Point point = calibration.point();
        run.draw(plan.plot(), new ExitDrawing(plan.policy(), found.curve().grid(PLOT_POINTS), point, seen.steps()));
        if (calibration instanceof Calibration.Unreachable unreachable) {
            throw new IllegalStateException(unreachable.reason());
        }
        if (plan.out() != null) {
            write(ExitPolicies.with(model, plan.policy(), point.threshold()), plan);
        }
        return new Result(
                plan.policy(),
                point.threshold(),
                point.accuracy(),
                calibration.allSteps().accuracy(),
                point.meanSteps(),
                seen.steps(),
                point.samples(),
                found.curve().grid(ROWS).stream().map(Result.Point::of).toList(),
                plan.plot(),
                plan.out(),
                calibration);
    }

    private static void write(Model calibrated, Plan plan) throws IOException {
        if (plan.compact() || Precision.of(calibrated) == Precision.INT8) {
            ModelNetwork.writeCompact(calibrated, plan.out());
        } else {
            calibrated.write(plan.out());
        }
    }

    /** What a stop could see of the samples that a model did not learn. */
    private static Trajectories seen(Plan plan, Run run, Path file, Model model) throws IOException {
        final Samples samples = samples(plan, file, model);
        final Network network = Networks.of(file, model, samples, run.kernels());
        try (Progress.Bar bar = run.begin("calibrate", samples.size())) {
            return EarlyStopCalibration.trajectories(network, samples, run.threads(), bar::to);
        }
    }

    private static Samples samples(Plan plan, Path file, Model model) throws IOException {
        final ClassifierPlan trained =
                model.metadata().get(PlanJson.KEY) == null ? null : Checkpoints.plan(file, model);
        final Integer count = plan.holdOut() != null || trained == null || trained.heldOut() == 0
                ? plan.holdOut()
                : (Integer) trained.heldOut();
        if (count == null || count == 0) {
            throw new IllegalArgumentException(
                    "calibrate: this model held no training samples out: expected --hold-out N, found none");
        }
        final String name = DataChoice.of(plan.dataset(), model);
        final DataSets sets = plan.place().sets();
        final Encoding usual = DataChoice.encoding(sets, name, file, model);
        final Encoding encoding =
                EventFilters.areNone(plan.filter()) ? usual : usual.behind(EventFilters.of(plan.filter()));
        final ClassifierData data = new ClassifierData(sets, encoding, plan.seed());
        return trained != null && trained.dataset().equals(name)
                ? data.heldOut(trained, count)
                : data.heldOut(name, count);
    }
}
