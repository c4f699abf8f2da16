package io.memspike.tasks.inpainting;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Surroundings;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.internal.HoledSamples;
import io.memspike.tasks.internal.BestEpoch;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An auto-encoder in training. Pruned weights come out of a memristor array that is formed once from the seed. Not
 * thread-safe; training uses threads of its own.
 */
public final class InpaintingTraining {
    private final InpaintingPlan plan;
    private final Samples images;
    private final AutoEncoder network;
    private final Learners learners;
    private final String device; // of pruned and frozen weights; null where none are
    private BestEpoch best; // null where the last one is kept
    private long batchesDone;
    private int epoch; // whose model this is
    private boolean isSaved; // in this run

    private InpaintingTraining(
            InpaintingPlan plan, Samples images, AutoEncoder network, Learners learners, String device) {
        if (images.size() != plan.samples() || !images.shape().equals(new Shape(1, plan.side(), plan.side()))) {
            throw new IllegalArgumentException(
                    "training: expected " + plan.samples() + " images of " + plan.side() + "×" + plan.side()
                            + " pixels, found " + images.size() + " of "
                            + images.shape().height() + "×"
                            + images.shape().width());
        }
        this.plan = plan;
        this.images = images;
        this.network = network;
        this.learners = learners;
        this.device = device;
        this.best = plan.how().keepsBest() ? new BestEpoch(learners) : null;
        this.batchesDone = plan.batchesDone();
        this.epoch = (int) (batchesDone / plan.batchesPerEpoch());
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param images what is learnt from: {@code plan.samples()} pictures, as targets
     */
    public static InpaintingTraining start(InpaintingPlan plan, Samples images) {
        return start(plan, AutoEncoder.text(plan.sizes()), images);
    }

    /**
     * The same of another network than PRIME's.
     *
     * @param plan how
     * @param text the network that it names
     * @param images what is learnt from: {@code plan.samples()} pictures, as targets
     * @throws IllegalArgumentException where the network is no auto-encoder
     */
    public static InpaintingTraining start(InpaintingPlan plan, GraphText text, Samples images) {
        AutoEncoder.require(text.graph());
        final Start start = Start.of(text, plan.learning(text), plan.seed());
        return new InpaintingTraining(
                plan, images, new AutoEncoder(start.graph(), plan.steps()), start.learners(), start.device());
    }

    /**
     * Goes on with a training from its checkpoint: the same bits as if it had never stopped.
     *
     * @param path the checkpoint, for messages
     * @param checkpoint its content
     * @param images the same images as before
     * @throws FileFormatException where the checkpoint lacks what training needs
     */
    public static InpaintingTraining resume(Path path, Model checkpoint, Samples images) throws FileFormatException {
        final InpaintingPlan plan = InpaintingPlan.of(path, checkpoint);
        final AutoEncoder network;
        try {
            network = AutoEncoder.of(checkpoint);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": " + e.getMessage());
        }
        if (network.steps() != plan.steps()) {
            throw new FileFormatException(path, "metadata steps", plan.steps() + ", as planned", network.steps());
        }
        if (plan.network() == null) {
            final GraphText text = AutoEncoder.text(plan.sizes());
            Start.requireNodes(
                    path, network.graph(), checkpoint.metadata().get(ModelNetwork.DEVICE), text, plan.learning(text));
        }
        final Learners learners = Checkpoint.learners(path, checkpoint, node -> learning(plan, checkpoint, node));
        final InpaintingTraining training = new InpaintingTraining(
                plan, images, network, learners, checkpoint.metadata().get(ModelNetwork.DEVICE));
        if (training.best != null) {
            training.best = BestEpoch.of(path, checkpoint, learners);
        }
        return training;
    }

    /** Nodes may have other names in older files: where there is a mask, it is pruned. */
    private static Learning learning(InpaintingPlan plan, Model checkpoint, String node) {
        if (plan.learn() != null) {
            return Learning.of(plan.learn().getOrDefault(node, Learning.WEIGHTS.toString()));
        }
        return checkpoint.masks().containsKey(node) ? Learning.prune(plan.sparsity()) : Learning.WEIGHTS;
    }

    /** How. */
    public InpaintingPlan plan() {
        return plan;
    }

