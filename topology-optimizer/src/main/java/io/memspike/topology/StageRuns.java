package io.memspike.topology;

import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.parameter.UpdateRule;
import io.memspike.topology.parameter.internal.RankSearch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes a batch through its stages, forward and back, and layers through what lies between two batches: all threads at once. */
final class StageRuns implements AutoCloseable {
    private final TrainingPlan plan;
    private final Batch batch;
    private final List<LayerUpdate> layers;
    private final List<LayerUpdate> learning; // those of them that are not frozen
    private final List<LayerUpdate> changing; // those whose weights differ from batch to batch
    private final List<WorkerBuilder.Built> workers;
    private final List<List<Barrier>> barriers; // at the beginning of each stage
    private final WorkerPool pool;
    private final int steps;
    private boolean areLaid; // weights of the layers that do not change

    StageRuns(TrainingPlan plan, SharedState shared, List<WorkerBuilder.Built> workers) {
        this.plan = plan;
        this.batch = shared.batch;
        this.layers = List.copyOf(shared.updates.values());
        this.learning = layers.stream().filter(LayerUpdate::isLearnt).toList();
        this.changing = layers.stream().filter(LayerUpdate::isChanging).toList();
        this.workers = workers;
        this.steps = shared.steps;
        this.barriers =
                IntStream.range(0, plan.stages()).mapToObj(this::barriersOf).toList();
        this.pool = new WorkerPool(workers.size());
    }

    /** Masks and weights of the next batch. */
    void useWeights() {
        final List<LayerUpdate> of = areLaid ? changing : layers;
        of.forEach(LayerUpdate::beginRanking);
        for (int round = 0; round < RankSearch.ROUNDS; round++) {
            everyPart(of, (worker, layer, part) -> layer.rank(worker, part));
            of.forEach(LayerUpdate::chooseRank);
        }
        everyPart(of, (worker, layer, part) -> layer.mask(part));
        everyPart(of, (worker, layer, part) -> layer.useWeights(part));
        areLaid = true;
    }

    /** Makes room for a batch. */
    void begin(int samples) {
        layers.forEach(layer -> layer.gradients().beginBatch(samples));
    }

    /** From samples to gradients. */
    void learn() {
        for (int stage = 0; stage < plan.stages(); stage++) {
            agree(stage);
            if (stage < plan.stages() - 1) {
                forward(stage);
            }
        }
        int last = plan.stages() - 1;
        for (int stage = last; stage >= 0; stage--) {
            if (!isStraight(stage)) {
                backward(stage, last);
                last = stage - 1;
            }
        }
        learning.forEach(layer -> layer.gradients().endBatch());
        everyPart(learning, (worker, layer, shard) -> layer.gradients().gather(shard));
        everyPart(learning, (worker, layer, part) -> layer.gradients().finish(part));
    }

    /** What nodes in loops have to know of the batch at each step. */
    private void agree(int stage) {
        final List<String> nodes = plan.lockstepsOf(stage);
        for (int t = 0; t < steps && !nodes.isEmpty(); t++) {
            final int step = t;
            for (int i = 0; i < nodes.size(); i++) {
                final int which = i;
                everySample((worker, shard, sample) -> worker.look(stage, shard, sample, which, step));
                batch.locksteps.get(nodes.get(i)).finish(t);
            }
        }
    }

    private void forward(int stage) {
        everySample((worker, shard, sample) -> worker.forward(stage, shard, sample));
        barriers.get(stage + 1).forEach(barrier -> barrier.finishForward(batch.samples()));
    }

    /** Whether each sample may go on from a stage to the one before it. */
    private boolean isStraight(int stage) {
        return stage > 0 && barriers.get(stage).stream().allMatch(Barrier::isStraight);
    }

    /** From a stage back to another, sample by sample. */
    private void backward(int first, int last) {
        everySample((worker, shard, sample) -> {
            for (int stage = last; stage >= first; stage--) {
                worker.backward(stage, shard, sample);
            }
        });
        barriers.get(first).forEach(barrier -> barrier.finishBackward(batch.samples()));
    }

    private List<Barrier> barriersOf(int stage) {
        return batch.barriers.entrySet().stream()
                .filter(barrier -> plan.stageOf(barrier.getKey()) == stage)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** From gradients to values of weights. */
    void update(UpdateRule rule) {
        everyPart(learning, (worker, layer, part) -> {
            layer.meanGradient(part, batch.samples());
            layer.update(part, rule);
        });
    }

    /** From gradients to values of all that is learnt, where together they are no longer than that. */
    void update(UpdateRule rule, double clipNorm, SharedState shared) {
        final double[][] squares = new double[learning.size()][Shards.COUNT];
        pool.run(learning.size() * Shards.COUNT, (worker, number) -> {
            final int layer = number / Shards.COUNT;
            final int part = number % Shards.COUNT;
            learning.get(layer).meanGradient(part, batch.samples());
            squares[layer][part] = learning.get(layer).square(part);
        });
        final double square =
                Arrays.stream(squares).flatMapToDouble(Arrays::stream).sum() + shared.square();
        final float factor = (float) Math.min(1, clipNorm / Math.sqrt(square));
        everyPart(learning, (worker, layer, part) -> {
            layer.scale(part, factor);
            layer.update(part, rule);
        });
        shared.updateTensors(rule, factor);
    }

    /** One sample's share of a stage. */
    @FunctionalInterface
    private interface SampleTask {
        void run(StageWorker worker, int shard, int sample);
    }

    private void everySample(SampleTask task) {
        final int count = batch.samples();
        pool.run(Shards.COUNT, (worker, shard) -> {
            for (int sample = Shards.from(count, shard); sample < Shards.from(count, shard + 1); sample++) {
                task.run(workers.get(worker).worker(), shard, sample);
            }
        });
    }

    /** One part of one node with weights. */
    @FunctionalInterface
    private interface PartTask {
        void run(int worker, LayerUpdate layer, int part);
    }

    private void everyPart(List<LayerUpdate> of, PartTask task) {
        pool.run(
                of.size() * Shards.COUNT,
                (worker, number) -> task.run(worker, of.get(number / Shards.COUNT), number % Shards.COUNT));
    }

    @Override
    public void close() {
        pool.close();
    }
}
