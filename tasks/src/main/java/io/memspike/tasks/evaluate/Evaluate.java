package io.memspike.tasks.evaluate;

import com.google.auto.service.AutoService;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.datasets.Subset;
import io.memspike.datasets.encode.Encoding;
import io.memspike.earlyexit.Trajectories;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.NormRecalibration;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.neurobench.NeuroBenchCounter;
import io.memspike.tasks.plan.AskedHardware;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.EventInput;
import io.memspike.tasks.plan.LatencyMicros;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.Precision;
import io.memspike.tasks.record.NodeRecording;
import java.io.IOException;
import java.nio.file.Path;

/** Classifies samples with a model and measures accuracy, steps, speed and work. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Evaluate implements Experiment<EvaluatePlan, EvaluateResult> {
    private static final int LATENCY_SAMPLES = 500;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public EvaluateResult run(EvaluatePlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.logits());
        Checkpoints.requireNoInput(plan.logits(), plan.model(), plan.events());
        final Model model = precise(plan);
        Networks.requireClassifier(plan.model(), model);
        if (plan.record() != null) {
            NodeRecording.requireNodes(model.graph(), plan.record());
        }
        return new Evaluating(plan, run, model).result();
    }

    private static Model precise(EvaluatePlan plan) throws IOException {
        final Model model = ModelNetwork.read(plan.model());
        try {
            return Precision.apply(plan.precision(), model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(plan.model() + ": " + e.getMessage());
        }
    }

    /** One evaluation under way. */
    private record Evaluating(EvaluatePlan plan, Run run, Model model) {
        EvaluateResult result() throws IOException {
            try (EventInput<Samples> input = input()) {
                final Samples samples = input.events();
                run.tellOf(samples);
                final KernelsLookup.Choice choice = run.choice(samples.size());
                final Placement trained = Networks.trained(plan.model(), model);
                final Placement placement = placement(trained, samples, choice.kernels());
                final Model used = renewed(samples, choice.kernels(), placement);
                final Network network = Networks.of(plan.model(), used, samples, choice.kernels(), placement);
                final NeuroBenchCounter counter = new NeuroBenchCounter(model.at(samples.shape()));
                final ClassifierEvaluation.Result result;
                final LatencyMicros latency;
                try (Progress.Bar bar = run.begin("evaluate", samples.size());
                        Recorder recorder = Recorder.of(plan.record(), plan.out(), network, samples)) {
                    final ClassifierEvaluation evaluation = recorder.seeing(
                            new ClassifierEvaluation(network, samples, run.threads(), bar::to).seenBy(counter));
                    result = run(evaluation);
                    recorder.commit();
                    latency = LatencyMicros.of(evaluation.latencyNanos(plan.exit(model), LATENCY_SAMPLES));
                }
                final Double floating = floatingAccuracy(used, placement, samples, choice.kernels());
                final ConverterPlan through = placement.standard().converters();
                return new EvaluateResult(
                        result.accuracy(),
                        result.meanSteps(),
                        samples.steps(),
                        result.samples(),
                        result.samplesPerSecond(),
                        latency,
                        result.synapticOperationsPerSample(),
                        choice.kernels().name(),
                        run.threads(),
                        placement.standard().readNoise(),
                        Precision.of(used),
                        ConverterFigures.of(through),
                        floating,
                        floating == null ? null : 100 * (floating - result.accuracy()),
                        !through.isExact() && through.equals(trained.standard().converters()),
                        plan.out(),
                        plan.seed(),
                        counter.figures(binMillis(samples)),
                        choice,
                        placement);
            }
        }

        private ClassifierEvaluation.Result run(ClassifierEvaluation evaluation) throws IOException {
            if (plan.logits() == null) {
                return evaluation.run(plan.exit(model));
            }
            final ClassifierEvaluation.Recording recording = evaluation.record();
            write(plan.logits(), recording.trajectories());
            return recording.result();
        }

        private static void write(Path file, Trajectories trajectories) throws IOException {
            final long[] shape = {trajectories.samples(), trajectories.steps(), trajectories.classes()};
            new SafetensorsWriter()
                    .floats("logits", shape, trajectories.potentials())
                    .write(file);
        }

        /** Width of a step in milliseconds; null where it is not known. */
        private Double binMillis(Samples samples) throws IOException {
            if (plan.events() != null) {
                return plan.binMs();
            }
            final long micros = encoding().binMicros(samples.steps());
            return micros == 0 ? null : Double.valueOf(1e-3 * micros); // what others show has no time of its own
        }

        private EventInput<Samples> input() throws IOException {
            return plan.events() == null
                    ? EventInput.ofDataset(data(), plan.data().of(model), plan.split(), plan.samples())
                    : EventInput.ofFile(plan.events(), plan.samples());
        }

        private ClassifierData data() throws IOException {
            return new ClassifierData(plan.data().sets(), encoding(), plan.seed());
        }

        private Encoding encoding() throws IOException {
            final DataChoice data = plan.data();
            return plan.encode().of(DataChoice.encoding(data.sets(), data.of(model), plan.model(), model));
        }

        /** The model with batch norms as the hardware at hand needs them, where that is asked for. */
        private Model renewed(Samples samples, Kernels kernels, Placement placement) throws IOException {
            if (plan.recalibrate() == null) {
                return model;
            }
            final Samples seen = plan.events() == null
                    ? data().firstTraining(plan.data().of(model), plan.recalibrate())
                    : Subset.first(samples, Math.min(plan.recalibrate(), samples.size()));
            Networks.of(plan.model(), model, seen, kernels); // refuses what does not fit
            final NormRecalibration renewal = new NormRecalibration(model, placement, seen, kernels, run.threads());
            try (Progress.Bar bar = run.begin("recalibrate", (long) renewal.norms() * seen.size())) {
                return renewal.run(bar::to);
            }
        }

        /** The hardware asked for, with the full scales that the model was trained with, or else those found on samples. */
        private Placement placement(Placement trained, Samples samples, Kernels kernels) throws IOException {
            return AskedHardware.of(trained, plan.converters(), plan.readNoise(), plan.seed())
                    .scaled(
                            plan.model(),
                            model,
                            () -> plan.events() == null
                                    ? data().firstTraining(plan.data().of(model), ConverterCalibration.SAMPLES)
                                    : samples,
                            kernels);
        }

        /** Accuracy with a digital unit in floating point instead of fixed; null where there is none in fixed point. */
        private Double floatingAccuracy(Model used, Placement placement, Samples samples, Kernels kernels)
                throws IOException {
            final ConverterPlan through = placement.standard().converters();
            if (through.digital() == null || through.digital().equals(DigitalUnit.FLOATING)) {
                return null;
            }
            final Placement floating = placement.each(hardware -> hardware.with(through.with(DigitalUnit.FLOATING)));
            final ExitPolicy exit = plan.exit(model);
            try (Progress.Bar bar = run.begin("in floating point", samples.size())) {
                final Network network = Networks.of(plan.model(), used, samples, kernels, floating);
                return new ClassifierEvaluation(network, samples, run.threads(), bar::to)
                        .run(exit)
                        .accuracy();
            }
        }
    }
}
