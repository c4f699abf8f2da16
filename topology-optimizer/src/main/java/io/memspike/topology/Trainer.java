package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.internal.Picks;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import io.memspike.topology.gradient.norm.BatchNormalisation;
import io.memspike.topology.gradient.norm.NormGradient;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.UpdateRule;
import io.memspike.topology.parameter.internal.RankSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a graph, with the same kernels that serve it. A batch goes stage by stage ({@link TrainingPlan}): for each stage the
 * threads share out the samples, cut into a fixed number of shards, each summed in the order of its samples, and the shards
 * are added in order; then back in reverse. A graph without norms is one stage, in which each sample goes all the way and back.
 * The result depends neither on the number of threads nor on the kernels. Not thread-safe; it has threads of its own until
 * it is closed.
 */
public final class Trainer implements AutoCloseable {
    private final Graph graph;
    private final Learners learners;
    private final Samples samples;
    private final TrainingConfig config;
    private final Surroundings forward;
    private final Kernels kernels;
    private final ScheduledSampling sampling;
    private final TrainingPlan plan;
    private final Batch batch;
    private final WorkerPool pool;
    private final Map<String, LayerUpdate> updates = new LinkedHashMap<>(); // by node
    private final List<LayerUpdate> updateList;
    private final Map<String, float[]> tensors =
            new LinkedHashMap<>(); // all but weights, as they are in the batch at hand
    private final List<WorkerBuilder.Built> workers = new ArrayList<>();
    private final int[] order;
    private int orderedEpoch = -1;
    private long batchesDone;

    /**
     * What is trained.
     *
     * @param graph the graph
     * @param learners what is learnt about its tensors. Modified by training.
     * @param terms what is made small: the sum of these
     * @param sampling scheduled sampling, or null for none
     * @param forward what the forward pass reads weights through; asked anew for each batch
     */
    public record Task(
            Graph graph, Learners learners, List<LossTerm> terms, ScheduledSampling sampling, Surroundings forward) {
        /** With an exact forward pass. */
        public static Task of(Graph graph, Learners learners, LossTerm... terms) {
            return new Task(graph, learners, List.of(terms), null, Surroundings.EXACT);
        }

        /** With another forward pass. */
        public Task through(Surroundings other) {
            return new Task(graph, learners, terms, sampling, other);
        }

        /** With one surrogate for all neurons. The graph of a model that is saved should have it, too. */
        public Task surrogate(Surrogate of) {
            final Graph other = graph.map(kind -> kind instanceof SpikingKind spiking ? spiking.with(of) : kind);
            return new Task(other, learners, terms, sampling, forward);
        }

        /** With scheduled sampling. */
        public Task sampling(ScheduledSampling scheduled) {
            return new Task(graph, learners, terms, scheduled, forward);
        }
    }

    /**
     * What one batch came to.
     *
     * @param epoch epoch, from 1
     * @param done samples of the epoch so far
     * @param of samples of an epoch
     * @param samples samples of the batch
     * @param losses sums over its samples, [term][shard]
     * @param right samples that were classified rightly
     */
    public record BatchResult(int epoch, int done, int of, int samples, double[][] losses, int right) {
        /** Mean of a term. */
        public double mean(int term) {
            return Arrays.stream(losses[term]).sum() / samples;
        }
    }

