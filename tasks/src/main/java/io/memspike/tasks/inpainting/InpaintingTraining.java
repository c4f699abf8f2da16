package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.VaeSpec;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.tasks.FirstValues;
import io.memspike.tasks.Mode;
import io.memspike.topology.Learner;
import io.memspike.topology.Parameters;
import io.memspike.topology.VaeImages;
import io.memspike.topology.VaeLearners;
import io.memspike.topology.VaeTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An auto-encoder in training. Pruned weights come out of a memristor array that is formed once from the seed. Not
 * thread-safe; training uses threads of its own.
 */
public final class InpaintingTraining {
    private final InpaintingPlan plan;
    private final ImageSource images;
    private final VaeLearners learners;
    private long batchesDone;
    private boolean isSaved; // in this run

    private InpaintingTraining(InpaintingPlan plan, ImageSource images, VaeLearners learners) {
        if (images.size() != plan.samples() || images.side() != plan.side()) {
            throw new IllegalArgumentException(
                    "training: expected " + plan.samples() + " images of " + plan.side() + "×" + plan.side()
                            + " pixels, found " + images.size() + " of " + images.side() + "×" + images.side());
        }
        this.plan = plan;
        this.images = images;
        this.learners = learners;
        this.batchesDone = plan.batchesDone();
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param images what is learnt from: {@code plan.samples()} of them
     */
    public static InpaintingTraining start(InpaintingPlan plan, ImageSource images) {
        final Map<Integer, Learner> weights = new TreeMap<>();
        final List<LayerSpec> layers = plan.spec().layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                weights.put(i, Learner.of(initial(plan, i, layer)));
            }
        }
        return new InpaintingTraining(plan, images, VaeLearners.of(plan.spec(), weights));
    }

    private static Parameters initial(InpaintingPlan plan, int position, LayerSpec.Weighted layer) {
        final float[] random = FirstValues.uniform(plan.seed(), position, layer);
        if (plan.mode() == Mode.WEIGHTS || isHead(position)) {
            return new Parameters.Trained(random, layer.weightScale());
        }
        final MemristorArray array = MemristorArray.program(layer, FormedRram.primeInpainting(), plan.seed(), position);
        return new Parameters.Pruned(array.weights(), random, layer.weightScale(), plan.sparsity());
    }

    /** Whether a layer is of posterior or prior, whose weights are trained in any mode. */
    static boolean isHead(int position) {
        return VaeSpec.POSTERIOR.contains(position) || VaeSpec.PRIOR.contains(position);
    }

    /**
     * Goes on with a training from its checkpoint: the same bits as if it had never stopped.
     *
     * @param path the checkpoint, for messages
     * @param checkpoint its content
     * @param images the same images as before
     * @throws FileFormatException where the checkpoint lacks what training needs
     */
    public static InpaintingTraining resume(Path path, Model checkpoint, ImageSource images)
            throws FileFormatException {
        final InpaintingPlan plan = InpaintingPlan.of(path, checkpoint);
        if (!checkpoint.layers().equals(plan.spec().layers())) {
            throw new FileFormatException(
                    path, "metadata architecture", "the layers of " + plan.spec(), checkpoint.layers());
        }
        return new InpaintingTraining(plan, images, LearnerModel.learners(path, checkpoint, plan));
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
        isSaved = false;
        try (VaeTrainer trainer =
                new VaeTrainer(plan.spec(), learners, holed(), plan.config(), kernels, threads, batchesDone)) {
            while (trainer.epochsDone() < plan.epochs()) {
                epoch(trainer, checkpoint, every, progress);
            }
        }
    }

    private void epoch(VaeTrainer trainer, Path checkpoint, Duration every, InpaintingProgress progress)
            throws IOException {
        final int epoch = trainer.epochsDone() + 1;
        final long start = System.nanoTime();
        long saved = start;
        int images = 0;
        double reconstruction = 0;
        double distance = 0;
        while (trainer.epochsDone() < epoch) {
            final int before = (int) (trainer.batchesDone() % trainer.batchesPerEpoch()) * plan.batch();
            final VaeTrainer.BatchResult result = trainer.batch();
            batchesDone = trainer.batchesDone();
            final int samples = result.done() - before;
            images += samples;
            reconstruction += samples * result.reconstruction();
            distance += samples * result.mmd();
            progress.updated(epoch, result.done(), result.of(), reconstruction / images, distance / images);
            if (!isSaved || System.nanoTime() - saved > every.toNanos()) {
                save(checkpoint);
                saved = System.nanoTime();
            }
        }
        save(checkpoint);
        final double seconds = (System.nanoTime() - start) / 1e9;
        progress.epochDone(epoch, reconstruction / images, images / seconds, model());
    }

    private void save(Path checkpoint) throws IOException {
        isSaved = true;
        if (checkpoint != null) {
            LearnerModel.of(learners, plan.withBatchesDone(batchesDone), true).write(checkpoint);
        }
    }

    private VaeImages holed() {
        return new VaeImages() {
            @Override
            public int size() {
                return images.size();
            }

            @Override
            public void load(int image, float[] whole, float[] holed) {
                images.load(image, whole);
                System.arraycopy(whole, 0, holed, 0, whole.length);
                plan.hole().cut(holed, plan.side());
            }
        };
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return LearnerModel.of(learners, plan.withBatchesDone(batchesDone), false);
    }
}
