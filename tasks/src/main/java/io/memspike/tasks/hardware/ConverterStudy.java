package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.energy.Energy;
import io.memspike.tasks.energy.EnergyPlan;
import io.memspike.tasks.energy.EnergyResult;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.hardware.ConverterStudyResult.Point;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Puts a model that knows no converters, and models that learnt with them, behind the same converters. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class ConverterStudy implements Experiment<ConverterStudyPlan, ConverterStudyResult> {
    @Override
    public String name() {
        return "array converters";
    }

    @Override
    public ConverterStudyResult run(ConverterStudyPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.csv());
        final Path[] inputs = Stream.concat(
                        Stream.of(plan.model(), plan.technology().constants()), plan.aware().stream())
                .toArray(Path[]::new);
        run.requireDrawing(plan.plot(), inputs);
        Checkpoints.requireNoInput(plan.csv(), inputs);
        final ConverterStudyResult result = new Studying(plan, run, ModelNetwork.read(plan.model())).result();
        if (plan.csv() != null) {
            write(plan.csv(), result);
        }
        run.draw(
                plan.plot(),
                new ConverterStudyDrawing(String.valueOf(plan.model().getFileName()), result));
        return result;
    }

    /** One study under way. */
    private record Studying(ConverterStudyPlan plan, Run run, Model ideal) {
        ConverterStudyResult result() throws IOException {
            Networks.requireClassifier(plan.model(), ideal);
            final Placement exact = Networks.trained(plan.model(), ideal);
            if (!exact.standard().converters().isExact()) {
                throw new IllegalArgumentException(plan.model()
                        + ": expected a model that was trained without converters, found "
                        + ConverterChoice.words(exact.standard().converters()));
            }
            final List<Model> aware = new ArrayList<>();
            for (final Path file : plan.aware()) {
                aware.add(aware(file));
            }
            usual().requireConstants();
            for (int i = 0; i < aware.size(); i++) {
                trained(plan.aware().get(i), aware.get(i)).requireConstants();
            }
            final String name = plan.data().of(ideal);
            final ClassifierData data = plan.data().data(plan.model(), ideal, plan.seed());
            final Samples samples = data.samples(name, Split.TEST, plan.samples());
            final Samples observed = data.firstTraining(name, ConverterCalibration.SAMPLES);
            final double accuracy = accuracy(plan.model(), ideal, exact, samples);
            final List<Point> points = new ArrayList<>();
            for (int i = 0; i < aware.size(); i++) {
                points.add(point(plan.aware().get(i), aware.get(i), accuracy, samples, observed));
            }
            points.sort(Comparator.comparingInt(Point::bits)); // models with equal bits stay as given
            final EnergyResult energy = energy(usual());
            return new ConverterStudyResult(
                    accuracy,
                    energy.array().joules(),
                    points,
                    plan.repeats(),
                    samples.size(),
                    plan.seed(),
                    energy.constants(),
                    plan.technology().told(),
                    plan.csv(),
                    plan.plot());
        }

        private Model aware(Path file) throws IOException {
            final Model model = ModelNetwork.read(file);
            Networks.requireClassifier(file, model);
            if (Networks.trained(file, model).standard().converters().bits() == 0) {
                throw new IllegalArgumentException(
                        file + ": expected a model that was trained with ADCs, found one without");
            }
            return model;
        }

        private Point point(Path file, Model aware, double exact, Samples samples, Samples observed)
                throws IOException {
            final Placement trained = Networks.trained(file, aware);
            final ConverterPlan through = trained.standard().converters();
            final Placement plain = Networks.trained(plan.model(), ideal).each(on -> on.with(through));
            final StudyPoint without = chips(
                    through,
                    plan.model(),
                    ideal,
                    samples,
                    seed -> ModelNetwork.calibrated(
                            ideal,
                            plain.withSeed(seed).with(plain.fullScales().withSeed(seed)),
                            observed,
                            run.kernels()));
            final StudyPoint with = chips(
                    through,
                    file,
                    aware,
                    samples,
                    seed -> trained.with(trained.fullScales().withSeed(seed)));
            final double lost = exact - without.mean();
            final EnergyResult energy = energy(trained(file, aware));
            final double conversion = energy.model()
                    .priced()
                    .hardware()
                    .conversionJoules(energy.model().constants());
            return new Point(
                    file,
                    through.bits(),
                    ConverterChoice.words(through),
                    without.mean(),
                    without.deviation(),
                    with.mean(),
                    with.deviation(),
                    lost > 0 ? (Double) ((with.mean() - without.mean()) / lost) : null,
                    conversion,
                    energy.array().adcJoules(),
                    energy.array().joules(),
                    (double) (1L << ConverterStudyPlan.USUAL_BITS) / (1L << through.bits()));
        }

        /** Of all chips. */
        private StudyPoint chips(
                ConverterPlan through, Path file, Model model, Samples samples, LongFunction<Placement> placed)
                throws IOException {
            final List<Double> accuracies = new ArrayList<>();
            for (int chip = 0; chip < plan.repeats(); chip++) {
                accuracies.add(accuracy(file, model, placed.apply(plan.seed() + chip), samples));
            }
            return new StudyPoint(through.bits(), accuracies);
        }

        private double accuracy(Path file, Model model, Placement placement, Samples samples) throws IOException {
            try (Progress.Bar bar = run.begin("test", samples.size())) {
                final Network network = Networks.of(file, model, samples, run.kernels(), placement);
                return new ClassifierEvaluation(network, samples, run.threads(), bar::to)
                        .run(null)
                        .accuracy();
            }
        }

        private EnergyPlan usual() {
            return plan(plan.model(), "sar", ConverterStudyPlan.USUAL_BITS);
        }

        private EnergyPlan trained(Path file, Model aware) throws IOException {
            final ConverterPlan through =
                    Networks.trained(file, aware).standard().converters();
            return plan(file, through.shape() == null ? "sar" : through.shape().circuit(), through.bits());
        }

        private EnergyPlan plan(Path file, String circuit, int bits) {
            return new EnergyPlan(
                    file,
                    plan.data(),
                    plan.samples() == 0
                            ? (Integer) plan.energySamples()
                            : Integer.valueOf(Math.min(plan.samples(), plan.energySamples())),
                    "off",
                    circuit,
                    bits,
                    "auto",
                    plan.technology(),
                    null,
                    plan.seed());
        }

        private EnergyResult energy(EnergyPlan energy) throws IOException {
            return new Energy().run(energy, Run.quiet(run.threads()));
        }
    }

    private static void write(Path file, ConverterStudyResult result) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final Point each : result.points()) {
            rows.add(List.of(
                    each.model().toString(),
                    each.bits(),
                    result.idealAccuracy(),
                    each.plainAccuracy(),
                    each.plainDeviation(),
                    each.awareAccuracy(),
                    each.awareDeviation(),
                    each.broughtBack() == null ? "" : each.broughtBack(),
                    each.conversionJoules(),
                    each.adcJoules(),
                    each.arrayJoules()));
        }
        WholeFile.writeTable(
                file,
                List.of(
                        "model",
                        "bits",
                        "idealAccuracy",
                        "plainAccuracy",
                        "plainDeviation",
                        "awareAccuracy",
                        "awareDeviation",
                        "broughtBack",
                        "conversionJoules",
                        "adcJoules",
                        "arrayJoules"),
                rows);
    }
}
