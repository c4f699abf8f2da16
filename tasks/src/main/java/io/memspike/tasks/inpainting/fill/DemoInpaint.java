package io.memspike.tasks.inpainting.fill;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;

/** Fills test digits with the auto-encoder in the jar, within seconds. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class DemoInpaint implements Experiment<DemoInpaint.Plan, DemoInpaint.Result> {
    private static final int COLUMNS = 16;

    /**
     * What it came to.
     *
     * @param inpaint how well holes were filled
     * @param seconds how long it took
     */
    public record Result(
            @JsonUnwrapped InpaintResult inpaint,
            @Means("duration of everything") double seconds) {}

    /** How much of the filling of holes is shown; the components say what they mean. */
    public record Plan(
            @Option(label = "N", says = "fill the first N test digits", otherwise = "500")
            int samples,

            @Option(label = AutoEncoders.EARLY_STOP, says = AutoEncoders.EARLY_STOP_SAYS, otherwise = "model")
            String earlyStop,

            @Option(written = true, label = "PNG", says = "the picture of rows", otherwise = "inpainting.png")
            Path out,

            long seed) {
        /** Refuses what is no early stop. */
        public Plan {
            AutoEncoders.requireStop(earlyStop);
        }
    }

    @Override
    public String name() {
        return "demo inpaint";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final long start = System.nanoTime();
        Checkpoints.requireWritable(plan.out());
        final Model model = ShippedModels.inpainting();
        final PictureStop stop = AutoEncoders.stop(plan.earlyStop(), Path.of("the shipped model"), model);
        final AutoEncoderNetwork vae = AutoEncoderNetwork.of(model, run.kernels(), ReadNoise.NONE);
        final Canvas canvas = new Canvas(vae.spec().side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), "shipped model", model));
        final Inpainting inpainting =
                new Inpainting(vae, new Inpainting.Settings(hole, stop, plan.seed(), run.threads()));
        final DataSets sets = DataSets.ofSystem();
        final Inpainting.Result result;
        try (Progress.Bar bar = run.begin("inpaint", plan.samples())) {
            result = inpainting.run(
                    Pictures.of(sets.images(DataSets.MNIST, Split.TEST), canvas, plan.samples()), bar::to);
        }
        final double meanFill = result.holeErrorOf(Pictures.mean(sets.images(DataSets.MNIST, Split.TRAIN), canvas));
        final Filling filling = new Filling(result, vae.spec().steps(), stop, meanFill);
        final PictureClassifier judge = AutoEncoders.judge(null, DataSets.MNIST, canvas, run.kernels());
        final InpaintResult measured = filling.measured(judge, run, plan.out(), Filling.Surroundings.NONE, plan.seed());
        filling.draw(plan.out(), COLUMNS);
        return new Result(measured, (System.nanoTime() - start) / 1e9);
    }
}
