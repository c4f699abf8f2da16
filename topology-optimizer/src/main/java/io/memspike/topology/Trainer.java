package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.internal.Picks;
import io.memspike.core.run.Session;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import io.memspike.topology.parameter.Writes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Trains a graph, with the same kernels that serve it. A batch goes stage by stage ({@link TrainingPlan}): for each stage the
 * threads share out the samples, cut into a fixed number of shards, each summed in the order of its samples, and the shards
 * are added in order; then back in reverse. A graph without norms is one stage, in which each sample goes all the way and back.
 * The result depends neither on the number of threads nor on the kernels. Not thread-safe; it has threads of its own until
 * it is closed.
 */
public final class Trainer implements AutoCloseable {
    private final TrainingConfig config;
    private final ScheduledSampling sampling;
    private final SharedState shared;
    private final ServedParts served;
    private final List<WorkerBuilder.Built> workers = new ArrayList<>();
    private final StageRuns stages;
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
     * @param dropOut what is left out of what enters some nodes
     */
    public record Task(
            Graph graph,
            Learners learners,
            List<LossTerm> terms,
            ScheduledSampling sampling,
            Surroundings forward,
            DropOut dropOut) {
        /** Without drop-out. */
        public Task(
                Graph graph,
                Learners learners,
                List<LossTerm> terms,
                ScheduledSampling sampling,
                Surroundings forward) {
            this(graph, learners, terms, sampling, forward, DropOut.NONE);
        }

        /** With an exact forward pass. */
        public static Task of(Graph graph, Learners learners, LossTerm... terms) {
            return new Task(graph, learners, List.of(terms), null, Surroundings.EXACT);
        }

        /** With another forward pass. */
        public Task through(Surroundings other) {
            return new Task(graph, learners, terms, sampling, other, dropOut);
        }

        /** With one surrogate for all neurons. The graph of a model that is saved should have it, too. */
        public Task surrogate(Surrogate of) {
            final Graph other = graph.map(kind -> kind instanceof SpikingKind spiking ? spiking.with(of) : kind);
            return new Task(other, learners, terms, sampling, forward, dropOut);
        }

        /** With scheduled sampling. */
        public Task sampling(ScheduledSampling scheduled) {
            return new Task(graph, learners, terms, scheduled, forward, dropOut);
        }

        /** With drop-out. */
        public Task dropping(DropOut other) {
            return new Task(graph, learners, terms, sampling, forward, other);
        }
    }

    /**
     * Drop-out: while training goes on, numbers that enter some nodes are 0 with a probability, and the others scaled up.
     *
     * @param rate the probability, in [0, 1)
     * @param nodes which nodes, by name
     */
    public record DropOut(double rate, Predicate<String> nodes) {
        /** None. */
        public static final DropOut NONE = new DropOut(0, node -> false);

        public DropOut {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("drop-out: expected a rate in [0, 1), found " + rate);
            }
        }

        /** Whether anything that enters a node is left out. */
        boolean isAt(String node) {
            return rate > 0 && nodes.test(node);
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
        final Graph graph = task.graph().at(samples.shape());
        task.learners().requireFit(graph);
        this.config = config;
        this.sampling = task.sampling();
        this.batchesDone = batchesDone;
        this.order = new int[samples.size()];
        final TrainingPlan plan = new TrainingPlan(
                graph,
                task.terms().stream().flatMap(term -> term.nodes().stream()).toList(),
                samples.storedSteps() < samples.steps(),
                task.learners().namesLearnt());
        requirePlan(plan, graph, task.forward());
        final Batch batch = new Batch(task.terms().stream()
                .map(term -> term.open(graph, samples.steps()))
                .toList());
        this.shared = new SharedState(plan, task.learners(), batch, samples.steps());
        shared.open(sampling, kernels, threads);
        this.served = new ServedParts(graph, plan, shared, task.forward(), kernels);
        shared.useTensors();
        served.requireTensors();
        if (plan.graph().nodes().stream().noneMatch(node -> plan.isLearning(node.name()))) {
            throw new IllegalArgumentException("training: expected a node that learns, found none");
        }
        final WorkerBuilder.Parts parts = new WorkerBuilder.Parts(
                graph,
                plan,
                samples.with(kernels),
                task.terms(),
                batch,
                shared.updates,
                shared.tensors::get,
                sampling,
                task.dropOut(),
                new SampleKeys(),
                task.forward() == Surroundings.EXACT,
                config.spikePenalty(),
                kernels);
        for (int i = 0; i < threads; i++) {
            workers.add(WorkerBuilder.build(parts));
        }
        this.stages = new StageRuns(plan, shared, workers);
    }

