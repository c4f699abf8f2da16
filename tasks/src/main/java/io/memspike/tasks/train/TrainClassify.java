package io.memspike.tasks.train;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierDefaults;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.OtherChips;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.tasks.teach.TaughtSamples;
import io.memspike.tasks.teach.Teaching;
import io.memspike.topology.TrainingProgress.EpochResult;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains a classifier, or several that differ in their seeds. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainClassify implements Experiment<TrainClassifyPlan, TrainClassifyResult> {
    @Override
    public String name() {
        return "train classify";
    }

    /**
     * One training is done, and its model written.
     *
     * @param plan how it went
     * @param file the model
     * @param epoch whose model it is
     * @param progress its epochs
     * @param test of all steps, on the very chip
     * @param chips share of test samples that other chips classify rightly, each
     */
    public record Trained(
            ClassifierPlan plan,
            Path file,
            int epoch,
            TrainingNews progress,
            ClassifierEvaluation.Result test,
            List<Double> chips) {
        /** Of one chip. */
        Trained(ClassifierPlan plan, Path file, int epoch, TrainingNews progress, ClassifierEvaluation.Result test) {
            this(plan, file, epoch, progress, test, List.of());
        }
    }

    @Override
    public TrainClassifyResult run(TrainClassifyPlan plan, Run run) throws IOException {
        return run(plan, run, null);
    }

    /** The same with data that were looked at before, however they are encoded; null for none. */
    TrainClassifyResult run(TrainClassifyPlan plan, Run run, ClassifierData read) throws IOException {
        final Path text = NetworkSource.file(plan.network());
        run.requireDrawing(plan.curve(), text, plan.resume());
        for (int i = 0; i < plan.repeats(); i++) {
            Checkpoints.requireWritable(plan.file(i));
            Checkpoints.requireNoInput(plan.file(i), text, plan.teaching().teacher());
            Checkpoints.requireNoOther(Checkpoints.besides(plan.file(i)), plan.resume());
        }
        return new Training(plan, run, read).result();
    }

    /**
     * Trainings under way.
     *
     * @param read their data, however they are encoded, where somebody has looked at them; else null
     */
    record Training(TrainClassifyPlan asked, Run run, ClassifierData read) {
        TrainClassifyResult result() throws IOException {
            final Model resumed = asked.resume() == null ? null : ModelNetwork.read(asked.resume());
            final ClassifierPlan begun = resumed == null ? null : Checkpoints.plan(asked.resume(), resumed);
            if (begun != null) {
                new Resumption(asked.resume()).require(asked, begun);
                if (begun.teaching() != null) {
                    Checkpoints.requireNoInput(
                            asked.out(), Path.of(begun.teaching().teacher()));
                }
            }
            final ClassifierData data = data(begun);
            final GraphText text = resumed == null ? text(data) : null;
            final ClassifierPlan first = resumed == null ? plan(data, text) : begun;
            final List<Trained> all = new ArrayList<>();
            final Map<Long, List<EpochResult>> curve = new LinkedHashMap<>();
            for (int i = 0; i < asked.repeats(); i++) {
                final ClassifierPlan plan = first.withSeed(first.seed() + i);
                final ClassifierData drawn = data.withSeed(plan.seed());
                final Samples training = drawn.training(plan);
                run.tellOf(training);
                final ClassifierTraining of = resumed == null
                        ? start(plan, text, training)
                        : ClassifierTraining.resume(asked.resume(), resumed, plan, training);
                teach(plan, of, training);
                final Trained trained = train(plan, of, drawn, asked.file(i));
                run.tell(trained);
                all.add(trained);
                curve.put(plan.seed(), trained.progress().epochs());
                if (asked.curve() != null) {
                    run.drawings().draw(asked.curve(), new LearningCurve(curve, plan.heldOut() > 0));
                }
            }
            return result(all);
        }

        private void teach(ClassifierPlan plan, ClassifierTraining of, Samples training) throws IOException {
            final Teaching teaching = plan.teaching();
            if (teaching != null) {
                try (Progress.Bar bar = run.begin("teacher", training.size())) {
                    of.learnFrom(TaughtSamples.of(
                            training,
                            Path.of(teaching.teacher()),
                            of.classes(),
                            run.kernels(),
                            run.threads(),
                            bar::to));
                }
            }
        }

        private ClassifierTraining start(ClassifierPlan plan, GraphText text, Samples training) throws IOException {
            final Path from = asked.part().from();
            return from == null
                    ? ClassifierTraining.start(plan, text, training)
                    : ClassifierTraining.startFrom(plan, text, training, from, ModelNetwork.read(from));
        }

        /** As is asked for, or as a training began with. */
        ClassifierData data(ClassifierPlan begun) throws IOException {
            final DataSets sets = asked.place().sets();
            final ClassifierData all = read == null ? new ClassifierData(sets, null, asked.seed()) : read;
            if (begun == null) {
                final String own = sets.of(asked.dataset()).encoding();
                return all.withEncoding(asked.encode().of(Encoding.of(own)));
            }
            return all.withEncoding(begun.encoder() == null ? null : Encoding.of(begun.encoder()));
        }

        GraphText text(ClassifierData data) throws IOException {
            final Samples some = data.firstTraining(asked.dataset(), 1);
            return asked.learning()
                    .placed(NetworkSource.find(
                            asked.network(),
                            Given.data(some.shape(), some.classes())
                                    .checked(graph -> ClassifierTraining.requireClassifier(graph, some))));
        }

        private Trained train(ClassifierPlan plan, ClassifierTraining training, ClassifierData data, Path file)
                throws IOException {
            final Samples test = data.samples(plan.dataset(), Split.TEST, asked.testSamples());
            run.tellOf(test);
            final int chips = chips(training);
            final Path checkpoint = Checkpoints.besides(file);
            final TrainingNews news = new TrainingNews(run, plan.epochs(), plan.heldOut() > 0 ? "held-out" : "test");
            training.run(checkpoint, watched(plan, data, test), run.kernels(), run.threads(), news);
            final Model model = training.model();
            model.write(file);
            if (!asked.part().keepCheckpoint()) {
                Files.deleteIfExists(checkpoint);
            }
            final ClassifierEvaluation.Result tested = evaluate(model, test);
            return new Trained(plan, file, training.epoch(), news, tested, chips(model, test, chips, plan.seed()));
        }

        /** How many other chips are tested on, of a training that has not begun. */
        private int chips(ClassifierTraining training) {
            final DeviceModel device = training.device();
            if (device == null && asked.chips() != null && asked.chips() > 0) {
                throw new IllegalArgumentException("--chips: expected random weights of a device, found none");
            }
            if (asked.chips() != null) {
                return asked.chips();
            }
            return device instanceof ProgrammableDevice ? OtherChips.USUAL : 0;
        }

        private List<Double> chips(Model model, Samples test, int count, long seed) {
            if (count == 0) {
                return List.of();
            }
            try (Progress.Bar bar = run.begin("chips", (long) count * test.size())) {
                return new OtherChips(model, test).accuracies(count, seed, run.kernels(), run.threads(), bar::to);
            }
        }

        /** Who is classified after each epoch; null for nobody. Test samples are for a curve alone. */
        private Samples watched(ClassifierPlan plan, ClassifierData data, Samples test) throws IOException {
            if (plan.heldOut() > 0) {
                return asked.curve() == null && !plan.keepsBest() ? null : data.heldOut(plan);
            }
            return asked.curve() == null ? null : test;
        }

        ClassifierEvaluation.Result evaluate(Model model, Samples test) {
            try (Progress.Bar bar = run.begin("test", test.size())) {
                return new ClassifierEvaluation(
                                ModelNetwork.of(model, test.shape(), run.kernels(), ModelNetwork.trainedWith(model)),
                                test,
                                run.threads(),
                                bar::to)
                        .run(null);
            }
        }

        ClassifierPlan plan(ClassifierData data, GraphText text) throws IOException {
            final LearningChoice choice = asked.learning().of(text);
            final Mode mode = choice.isPruning() ? Mode.PRUNE : Mode.WEIGHTS;
            final ClassifierDefaults defaults = ClassifierDefaults.of(text.graph(), mode);
            final int size = data.trainingSize(asked.dataset());
            final int skip = asked.part().skip();
            final int kept = asked.holdOut() == null ? Math.min(ClassifierPlan.HELD_OUT, size / 10) : asked.holdOut();
            if (kept < 0
                    || kept >= size
                    || asked.samples() < 0
                    || asked.samples() > size - kept - skip
                    || skip >= size - kept) {
                throw new IllegalArgumentException("samples: expected at most the " + size + " of " + asked.dataset()
                        + "'s training split, found --samples " + asked.samples() + " --hold-out " + kept
                        + (skip == 0 ? "" : " --skip " + skip));
            }
            final ClassifierPlan plan = new ClassifierPlan(
                    asked.network(),
                    asked.dataset(),
                    asked.samples() == 0 ? size - kept - skip : asked.samples(),
                    kept,
                    mode,
                    Loss.of(asked.loss()),
                    asked.epochs(),
                    asked.batch() == null ? defaults.batch() : asked.batch(),
                    asked.learningRate() == null ? defaults.learningRate() : asked.learningRate(),
                    asked.weightDecay() == null ? defaults.weightDecay() : asked.weightDecay(),
                    choice.usualSparsity(),
                    asked.spikePenalty(),
                    asked.seed(),
                    0);
            final ConverterPlan through = asked.converters().plan(ConverterPlan.EXACT);
            return plan.withLearn(choice.besides(plan::learning))
                    .withEncoder(data.encoding(asked.dataset()))
                    .withMethod(asked.method()
                            .of(choice)
                            .withChips(asked.trainChips())
                            .withReform(asked.reform())
                            .withTeaching(asked.teaching().of()))
                    .withPart(asked.part().of(kept, size))
                    .withConverters(
                            through.isExact() ? null : through,
                            asked.converterLearning().of());
        }

        /** Accuracy of the kept epoch's held-out samples; null where they were not classified by this run. */
        private static Double heldOut(Trained one) {
            return one.plan().heldOut() == 0
                    ? null
                    : one.progress().epochs().stream()
                            .filter(epoch -> epoch.epoch() == one.epoch())
                            .findFirst()
                            .map(epoch -> epoch.watched())
                            .orElse(null);
        }

        private static TrainClassifyResult result(List<Trained> all) {
            final List<Double> accuracies =
                    all.stream().map(each -> each.test().accuracy()).toList();
            final List<Double> chips =
                    all.stream().flatMap(each -> each.chips().stream()).toList();
            final List<Double> heldOut = new ArrayList<>();
            all.forEach(each -> heldOut.add(heldOut(each))); // null, too
            final Trained first = all.get(0);
            return new TrainClassifyResult(
                    Spread.mean(accuracies),
                    Spread.deviation(accuracies),
                    accuracies,
                    heldOut.contains(null) ? null : (Double) Spread.mean(heldOut),
                    chips.isEmpty() ? null : first.chips().size(),
                    chips.isEmpty() ? null : (Double) Spread.mean(chips),
                    Spread.deviation(chips),
                    chips.isEmpty() ? null : chips,
                    first.plan().epochs(),
                    first.epoch(),
                    first.progress().samplesPerSecond(),
                    first.progress().loss(),
                    first.file(),
                    first.test().samples(),
                    first.plan().seed(),
                    first.plan().hysteresis() == null && first.plan().reform() == null
                            ? null
                            : TrainClassifyResult.NodeWrites.of(first.progress().writes()));
        }
    }
}
