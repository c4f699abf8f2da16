package io.memspike.tasks.train;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingMethod;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Trains an auto-encoder that fills holes. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainInpaint implements Experiment<TrainInpaintPlan, TrainInpaintResult> {
    private static final Duration CHECKPOINTS = Duration.ofMinutes(5);
    private static final Shape PICTURE = new Shape(1, 32, 32); // where a network does not say

    @Override
    public String name() {
        return "train inpaint";
    }

    @Override
    public Class<TrainInpaintPlan> plan() {
        return TrainInpaintPlan.class;
    }

    @Override
    public Class<TrainInpaintResult> result() {
        return TrainInpaintResult.class;
    }

    @Override
    public TrainInpaintResult run(TrainInpaintPlan asked, Run run) throws IOException {
        final Path checkpoint = Checkpoints.besides(asked.out());
        run.requireDrawing(asked.curve(), NetworkSource.file(asked.network()), asked.resume());
        Checkpoints.requireWritable(asked.out());
        Checkpoints.requireNoInput(asked.out(), NetworkSource.file(asked.network()));
        Checkpoints.requireNoOther(checkpoint, asked.resume());
        final Model resumed = asked.resume() == null ? null : ModelNetwork.read(asked.resume());
        final GraphText text = resumed == null ? text(asked) : null;
        final InpaintingPlan plan =
                resumed == null ? plan(asked, text) : Checkpoints.inpaintingPlan(asked.resume(), resumed);
        if (resumed != null) {
            new Resumption(asked.resume()).require(asked, plan);
        }
        final ImageSet set = DataSets.ofSystem().images(plan.dataset(), Split.TRAIN);
        final Canvas canvas = new Canvas(plan.side());
        final Samples images = PictureSamples.of(set, canvas, plan.samples(), plan.shift());
        final List<Picture> test =
                Pictures.of(DataSets.ofSystem().images(plan.dataset(), Split.TEST), canvas, asked.testSamples());
        final InpaintingTraining training = resumed == null
                ? InpaintingTraining.start(plan, text, images)
                : InpaintingTraining.resume(asked.resume(), resumed, images);
        final InpaintingNews news = new InpaintingNews(run, plan.epochs());
        final List<Picture> heldOut = Pictures.last(set, canvas, plan.heldOut());
        training.run(checkpoint, CHECKPOINTS, heldOut, run.kernels(), run.threads(), news);
        if (asked.curve() != null) {
            run.drawings().draw(asked.curve(), news.curve());
        }
        final Inpainting.Settings settings =
                new Inpainting.Settings(HoleMask.of(canvas, plan.hole()), null, plan.seed(), run.threads());
        final Model trained = training.model();
        // written at once: what was learnt in hours is safe, and compact files are rounded
        final Model served = write(asked, trained);
        final Model model = write(asked, PictureStop.with(trained, threshold(run, served, settings, set)));
        Files.deleteIfExists(checkpoint);
        final Inpainting.Result filled = fill(run, model, settings, test);
        return new TrainInpaintResult(
                filled.holeError(),
                filled.holeErrorOf(Pictures.mean(set, canvas)),
                PictureStop.of(model).threshold(),
                plan.epochs(),
                training.epoch(),
                news.samplesPerSecond(),
                news.loss(),
                asked.out(),
                test.size(),
                plan.seed());
    }

    private static GraphText text(TrainInpaintPlan asked) throws IOException {
        return asked.learning()
                .placed(NetworkSource.find(
                        asked.network(), Given.otherwise(PICTURE).checked(AutoEncoder::require)));
    }

    /** Writes the model, and gives what a reader of the file gets. */
    private static Model write(TrainInpaintPlan asked, Model trained) throws IOException {
        if (!asked.compact()) {
            trained.write(asked.out());
            return trained;
        }
        ModelNetwork.writeCompact(trained, asked.out());
        return ModelNetwork.read(asked.out());
    }

    private static InpaintingPlan plan(TrainInpaintPlan asked, GraphText text) throws IOException {
        final int size =
                DataSets.ofSystem().images(asked.dataset(), Split.TRAIN).size();
        final InpaintingMethod method = asked.filling().of();
        final int kept = method.heldOut() == null ? 0 : method.heldOut();
        if (asked.samples() < 0 || kept >= size || asked.samples() > size - kept) {
            throw new IllegalArgumentException("--samples: expected at most the " + size + " of " + asked.dataset()
                    + "'s training split, found " + asked.samples() + (kept == 0 ? "" : " --hold-out " + kept));
        }
        final InpaintingPlan prime = InpaintingPlan.prime(
                asked.dataset(),
                asked.samples() == 0 ? size - kept : asked.samples(),
                Mode.of(asked.learning().mode()),
                asked.epochs(),
                asked.seed());
        if (method.divergence() != null && !new AutoEncoder(text.graph(), 1).isVariational()) {
            throw new IllegalArgumentException(
                    "--divergence: expected a network with a prior, found " + asked.network() + ", which has none");
        }
        final int side = text.graph().input().height();
        final Integer steps = asked.filling().steps();
        return (steps == null ? prime : prime.withSteps(steps))
                .of(asked.network(), text, asked.learning().of(text), AutoEncoders.hole(asked.hole(), side))
                .by(
                        asked.batch() == null ? prime.batch() : asked.batch(),
                        asked.learningRate() == null ? prime.learningRate() : asked.learningRate())
                .by(method);
    }

    private static double threshold(Run run, Model model, Inpainting.Settings settings, ImageSet set) {
        final List<Picture> pictures =
                Pictures.of(set, settings.hole().canvas(), Math.min(PictureStop.PICTURES, set.size()));
        try (Progress.Bar bar = run.begin("early stop", pictures.size())) {
            return PictureStop.calibrate(model, run.kernels(), settings, pictures, bar::to);
        }
    }

    private static Inpainting.Result fill(Run run, Model model, Inpainting.Settings settings, List<Picture> test) {
        final Inpainting inpainting =
                new Inpainting(AutoEncoderNetwork.of(model, run.kernels(), ReadNoise.NONE), settings);
        try (Progress.Bar bar = run.begin("test", test.size())) {
            return inpainting.run(test, bar::to);
        }
    }
}
