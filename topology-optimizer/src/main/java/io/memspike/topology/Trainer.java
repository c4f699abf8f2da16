package io.memspike.topology;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Trains a network with the same layers and kernels that serve it. A batch is cut into a fixed number of shards, each
 * summed in the order of its samples, and the shards are added in order: the result does not depend on the number of
 * threads, nor on the kernels. Not thread-safe; it has threads of its own until it is closed.
 */
public final class Trainer implements AutoCloseable {
    /** Parts of a batch: enough to keep many cores busy, few enough that a convolution holds a gradient for each. */
    static final int SHARDS = 16;

    private final EventSamples samples;
    private final TrainingConfig config;
    private final List<LayerSpec> layers;
    private final Kernels kernels;
    private final ForwardSynapses forward;
    private final Network.Wiring wiring;
    private final WorkerPool pool;
    private final List<LayerUpdate> updates = new ArrayList<>();
    private final List<BatchWorker.Shard> shards = new ArrayList<>();
    private final List<BatchWorker> workers = new ArrayList<>();
    private int epochsDone;

    /** A trainer whose forward pass is exact: {@link ForwardSynapses#EXACT}. */
    public Trainer(
            List<LayerSpec> layers,
            Map<Integer, Learner> learners,
            EventSamples samples,
            TrainingConfig config,
            Kernels kernels,
            int threads,
            int epochsDone) {
        this(layers, learners, samples, config, kernels, threads, epochsDone, ForwardSynapses.EXACT);
    }

    /**
     * A trainer.
     *
     * @param layers the network's layers
     * @param learners what is learnt about each layer with weights, by the layer's position. Modified by training.
     * @param samples what is learnt from
     * @param config settings
     * @param kernels inner loops
     * @param threads threads to use, at least 1
     * @param epochsDone epochs behind a resumed run, 0 for a new one
     * @param forward what the forward pass reads weights through; asked anew for each batch
     * @throws IllegalArgumentException where there are no samples, or layers, learners and samples do not fit each other
     */
    public Trainer(
            List<LayerSpec> layers,
            Map<Integer, Learner> learners,
            EventSamples samples,
            TrainingConfig config,
            Kernels kernels,
            int threads,
            int epochsDone,
            ForwardSynapses forward) {
        if (samples.size() < 1) {
            throw new IllegalArgumentException("training: expected at least 1 sample, found " + samples.size());
        }
        this.samples = samples;
        this.config = config;
        this.epochsDone = epochsDone;
        this.layers = List.copyOf(layers);
        this.kernels = kernels;
        this.forward = forward;
        final LayerUpdate[] updateOf = new LayerUpdate[layers.size()];
        this.wiring = (position, layer, input) -> forward.behind(position, updateOf[position].synapses());
        final List<SynapseGradient> gradients = new ArrayList<>(Collections.nCopies(layers.size(), null));
        final Network network = Network.of(
                samples.shape(),
                layers,
                (position, layer, input) -> {
                    final Learner learner = learnerOf(position, layer, learners);
                    gradients.set(position, SynapseGradient.of(layer, input, samples.steps(), kernels));
                    final LayerUpdate update =
                            new LayerUpdate(position, layer, input, learner, gradients.get(position), kernels, threads);
                    updates.add(update);
                    updateOf[position] = update;
                    return forward.behind(position, update.synapses());
                },
                kernels);
        for (int i = 0; i < SHARDS; i++) {
            shards.add(new BatchWorker.Shard(i));
        }
        this.pool = new WorkerPool(threads);
        for (int i = 0; i < threads; i++) {
            workers.add(new BatchWorker(samples, config, network, gradients, NeuronGradient.of(kernels)));
        }
    }

    private static Learner learnerOf(int position, LayerSpec.Weighted layer, Map<Integer, Learner> learners) {
        final Learner learner = learners.get(position);
        if (learner == null || learner.parameters().values().length != layer.weights()) {
            throw new IllegalArgumentException("layer " + position + ": expected parameters of " + layer.weights()
                    + " weights, found "
                    + (learner == null ? "none" : learner.parameters().values().length));
        }
        return learner;
    }

    /** Epochs finished so far, those before a resumption included. */
    public int epochsDone() {
        return epochsDone;
    }

    /**
     * Trains for one epoch.
     *
     * @param progress told after each update
     * @return what it came to
     * @throws IllegalStateException where all epochs are done: the schedule has ended
     */
    public TrainingProgress.EpochResult epoch(TrainingProgress progress) {
        if (epochsDone >= config.epochs()) {
            throw new IllegalStateException(
                    "training: expected fewer than " + config.epochs() + " epochs done, found " + epochsDone);
        }
        final long start = System.nanoTime();
        final int size = samples.size();
        final int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        RandomStream.of(config.seed(), "shuffle", epochsDone).shuffle(order);
        final int batches = (size + config.batch() - 1) / config.batch();
        double loss = 0;
        int correct = 0;
        for (int b = 0; b < batches; b++) {
            final int from = b * config.batch();
            final int to = Math.min(size, from + config.batch());
            learn(order, from, to, (long) epochsDone * batches + b, (long) config.epochs() * batches);
            for (final BatchWorker.Shard shard : shards) {
                loss += shard.loss;
                correct += shard.correct;
            }
            progress.updated(epochsDone + 1, to, size, loss / to, (double) correct / to);
        }
        epochsDone++;
        return new TrainingProgress.EpochResult(
                epochsDone, loss / size, (double) correct / size, size, System.nanoTime() - start);
    }

    /** One batch: the samples order[from … to). */
    private void learn(int[] order, int from, int to, long step, long steps) {
        final long before = (long) epochsDone * order.length; // samples of earlier epochs
        updates.forEach(LayerUpdate::beginRanking);
        for (int round = 0; round < RankSearch.ROUNDS; round++) {
            everyPart((worker, update, part) -> update.rank(worker, part));
            updates.forEach(LayerUpdate::chooseRank);
        }
        everyPart((worker, update, part) -> update.mask(part));
        everyPart((worker, update, part) -> update.useWeights(part));
        updates.forEach(update -> update.gradients().beginBatch(to - from));
        if (forward != ForwardSynapses.EXACT) { // which may have changed; exact synapses only take over other weights
            final Network network = Network.of(samples.shape(), layers, wiring, kernels);
            workers.forEach(worker -> worker.serve(network));
        }
        pool.run(SHARDS, (worker, number) -> {
            final BatchWorker.Shard shard = shards.get(number);
            shard.clear();
            final int first = from + (int) ((long) (to - from) * number / SHARDS);
            final int end = from + (int) ((long) (to - from) * (number + 1) / SHARDS);
            for (int i = first; i < end; i++) {
                workers.get(worker).learn(order[i], i - from, before + order[i], shard);
            }
        });
        updates.forEach(update -> update.gradients().endBatch());
        everyPart((worker, update, shard) -> update.gradients().gather(shard));
        everyPart((worker, update, part) -> update.gradients().finish(part));
        final UpdateRule rule =
                new UpdateRule(step + 1, config.learningRateAt(step, steps), config.weightDecay(), false);
        everyPart((worker, update, part) -> update.update(part, to - from, rule));
    }

    /** One part of one layer. */
    @FunctionalInterface
    private interface PartTask {
        void run(int worker, LayerUpdate update, int part);
    }

    private void everyPart(PartTask task) {
        pool.run(
                updates.size() * SHARDS,
                (worker, number) -> task.run(worker, updates.get(number / SHARDS), number % SHARDS));
    }

    @Override
    public void close() {
        pool.close();
    }
}
