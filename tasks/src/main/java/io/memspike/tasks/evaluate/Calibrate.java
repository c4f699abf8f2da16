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
import io.memspike.tasks.ClassifierData;
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

            @Option(label = "N", says = "use the last N training samples", shown = "those that the model held out")
            Integer holdOut,

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

            @Option(label = "FILE", says = "draw accuracy against mean steps as PNG")
            Path plot,

            @Option(label = "FILE", says = "write the model with rule and threshold, for `--early-stop model`")
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
        final Model model = ModelNetwork.read(plan.model());
        final Samples samples = samples(plan, model);
        final EarlyStopCalibration found = found(plan, run, model, samples);
        final Calibration calibration = found.calibration();
        final ExitCurve.Point point = calibration.point();
        run.draw(plan.plot(), new ExitDrawing(plan.policy(), found.curve().grid(PLOT_POINTS), point, samples.steps()));
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
                samples.steps(),
                point.samples(),
                found.curve().grid(ROWS).stream().map(Result.Point::of).toList(),
                plan.plot(),
                plan.out(),
                calibration);
    }

    private static void write(Model calibrated, Plan plan) throws IOException {
        if (plan.compact()) {
            ModelNetwork.writeCompact(calibrated, plan.out());
        } else {
            calibrated.write(plan.out());
        }
    }

    private static EarlyStopCalibration found(Plan plan, Run run, Model model, Samples samples) throws IOException {
        final Network network = Networks.of(plan.model(), model, samples, run.kernels());
        try (Progress.Bar bar = run.begin("calibrate", samples.size())) {
            return plan.accuracy() == null
                    ? EarlyStopCalibration.toLoss(
                            network, samples, plan.policy(), plan.maxLoss(), run.threads(), bar::to)
                    : EarlyStopCalibration.toAccuracy(
                            network, samples, plan.policy(), plan.accuracy(), run.threads(), bar::to);
        }
    }

    private static Samples samples(Plan plan, Model model) throws IOException {
        final String json = model.metadata().get(PlanJson.KEY);
        final int kept =
                json == null ? 0 : Checkpoints.plan(plan.model(), model).heldOut();
        final int count = plan.holdOut() == null ? kept : plan.holdOut();
        if (count == 0) {
            throw new IllegalArgumentException(
                    "calibrate: this model held no training samples out: expected --hold-out N, found none");
        }
        final String name = DataChoice.of(plan.dataset(), model);
        final DataSets sets = plan.place().sets();
        final Encoding trained = DataChoice.encoding(sets, name, plan.model(), model);
        final Encoding encoding =
                EventFilters.areNone(plan.filter()) ? trained : trained.behind(EventFilters.of(plan.filter()));
        return new ClassifierData(sets, encoding, plan.seed()).heldOut(name, count);
    }
}