    /** Training that would do nothing, or stop halfway, is refused. */
    private void requirePlan(TrainingPlan plan, Graph graph, Surroundings forward) {
        plan.graph().nodes().stream()
                .filter(node -> !(node.kind() instanceof Input))
                .forEach(Gradients.known()::of);
        if (plan.stages() > 1 && forward instanceof LearningSurroundings) {
            throw new IllegalArgumentException(
                    "training: expected a graph without norms over the batch, and without quantisers,"
                            + " where readouts of currents learn, found one of " + plan.stages() + " stages");
        }
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

    /** Names random choices of the samples of the batch at hand. */
    private final class SampleKeys implements SampledEdge.Keys {
        @Override
        public long coins(int sample) {
            return Picks.key(config.seed(), epochsDone(), shared.batch.sampleOf[sample], 1);
        }

        @Override
        public long picks(int sample) {
            return Picks.key(config.seed(), epochsDone(), shared.batch.sampleOf[sample], 2);
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
        final Map<String, Writes> writes = new LinkedHashMap<>();
        do {
            final BatchResult result = batch();
            for (final double[] term : result.losses()) {
                for (final double shard : term) {
                    loss += shard;
                }
            }
            right += result.right();
            seen += result.samples();
            writes().forEach((node, written) -> writes.merge(node, written, Writes::plus));
            progress.updated(epoch, result.done(), result.of(), loss / seen, (double) right / seen);
        } while (epochsDone() < epoch);
        return new TrainingProgress.EpochResult(
                epoch, loss / seen, (double) right / seen, seen, System.nanoTime() - start, null, writes);
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
                Arrays.stream(shared.batch.losses).map(double[]::clone).toArray(double[][]::new);
        return new BatchResult(
                epoch + 1,
                to,
                order.length,
                to - from,
                losses,
                Arrays.stream(shared.batch.right).sum());
    }

    /** What was written for the last batch, by node: of those whose masks or weights {@linkplain Parameters#isWritten lie on devices}. */
    public Map<String, Writes> writes() {
        final Map<String, Writes> writes = new LinkedHashMap<>();
        shared.updates.forEach((node, update) -> {
            if (update.isWritten()) {
                writes.put(node, update.writes());
            }
        });
        return writes;
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
        stages.useWeights();
        shared.useTensors();
        stages.begin(to - from);
        final Batch batch = shared.batch;
        batch.begin(to - from);
        batch.epoch = epoch + 1;
        batch.samplingProbability = sampling == null ? 0 : sampling.at(epoch, config.epochs());
        final long before = (long) epoch * order.length; // samples of earlier epochs
        for (int i = from; i < to; i++) {
            batch.sampleOf[i - from] = numbers[i];
            final long key = Picks.key(config.seed(), epoch, numbers[i]);
            batch.draws[i - from] = NodeGradient.Draw.of((before + numbers[i]) * Session.READS_PER_SAMPLE, key);
        }
        served.serve(workers);
    }

    /** From samples to gradients. */
    void learn() {
        stages.learn();
    }

    /** From gradients to parameters. */
    void update(UpdateRule rule) {
        shared.gatherTensors();
        if (config.clipNorm() < Double.POSITIVE_INFINITY) {
            stages.update(rule, config.clipNorm(), shared);
        } else {
            stages.update(rule);
            shared.updateTensors(rule, 1f);
        }
        served.learn(rule);
    }

    /** ∂L/∂values of a node's weights, after {@link #update}. Not to be modified. */
    float[] weightGradient(String node) {
        return shared.updates.get(node).gradient();
    }

    /** The batch at hand. */
    Batch current() {
        return shared.batch;
    }

    @Override
    public void close() {
        stages.close();
    }
}
