package io.memspike.topology;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import java.util.ArrayList;
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

    private final List<LayerSpec> layers;
    private final EventSamples samples;
    private final TrainingConfig config;
    private final Kernels kernels;
    private final ForwardSynapses forward;
    private final int threads;
    private final WorkerPool pool;
    private final List<LayerUpdate> updates = new ArrayList<>();
    private final LayerUpdate[] updateOf;
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
        this.layers = List.copyOf(layers);
        this.samples = samples;
        this.config = config;
        this.kernels = kernels;
        this.forward = forward;
        this.threads = threads;
        this.epochsDone = epochsDone;
        this.updateOf = new LayerUpdate[layers.size()];
        final List<Shape> outputs = Network.shapes(samples.shape(), layers);
        final List<SynapseGradient> gradients = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            final SynapseGradient gradient = gradientOf(layers.get(i), i == 0 ? samples.shape() : outputs.get(i - 1));
            gradients.add(gradient);
            if (layers.get(i) instanceof LayerSpec.Weighted weighted) {
                updateOf[i] = new LayerUpdate(i, weighted, learnerOf(i, weighted, learners), gradient);
                updates.add(updateOf[i]);
            }
        }
        for (int i = 0; i < SHARDS; i++) {
            shards.add(new BatchWorker.Shard(i));
        }
        this.pool = new WorkerPool(threads);
        final Network network = network();
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

    private SynapseGradient gradientOf(LayerSpec layer, Shape input) {
        if (layer instanceof LayerSpec.Conv2d conv) {
            return new Conv2dGradient(conv, input, kernels);
        }
        if (layer instanceof LayerSpec.Linear linear) {
            return new LinearGradient(linear, input, samples.steps(), kernels);
        }
        return null;
    }

    /** Epochs finished so far, those before a resumption included. */
    public int epochsDone() {
        return epochsDone;
    }

    /** A network with the present effective weights. */
    private Network network() {
        return Network.of(samples.shape(), layers, this::connect, kernels);
    }

    private Synapses connect(int position, LayerSpec.Weighted layer, Shape input) {
        return forward.connect(position, layer, input, updateOf[position].effective(), kernels);
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
        pool.run(updates.size(), (worker, number) -> {
            updates.get(number).useValues();
            updates.get(number).synapses().beginBatch(to - from);
        });
        final Network network = network();
        final NetworkSession[] sessions = new NetworkSession[threads];
        pool.run(SHARDS, (worker, number) -> {
            if (sessions[worker] == null) {
                sessions[worker] = network.newSession();
            }
            final BatchWorker.Shard shard = shards.get(number);
            shard.clear();
            final int first = from + (int) ((long) (to - from) * number / SHARDS);
            final int end = from + (int) ((long) (to - from) * (number + 1) / SHARDS);
            for (int i = first; i < end; i++) {
                sessions[worker].reset(before + order[i]);
                workers.get(worker).learn(sessions[worker], order[i], i - from, shard);
            }
        });
        pool.run(
                updates.size(),
                (worker, number) -> updates.get(number).synapses().endBatch());
        pool.run(
                updates.size() * SHARDS,
                (worker, number) -> updates.get(number / SHARDS).synapses().finish(number % SHARDS, SHARDS));
        pool.run(
                updates.size() * SHARDS,
                (worker, number) ->
                        updates.get(number / SHARDS).update(number % SHARDS, SHARDS, to - from, config, step, steps));
    }

    @Override
    public void close() {
        pool.close();
    }
}
