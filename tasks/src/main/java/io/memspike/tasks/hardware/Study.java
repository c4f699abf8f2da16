package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.EightBits;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.ArrayStudy;
import io.memspike.tasks.array.ClassifierStudy;
import io.memspike.tasks.array.NormRecalibration;
import io.memspike.tasks.array.SegmentationStudy;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.array.StudyTask;
import io.memspike.tasks.array.Sweep;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.InpaintingStudy;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.segment.SegmentationData;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** What a model achieves against the strength of an effect, over several devices. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Study implements Experiment<StudyChoice, StudyResult> {
    @Override
    public String name() {
        return "array study";
    }

    @Override
    public StudyResult run(StudyChoice choice, Run run) throws IOException {
        Checkpoints.requireWritable(choice.csv());
        run.requireDrawing(choice.plot(), choice.model());
        Checkpoints.requireNoInput(choice.csv(), choice.model());
        final Sweep sweep = Sweep.parse(choice.sweep());
        final Hardware hardware = choice.array().varied(sweep.effect()).withReadNoise(choice.readNoise());
        final Model model = ModelNetwork.read(choice.model());
        final ConverterPlan trained =
                Networks.trained(choice.model(), model).standard().converters();
        final StudyPlan plan =
                new StudyPlan(sweep, hardware.with(choice.converters().plan(trained)), choice.repeats(), choice.seed());
        final StudyMeasure measure = measure(model);
        final StudyTask task = task(measure, choice, run, model);
        final List<StudyPoint> points = points(task, plan, run);
        if (choice.csv() != null) {
            StudyTable.write(choice.csv(), measure, plan, points);
        }
        final String own = model.metadata().get(ModelNetwork.DEVICE);
        final String cells = own == null || hardware.cells().device() != null
                ? choice.array().device()
                : DeviceText.name(own);
        final String title = choice.model().getFileName() + " on " + cells + ", " + task.sampleCount()
                + (measure == StudyMeasure.PR_AUC ? " images" : " samples")
                + (choice.recalibrate() == null ? "" : ", norms renewed by " + choice.recalibrate());
        run.draw(choice.plot(), new StudyDrawing(title, measure, plan, points));
        return StudyResult.of(choice, cells, task.sampleCount(), measure, plan, trained, points);
    }

    private static List<StudyPoint> points(StudyTask task, StudyPlan plan, Run run) throws IOException {
        try (Progress.Bar bar = run.begin("study", plan.inferences(task.sampleCount()))) {
            return new ArrayStudy(task, run.threads(), bar::to).run(plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("array study: interrupted");
        }
    }

    private static StudyMeasure measure(Model model) {
        if (Networks.isAutoEncoder(model)) {
            return StudyMeasure.HOLE_ERROR;
        }
        return Networks.classifiesPixels(model) ? StudyMeasure.PR_AUC : StudyMeasure.ACCURACY;
    }

    private static StudyTask task(StudyMeasure measure, StudyChoice choice, Run run, Model model) throws IOException {
        if (choice.recalibrate() != null && measure != StudyMeasure.HOLE_ERROR) {
            NormRecalibration.requireNorms(model);
        }
        if (EightBits.of(model) != null) {
            throw new FileFormatException(
                    choice.model() + ": expected a model of floats, found one that is compiled, which reads exactly");
        }
        if (measure == StudyMeasure.PR_AUC) {
            return segmentation(choice, run, model);
        }
        return measure == StudyMeasure.ACCURACY ? classifier(choice, run, model) : inpainting(choice, run, model);
    }

    private static StudyTask segmentation(StudyChoice choice, Run run, Model model) throws IOException {
        final SegmentationData data =
                SegmentationData.of(choice.data(), choice.model(), model, choice.samples(), choice.seed());
        final Shape tile = model.graph().input();
        final Integer renewed = choice.recalibrate();
        return new SegmentationStudy(
                model,
                data,
                data.trainingPieces(tile, ConverterCalibration.SAMPLES),
                renewed == null ? null : data.trainingPieces(tile, renewed),
                run.kernels());
    }

    private static StudyTask classifier(StudyChoice choice, Run run, Model model) throws IOException {
        final String name = choice.data().of(model);
        final ClassifierData data = choice.data().data(choice.model(), model, choice.seed());
        final Samples samples = data.samples(name, Split.TEST, choice.samples(), StudyChoice.MOST);
        run.tellOf(samples);
        final Kernels kernels = run.kernels();
        Networks.of(choice.model(), model, samples, kernels); // refuses what does not fit
        final Samples renewing = choice.recalibrate() == null ? null : data.firstTraining(name, choice.recalibrate());
        return new ClassifierStudy(
                model, data.firstTraining(name, ConverterCalibration.SAMPLES), samples, renewing, kernels);
    }

    private static StudyTask inpainting(StudyChoice choice, Run run, Model model) throws IOException {
        if (choice.recalibrate() != null) {
            throw new IllegalArgumentException(
                    "--recalibrate: expected a classifier, or a network that classifies pixels,"
                            + " found an auto-encoder");
        }
        final String name = choice.data().of(model);
        final Canvas canvas =
                new Canvas(AutoEncoders.spec(choice.model(), model).side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), choice.model(), model));
        final DataSets sets = choice.data().sets();
        final List<Picture> shown = Pictures.of(sets.images(name, Split.TRAIN), canvas, ConverterCalibration.SAMPLES);
        final ImageSet test = sets.images(name, Split.TEST);
        final int count = choice.samples() == null ? Math.min(StudyChoice.MOST, test.size()) : choice.samples();
        final List<Picture> filled = Pictures.of(test, canvas, count);
        try {
            return new InpaintingStudy(model, hole, shown, filled, choice.seed(), run.kernels());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(choice.model() + ": " + e.getMessage());
        }
    }
}