    /**
     * A trainer.
     *
     * @param task what is trained
     * @param samples what is learnt from
     * @param config settings
     * @param kernels inner loops
     * @param threads threads to use, at least 1
     * @param batchesDone updates behind a resumed run, 0 for a new one
     * @throws IllegalArgumentException where there are no samples, or graph, learners and samples do not fit each other
     */
    public Trainer(Task task, Samples samples, TrainingConfig config, Kernels kernels, int threads, long batchesDone) {
        if (samples.size() < 1) {
            throw new IllegalArgumentException("training: expected at least 1 sample, found " + samples.size());
        }
        this.graph = task.graph().at(samples.shape());
        task.learners().requireFit(graph);
        this.learners = task.learners();
        this.samples = samples;
        this.config = config;
        this.forward = task.forward();
        this.kernels = kernels;
        this.sampling = task.sampling();
        this.batchesDone = batchesDone;
        this.order = new int[samples.size()];
        final List<String> nodes =
                task.terms().stream().flatMap(term -> term.nodes().stream()).toList();
        this.plan = new TrainingPlan(
                graph,
                nodes,
                samples.storedSteps() < samples.steps(),
                learners.learnt().keySet());
        this.batch = new Batch(task.terms().stream()
                .map(term -> term.open(graph, samples.steps()))
                .toList());
        requireSampling();
        requireWayBack();
        share(threads);
        requireTensors();
        this.updateList = List.copyOf(updates.values());
        this.pool = new WorkerPool(threads);
        final WorkerBuilder.Parts parts = new WorkerBuilder.Parts(
                graph,
                plan,
                samples,
                task.terms(),
                batch,
                updates,
                tensors::get,
                sampling,
                new SampleKeys(),
                forward == Surroundings.EXACT,
                config.spikePenalty(),
                kernels);
        for (int i = 0; i < threads; i++) {
            workers.add(WorkerBuilder.build(parts));
        }
    }

    private void requireWayBack() {
        plan.graph().nodes().stream()
                .filter(node -> !(node.kind() instanceof Input))
                .forEach(Gradients.known()::of);
    }

    /** Tensors that no node can have are refused as they are in service. */
    private void requireTensors() {
        useTensors();
        Network.of(
                plan.graph(),
                tensors,
                (node, matrix) -> updates.get(node.name()).synapses(),
                kernels);
    }

    /** Hands tensors other than weights over as they are to be used. */
    private void useTensors() {
        tensors.forEach((name, effective) -> {
            if (learners.learnt().containsKey(name)) {
                learners.learnt().get(name).parameters().effective(effective);
            }
        });
    }

    /** Sampling that would do nothing, or stop halfway, is refused. */
    private void requireSampling() {
        if (sampling == null) {
            return;
        }
        if (!plan.graph().edges().contains(sampling.edge()) || plan.isCut(sampling.edge())) {
            throw new IllegalArgumentException("training: expected an edge of the graph outside of loops with a norm"
                    + " under scheduled sampling, found " + sampling.edge());
        }
        if (!(graph.node(sampling.choice()).kind() instanceof Choice)) {
            throw new IllegalArgumentException("node " + sampling.choice()
                    + ": expected a choice, which draws under scheduled sampling, found "
                    + graph.node(sampling.choice()).kind().type());
        }
    }

    /** What all threads share. */
    private void share(int threads) {
        final int steps = samples.steps();
        learners.others().forEach(tensors::put);
        learners.learnt().forEach((name, learner) -> {
            if (!name.endsWith(".weight")) {
                tensors.put(name, new float[learner.parameters().values().length]);
            }
        });
        for (final Node node : plan.graph().nodes()) {
            final String name = node.name();
            if (node.kind() instanceof MatrixKind) {
                final Matrix matrix = Matrix.of(plan.graph(), name);
                final SynapseGradient gradient = SynapseGradient.of(matrix, steps, kernels);
                final boolean isAsked = plan.graph().into(name, 0).stream().anyMatch(plan::asks);
                updates.put(
                        name,
                        new LayerUpdate(
                                matrix, isAsked, learners.learnt().get(name + ".weight"), gradient, kernels, threads));
            }
            if (node.kind().isBarrier()) {
                final BatchNormalisation norm = Gradients.known().of(node).normalisation(node.kind());
                final int storedSteps = !norm.isByStep() && plan.takesConstant(name) ? 1 : steps;
                batch.norms.put(
                        name,
                        new NormGradient(norm, plan.graph().shape(name), steps, storedSteps, tensors(name), kernels));
            }
            for (final TensorSpec spec : plan.graph().tensors(name)) {
                final boolean isLearnt = learners.learnt().containsKey(name + "." + spec.name());
                if (isLearnt && !spec.name().equals("weight") && !node.kind().isBarrier()) {
                    batch.tensorGradients.put(name + "." + spec.name(), new double[Shards.COUNT][spec.size()]);
                }
            }
        }
        for (final Edge edge : plan.cut()) {
            batch.drawn.put(edge, new Batch.Drawn(graph.shape(edge.from()).size(), steps));
        }
        if (sampling != null) {
            batch.drawn.put(
                    sampling.edge(),
                    new Batch.Drawn(graph.shape(sampling.edge().from()).size(), steps));
        }
    }

