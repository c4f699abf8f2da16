package io.memspike.tasks.evaluate;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.Calibration;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;

/** Finds the early-stop threshold of a model, and the whole curve. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Calibrate implements Experiment<CalibratePlan, CalibrateResult> {
    private static final int ROWS = 20;
    private static final int PLOT_POINTS = 200;

    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public Class<CalibratePlan> plan() {
        return CalibratePlan.class;
    }

    @Override
    public Class<CalibrateResult> result() {
        return CalibrateResult.class;
    }

    @Override
    public CalibrateResult run(CalibratePlan plan, Run run) throws IOException {
        run.requireDrawing(plan.plot());
        final Model model = ModelNetwork.read(plan.model());
        final Samples samples = samples(plan, model);
        final EarlyStopCalibration found = found(plan, run, model, samples);
        final Calibration calibration = found.calibration();
        final ExitCurve.Point point = calibration.point();
        run.draw(plan.plot(), new ExitDrawing(plan.policy(), found.curve().grid(PLOT_POINTS), point, samples.steps()));
        if (calibration instanceof Calibration.Unreachable unreachable) {
            throw new IllegalStateException(unreachable.reason());
        }
        return new CalibrateResult(
                plan.policy(),
                point.threshold(),
                point.accuracy(),
                calibration.allSteps().accuracy(),
                point.meanSteps(),
                samples.steps(),
                point.samples(),
                found.curve().grid(ROWS).stream().map(CalibrateResult.Point::of).toList(),
                plan.plot(),
                calibration);
    }

    private static EarlyStopCalibration found(CalibratePlan plan, Run run, Model model, Samples samples)
            throws IOException {
        final Network network = Networks.of(plan.model(), model, samples, run.kernels());
        try (Progress.Bar bar = run.begin("calibrate", samples.size())) {
            return plan.accuracy() == null
                    ? EarlyStopCalibration.toLoss(
                            network, samples, plan.policy(), plan.maxLoss(), run.threads(), bar::to)
                    : EarlyStopCalibration.toAccuracy(
                            network, samples, plan.policy(), plan.accuracy(), run.threads(), bar::to);
        }
    }

    private static Samples samples(CalibratePlan plan, Model model) throws IOException {
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
        return new ClassifierData(sets, DataChoice.encoding(sets, name, plan.model(), model), plan.seed())
                .heldOut(name, count);
    }
}