    /**
     * Trains until the plan's epochs are done.
     *
     * @param checkpoint where to save the state after the first update and each epoch, or null for nowhere
     * @param every save it this often within epochs as well
     * @param kernels inner loops; they change no bit of the result
     * @param threads threads to use; they change no bit of the result
     * @param progress told about each update and epoch
     * @throws IOException where a checkpoint cannot be written
     */
    public void run(Path checkpoint, Duration every, Kernels kernels, int threads, InpaintingProgress progress)
            throws IOException {
        run(checkpoint, every, List.of(), kernels, threads, progress);
    }

    /**
     * The same, looked at after each epoch.
     *
     * @param watched pictures whose holes are filled then: those that the plan holds out; empty where nobody looks
     * @throws IllegalArgumentException where the best epoch is to be kept, which held-out pictures tell, and nobody looks
     */
    public void run(
            Path checkpoint,
            Duration every,
            List<Picture> watched,
            Kernels kernels,
            int threads,
            InpaintingProgress progress)
            throws IOException {
        if (best != null && watched.isEmpty()) {
            throw new IllegalArgumentException(
                    "training: expected the held-out pictures, which tell the best epoch, found none");
        }
        isSaved = false;
        final double factor = plan.how().distanceFactor();
        final Trainer.Task task = new Trainer.Task(
                network.graph(),
                learners,
                network.losses(factor),
                network.scheduledSampling(factor),
                Surroundings.EXACT);
        final Samples samples =
                new HoledSamples(images, plan.holes(), plan.how().holeShare(), network.steps());
        try (Trainer trainer = new Trainer(task, samples, plan.config(), kernels, threads, batchesDone)) {
            while (trainer.epochsDone() < plan.epochs()) {
                final Epoch done = epoch(trainer, checkpoint, every, progress);
                epoch = trainer.epochsDone();
                final Double error = watched.isEmpty() ? null : (Double) holeError(watched, kernels, threads);
                if (best != null) {
                    best.offer(epoch, -error);
                }
                save(checkpoint);
                progress.epochDone(epoch, done.reconstruction(), done.imagesPerSecond(), error, model());
            }
        }
        if (best != null) {
            best.restore();
            epoch = best.epoch();
        }
    }

    /** The epoch whose model this is, from 1; 0 before the first is done. */
    public int epoch() {
        return epoch;
    }

    /** Mean squared error in the holes of pictures, filled by the model as it is now. */
    private double holeError(List<Picture> pictures, Kernels kernels, int threads) {
        final HoleMask hole = HoleMask.of(new Canvas(plan.side()), plan.hole());
        return new Inpainting(
                        AutoEncoderNetwork.of(model(), kernels, ReadNoise.NONE),
                        new Inpainting.Settings(hole, null, plan.seed(), threads))
                .run(pictures, done -> {})
                .holeError();
    }

    /** What an epoch came to. */
    private record Epoch(double reconstruction, double imagesPerSecond) {}

    private Epoch epoch(Trainer trainer, Path checkpoint, Duration every, InpaintingProgress progress)
            throws IOException {
        final int number = trainer.epochsDone() + 1;
        final long start = System.nanoTime();
        long saved = start;
        int images = 0;
        double reconstruction = 0;
        double distance = 0;
        while (trainer.epochsDone() < number) {
            final int before = (int) (trainer.batchesDone() % trainer.batchesPerEpoch()) * plan.batch();
            final Trainer.BatchResult result = trainer.batch();
            batchesDone = trainer.batchesDone();
            final int samples = result.done() - before;
            images += samples;
            reconstruction += samples * result.mean(0);
            distance += result.losses().length == 1 ? 0 : samples * result.mean(1);
            progress.updated(number, result.done(), result.of(), reconstruction / images, distance / images);
            final boolean isWithin = trainer.epochsDone() < number; // at the end it is looked at before it is saved
            if (isWithin && (!isSaved || System.nanoTime() - saved > every.toNanos())) {
                save(checkpoint);
                saved = System.nanoTime();
            }
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        return new Epoch(reconstruction / images, images / seconds);
    }

    private void save(Path checkpoint) throws IOException {
        isSaved = true;
        if (checkpoint != null) {
            model(true).write(checkpoint);
        }
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return model(false);
    }

    private Model model(boolean withState) {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("dataset", plan.dataset());
        metadata.put(AutoEncoder.STEPS, Integer.toString(plan.steps()));
        metadata.put("trainedWith", plan.withBatchesDone(batchesDone).toJson());
        if (device != null) {
            metadata.put(ModelNetwork.DEVICE, device);
        }
        final Model model = Checkpoint.model(network.graph(), learners, metadata, withState);
        return withState && best != null ? best.in(model) : model;
    }
}