    private Map<String, float[]> tensors(String node) {
        final Map<String, float[]> own = new LinkedHashMap<>();
        graph.tensors(node).stream()
                .filter(spec -> !spec.name().equals("weight"))
                .forEach(spec -> own.put(spec.name(), tensors.get(node + "." + spec.name())));
        return own;
    }

    /** Names random choices of the samples of the batch at hand. */
    private final class SampleKeys implements SampledEdge.Keys {
        @Override
        public long coins(int sample) {
            return Picks.key(config.seed(), epochsDone(), batch.sampleOf[sample], 1);
        }

        @Override
        public long picks(int sample) {
            return Picks.key(config.seed(), epochsDone(), batch.sampleOf[sample], 2);
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
     * Trains for one epoch, or what is left of it.
     *
     * @param progress told after each update
     * @return what it came to
     * @throws IllegalStateException where all epochs are done: the schedule has ended
     */
    public TrainingProgress.EpochResult epoch(TrainingProgress progress) {
        final long start = System.nanoTime();
        final int epoch = epochsDone() + 1;
        double loss = 0;
        int right = 0;
        int seen = 0;
        do {
            final BatchResult result = batch();
            for (final double[] term : result.losses()) {
                for (final double shard : term) {
                    loss += shard;
                }
            }
            right += result.right();
            seen += result.samples();
            progress.updated(epoch, result.done(), result.of(), loss / seen, (double) right / seen);
        } while (epochsDone() < epoch);
        return new TrainingProgress.EpochResult(
                epoch, loss / seen, (double) right / seen, seen, System.nanoTime() - start);
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
        begin(order, from, to, epoch);
        learn();
        update(config.ruleAt(batchesDone, (long) config.epochs() * batchesPerEpoch()));
        batchesDone++;
        final double[][] losses =
                Arrays.stream(batch.losses).map(double[]::clone).toArray(double[][]::new);
        return new BatchResult(
                epoch + 1,
                to,
                order.length,
                to - from,
                losses,
                Arrays.stream(batch.right).sum());
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

    /** Masks and weights of the batch, room for it, and what names its samples. */
    void begin(int[] numbers, int from, int to, int epoch) {
        updateList.forEach(LayerUpdate::beginRanking);
        for (int round = 0; round < RankSearch.ROUNDS; round++) {
            everyPart((worker, update, part) -> update.rank(worker, part));
            updateList.forEach(LayerUpdate::chooseRank);
        }
        everyPart((worker, update, part) -> update.mask(part));
        everyPart((worker, update, part) -> update.useWeights(part));
        useTensors();
        updateList.forEach(update -> update.gradients().beginBatch(to - from));
        batch.begin(to - from);
        batch.samplingProbability = sampling == null ? 0 : sampling.at(epoch, config.epochs());
        final long before = (long) epoch * order.length; // samples of earlier epochs
        for (int i = from; i < to; i++) {
            batch.sampleOf[i - from] = numbers[i];
            final long key = Picks.key(config.seed(), epoch, numbers[i]);
            batch.draws[i - from] = NodeGradient.Draw.of((before + numbers[i]) * Session.READS_PER_SAMPLE, key);
        }
        serve();
    }

    /** Synapses that may have changed, and parts of the graph as they serve in this batch. */
    private void serve() {
        final Map<String, Synapses> synapses = new LinkedHashMap<>();
        final Substrate substrate =
                forward.around((node, matrix) -> updates.get(node.name()).synapses());
        updates.forEach((node, update) ->
                synapses.put(node, substrate.connect(plan.graph().node(node), update.matrix())));
        if (forward != Surroundings.EXACT) {
            workers.forEach(worker ->
                    synapses.forEach((node, behind) -> worker.readers().put(node, behind.open())));
        }
        final Map<Edge, Network> loops = new LinkedHashMap<>();
        for (final WorkerBuilder.Built worker : workers) {
            for (final WorkerBuilder.Served part : worker.served()) {
                if (part.loop() != null) {
                    part.loop()
                            .serve(loops.computeIfAbsent(
                                            part.edge(), edge -> network(ServedGraphs.loop(plan, edge), synapses))
                                    .newSession());
                } else {
                    part.sampled()
                            .serve(loops.computeIfAbsent(
                                            part.edge(),
                                            edge -> network(
                                                    ServedGraphs.behind(
                                                            graph,
                                                            edge,
                                                            part.sampled().neurons()),
                                                    synapses))
                                    .newSession());
                }
            }
        }
    }

    private Network network(Graph served, Map<String, Synapses> synapses) {
        return Network.of(served, tensors, (node, matrix) -> synapses.get(node.name()), kernels);
    }

    /** From samples to gradients. */
    void learn() {
        for (int stage = 0; stage < plan.stages() - 1; stage++) {
            forward(stage);
        }
        for (int stage = plan.stages() - 1; stage >= 0; stage--) {
            backward(stage);
        }
        gather();
    }

    private void forward(int stage) {
        everySample((worker, shard, sample) -> worker.forward(stage, shard, sample));
        normsOf(stage + 1).forEach(norm -> norm.finishForward(batch.samples()));
    }

    private void backward(int stage) {
        everySample((worker, shard, sample) -> worker.backward(stage, shard, sample));
        normsOf(stage).forEach(norm -> norm.finishBackward(batch.samples()));
    }

    private List<NormGradient> normsOf(int stage) {
        return batch.norms.entrySet().stream()
                .filter(norm -> plan.stageOf(norm.getKey()) == stage)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Brings the weights' gradients together. */
    private void gather() {
        updateList.forEach(update -> update.gradients().endBatch());
        everyPart((worker, update, shard) -> update.gradients().gather(shard));
        everyPart((worker, update, part) -> update.gradients().finish(part));
    }

    /** From gradients to parameters. */
    void update(UpdateRule rule) {
        everyPart((worker, update, part) -> update.update(part, batch.samples(), rule));
        batch.norms.forEach((node, norm) -> {
            update(node + ".gamma", norm.gammaGradient(), rule);
            update(node + ".beta", norm.betaGradient(), rule);
        });
        batch.tensorGradients.forEach((tensor, shards) -> update(tensor, sum(shards), rule));
    }

    private static float[] sum(double[][] shards) {
        final float[] sum = new float[shards[0].length];
        for (int i = 0; i < sum.length; i++) {
            final int element = i;
            sum[i] = (float)
                    Arrays.stream(shards).mapToDouble(shard -> shard[element]).sum();
        }
        return sum;
    }

    private void update(String tensor, float[] gradient, UpdateRule rule) {
        final Learner learner = learners.learnt().get(tensor);
        if (learner == null) {
            return; // a norm without gamma and beta
        }
        final float share = 1f / batch.samples();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        final float[] values = learner.parameters().values();
        final float[] before = values.clone();
        learner.update(gradient, 0, gradient.length, rule);
        final int dot = tensor.lastIndexOf('.');
        final Node node = graph.node(tensor.substring(0, dot));
        final float least = Gradients.known().of(node).least(node.kind(), tensor.substring(dot + 1));
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], Math.min(before[i], least));
        }
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
        void run(int worker, LayerUpdate update, int part);
    }

    private void everyPart(PartTask task) {
        pool.run(
                updateList.size() * Shards.COUNT,
                (worker, number) -> task.run(worker, updateList.get(number / Shards.COUNT), number % Shards.COUNT));
    }

    /** ∂L/∂values of a node's weights, after {@link #update}. Not to be modified. */
    float[] weightGradient(String node) {
        return updates.get(node).gradient();
    }

    /** The batch at hand. */
    Batch current() {
        return batch;
    }

    @Override
    public void close() {
        pool.close();
    }
}
