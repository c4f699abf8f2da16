package io.memspike.tasks.inpainting.fill;

import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.Split;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.HoledPictures;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.util.List;

/** Fills holes in pictures and tells how well. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Inpaint implements Experiment<InpaintPlan, InpaintResult> {
    @Override
    public String name() {
        return "inpaint";
    }

    @Override
    public InpaintResult run(InpaintPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model(), plan.input(), plan.mask(), plan.classifier());
        Checkpoints.requireOutside(plan.out(), plan.input());
        final Model model = ModelNetwork.read(plan.model());
        final Kernels kernels = run.kernels();
        final AutoEncoder network = AutoEncoders.spec(plan.model(), model);
        final PictureStop stop = AutoEncoders.stop(plan.earlyStop(), plan.model(), model);
        final Canvas canvas = new Canvas(network.side());
        final HoleMask hole = hole(plan, model, canvas);
        final String name = plan.data().of(model);
        final List<Picture> pictures = plan.input() == null
                ? Pictures.of(plan.data().sets().images(name, Split.TEST), canvas, plan.samples())
                : Pictures.of(plan.input(), canvas, plan.samples());
        final PictureClassifier judge = AutoEncoders.judge(plan.classifier(), name, canvas, kernels);
        final Placement asked = asked(plan, model);
        AutoEncoders.of(plan.model(), model, kernels, asked); // refuses what does not fit
        final ConverterPlan through = asked.standard().converters();
        final List<Picture> shown = through.isExact() ? List.of() : shown(plan, name, canvas, pictures);
        final Placement placement = ModelNetwork.placed(model, kernels, asked)
                .calibrated(model.tensors(), new HoledPictures(network.steps(), hole, shown, plan.seed()))
                .placement();
        final AutoEncoderNetwork vae = AutoEncoderNetwork.of(model, kernels, asked.with(placement.fullScales()));
        final Inpainting inpainting =
                new Inpainting(vae, new Inpainting.Settings(hole, stop, plan.seed(), run.threads()));
        final Inpainting.Result result;
        try (Progress.Bar bar = run.begin("inpaint", pictures.size())) {
            result = inpainting.run(pictures, bar::to);
        }
        final Filling filling = new Filling(result, network.steps(), stop, meanFill(plan, name, canvas, result));
        final Filling.Surroundings surroundings = new Filling.Surroundings(
                asked.standard().readNoise(),
                through.isExact() ? null : ConverterChoice.words(through),
                placement.fullScales().columns().toString());
        final InpaintResult measured = filling.measured(judge, run, plan.out(), surroundings, plan.seed());
        filling.draw(plan.out(), plan.columns());
        return measured;
    }

    private static HoleMask hole(InpaintPlan plan, Model model, Canvas canvas) throws IOException {
        return plan.mask() == null
                ? HoleMask.of(canvas, AutoEncoders.hole(plan.hole(), canvas.side(), plan.model(), model))
                : HoleMask.ofMask(canvas, plan.mask());
    }

    /** The hardware asked for, its converters without full scales. */
    private static Placement asked(InpaintPlan plan, Model model) throws IOException {
        final Placement own = Networks.trained(plan.model(), model);
        final ConverterPlan through = plan.converters().plan(own.standard().converters());
        final double noise = plan.readNoise() == null ? own.standard().readNoise() : plan.readNoise();
        return own.with(own.standard().withReadNoise(noise))
                .each(hardware -> hardware.with(through))
                .withSeed(plan.seed());
    }

    /** Pictures that converters find their full scale on: of the training split, or else those to be filled. */
    private static List<Picture> shown(InpaintPlan plan, String name, Canvas canvas, List<Picture> pictures)
            throws IOException {
        return plan.input() == null
                ? Pictures.of(plan.data().sets().images(name, Split.TRAIN), canvas, ConverterCalibration.SAMPLES)
                : pictures;
    }

    /** What filling with the mean picture of the data set's training split would have cost; NaN where that is gone. */
    private static double meanFill(InpaintPlan plan, String name, Canvas canvas, Inpainting.Result result) {
        try {
            return result.holeErrorOf(Pictures.mean(plan.data().sets().images(name, Split.TRAIN), canvas));
        } catch (IOException | IllegalArgumentException e) {
            return Double.NaN; // a data set that only the training's machine had
        }
    }
}
