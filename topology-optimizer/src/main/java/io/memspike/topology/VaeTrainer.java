package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.Picks;
import io.memspike.core.vae.VaeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Trains a spiking variational auto-encoder, layers and kernels being those that serve it. A batch goes layer by layer,
 * because norms need statistics over all of it: for each layer the threads share out the samples, cut into a fixed number
 * of shards whose sums are added in order. The result depends neither on the number of threads nor on the kernels.
 * Not thread-safe; it has threads of its own until it is closed.
 *
 * <p>Loss, averaged over the batch: {@code mean((picture − image)²) + mean((psp(q̄) − psp(p̄))²)} with q̄ and p̄ the spikes of
 * posterior and prior averaged over k, and {@code psp: s ← s + (x − s)/2} over the steps. z that enters the posterior was
 * drawn from it in a pass of its own, with running statistics and without gradient; so was what scheduled sampling puts
 * into the prior ({@link VaeTrainingConfig}). Source: PRIME (Wang et al., arXiv 2407.18625); Kamata, Mukuta, Harada, "Fully
 * spiking variational autoencoder", AAAI 2022.
 */
public final class VaeTrainer implements AutoCloseable {
    private final VaeImages images;
    private final VaeTrainingConfig config;
    private final VaeParts parts;
    private final List<LayerUpdate> updates;
    private final List<NormLayer> norms;
    private final VaeBatch batch;
    private final List<VaeWorker> workers = new ArrayList<>();
    private final WorkerPool pool;
    private final double[] biasGradient = new double[Trainer.SHARDS];
    private final float[] biasGradientSum = new float[1];
    private final int[] order;
    private int orderedEpoch = -1;
    private long batchesDone;

    /**
     * What one batch came to.
     *
     * @param epoch epoch, from 1
     * @param done images of the epoch so far
     * @param of images of an epoch
     * @param reconstruction mean squared error of its pictures, over all pixels
     * @param mmd distance of posterior and prior
     */
    public record BatchResult(int epoch, int done, int of, double reconstruction, double mmd) {
        /** The loss. */
        public double loss() {
            return reconstruction + mmd;
        }
    }

    /**
     * A trainer.
     *
     * @param spec what is trained
     * @param learners what is learnt. Modified by training.
     * @param images what is learnt from
     * @param config settings
     * @param kernels inner loops
     * @param threads threads to use, at least 1
     * @param batchesDone updates behind a resumed run, 0 for a new one
     * @throws IllegalArgumentException where there are no images, or learners do not fit
     */
    public VaeTrainer(
            VaeSpec spec,
            VaeLearners learners,
            VaeImages images,
            VaeTrainingConfig config,
            Kernels kernels,
            int threads,
            long batchesDone) {
        if (images.size() < 1) {
            throw new IllegalArgumentException("training: expected at least 1 image, found " + images.size());
        }
        learners.requireFit(spec);
        this.images = images;
        this.config = config;
        this.batchesDone = batchesDone;
        this.order = new int[images.size()];
        this.parts = VaeParts.of(spec, learners, kernels, threads);
        this.updates = parts.updates();
        this.norms = parts.norms();
        this.batch = new VaeBatch(spec);
        this.pool = new WorkerPool(threads);
        for (int i = 0; i < threads; i++) {
            workers.add(new VaeWorker(parts, batch));
        }
    }

    /** Updates of one epoch. */
    public int batchesPerEpoch() {
        return (order.length + config.batch() - 1) / config.batch();
    }

    /** Updates so far, those before a resumption included. */
    public long batchesDone() {
        return batchesDone;
    }

    /** Epochs finished so far. */
    public int epochsDone() {
        return (int) (batchesDone / batchesPerEpoch());
    }

    /**
     * Trains on one batch.
     *
     * @throws IllegalStateException where all epochs are done
     */
    public BatchResult batch() {
        final int epoch = epochsDone();
        if (epoch >= config.epochs()) {
            throw new IllegalStateException(
                    "training: expected fewer than " + config.epochs() + " epochs done, found " + epoch);
        }
        orderEpoch(epoch);
        final int from = (int) (batchesDone % batchesPerEpoch()) * config.batch();
        final int to = Math.min(order.length, from + config.batch());
        beginBatch(to - from);
        System.arraycopy(order, from, batch.image, 0, to - from);
        final long seed = config.seed();
        forward((worker, sample) -> worker.draw(Picks.key(seed, epoch, batch.image[sample]), sample), epoch);
        backward();
        update(config.ruleAt(batchesDone, (long) config.epochs() * batchesPerEpoch()));
        batchesDone++;
        return new BatchResult(
                epoch + 1,
                to,
                order.length,
                Arrays.stream(batch.reconstruction).sum() / (to - from),
                Arrays.stream(batch.mmd).sum() / (to - from));
    }

    private void orderEpoch(int epoch) {
        if (orderedEpoch != epoch) {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            RandomStream.of(config.seed(), "shuffle", epoch).shuffle(order);
            orderedEpoch = epoch;
        }
    }

    /** Masks and weights of the batch, and room for it. */
    void beginBatch(int samples) {
        updates.forEach(LayerUpdate::beginRanking);
        for (int round = 0; round < RankSearch.ROUNDS; round++) {
            everyPart((worker, update, part) -> update.rank(worker, part));
            updates.forEach(LayerUpdate::chooseRank);
        }
        everyPart((worker, update, part) -> update.mask(part));
        everyPart((worker, update, part) -> update.useWeights(part));
        batch.begin(samples);
        updates.forEach(update -> update.gradients().beginBatch(samples));
        norms.forEach(norm -> norm.beginBatch(samples));
        Arrays.fill(batch.reconstruction, 0);
        Arrays.fill(batch.mmd, 0);
        Arrays.fill(biasGradient, 0);
    }

    /** What a batch's z come from, sample by sample. */
    @FunctionalInterface
    interface Draw {
        void draw(VaeWorker worker, int sample);
    }

    /** From images to losses, which includes the first step backward. */
    void forward(Draw draw, int epoch) {
        final long seed = config.seed();
        final double sampling = config.samplingAt(epoch);
        stage(
                (worker, shard, sample) -> worker.see(images, shard, sample),
                parts.encoder().get(0));
        forward(worker -> worker.encoder, parts.encoder(), 1);
        stage(
                (worker, shard, sample) -> {
                    worker.latent(sample);
                    draw.draw(worker, sample);
                    worker.posterior[0].currents(shard, sample, batch.posteriorInput[sample]);
                },
                parts.posterior().get(0));
        forward(worker -> worker.posterior, parts.posterior(), 1);
        stage(
                (worker, shard, sample) -> {
                    worker.choose(shard, sample);
                    final int image = batch.image[sample];
                    final long coins = Picks.key(seed, epoch, image, 1);
                    worker.priorInput(sampling, coins, Picks.key(seed, epoch, image, 2), shard, sample);
                },
                parts.decoder().get(0),
                parts.prior().get(0));
        forward(worker -> worker.prior, parts.prior(), 1);
        stage(VaeWorker::unflatten, parts.decoder().get(1));
        forward(worker -> worker.decoder, parts.decoder(), 2);
    }

    /** Through blocks {@code first} … last, each from the one before. */
    private void forward(Function<VaeWorker, NormWorker[]> blocks, List<NormLayer> layers, int first) {
        for (int i = first; i < layers.size(); i++) {
            final int to = i;
            stage(
                    (worker, shard, sample) ->
                            worker.forward(blocks.apply(worker)[to - 1], blocks.apply(worker)[to], shard, sample),
                    layers.get(to));
        }
    }

    /** From losses to gradients. */
    void backward() {
        stageBack(
                (worker, shard, sample) -> worker.reconstruct(shard, sample, biasGradient),
                parts.decoder().get(3));
        backward(worker -> worker.decoder, parts.decoder(), 2);
        stageBack(VaeWorker::flatten, parts.decoder().get(0));
        stageBack(VaeWorker::compare, parts.prior().get(2));
        backward(worker -> worker.prior, parts.prior(), 1);
        stageBack(VaeWorker::endPrior, null);
        stageBack(VaeWorker::unchoose, parts.posterior().get(2));
        backward(worker -> worker.posterior, parts.posterior(), 1);
        stageBack(VaeWorker::unlatent, parts.encoder().get(3));
        backward(worker -> worker.encoder, parts.encoder(), 1);
        stageBack(VaeWorker::unsee, null);
        updates.forEach(update -> update.gradients().endBatch());
        everyPart((worker, update, shard) -> update.gradients().gather(shard));
        everyPart((worker, update, part) -> update.gradients().finish(part));
    }

    /** Through blocks last … {@code first}, each to the one before. */
    private void backward(Function<VaeWorker, NormWorker[]> blocks, List<NormLayer> layers, int first) {
        for (int i = layers.size() - 1; i >= first; i--) {
            final int from = i;
            stageBack(
                    (worker, shard, sample) ->
                            worker.backward(blocks.apply(worker)[from], blocks.apply(worker)[from - 1], shard, sample),
                    layers.get(from - 1));
        }
    }

    /** From gradients to parameters. */
    void update(UpdateRule rule) {
        everyPart((worker, update, part) -> update.update(part, batch.samples(), rule));
        norms.forEach(norm -> norm.update(batch.samples(), rule));
        biasGradientSum[0] = (float) Arrays.stream(biasGradient).sum();
        NormLayer.update(parts.outputBias(), biasGradientSum, batch.samples(), rule);
    }

    /** One sample's share of a stage. */
    @FunctionalInterface
    private interface SampleTask {
        void run(VaeWorker worker, int shard, int sample);
    }

    private void stage(SampleTask task, NormLayer... complete) {
        everySample(task);
        for (final NormLayer layer : complete) {
            layer.finishForward(batch.samples());
        }
    }

    private void stageBack(SampleTask task, NormLayer complete) {
        everySample(task);
        if (complete != null) {
            complete.finishBackward(batch.samples());
        }
    }

    private void everySample(SampleTask task) {
        final int samples = batch.samples();
        pool.run(Trainer.SHARDS, (worker, shard) -> {
            final int end = (int) ((long) samples * (shard + 1) / Trainer.SHARDS);
            for (int sample = (int) ((long) samples * shard / Trainer.SHARDS); sample < end; sample++) {
                task.run(workers.get(worker), shard, sample);
            }
        });
    }

    /** One part of one layer. */
    @FunctionalInterface
    private interface PartTask {
        void run(int worker, LayerUpdate update, int part);
    }

    private void everyPart(PartTask task) {
        pool.run(
                updates.size() * Trainer.SHARDS,
                (worker, number) -> task.run(worker, updates.get(number / Trainer.SHARDS), number % Trainer.SHARDS));
    }

    VaeParts parts() {
        return parts;
    }

    VaeBatch current() {
        return batch;
    }

    /** ∂L/∂values of a layer's weights, after {@link #update}. Not to be modified. */
    float[] weightGradient(int position) {
        return updates.stream()
                .filter(update -> update.position() == position)
                .findFirst()
                .orElseThrow()
                .gradient();
    }

    double biasGradient() {
        return Arrays.stream(biasGradient).sum();
    }

    @Override
    public void close() {
        pool.close();
    }
}
