package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SamplesOf;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.internal.Picks;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.run.Session;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SquaredError;
import io.memspike.topology.parameter.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of training whatever the graph. */
class GraphTrainingTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 4;
    private static final int SAMPLES = 7; // batches of 5 and 2
    private static final FixedSamples DATA = new FixedSamples(new Shape(2, 4, 4), STEPS, SAMPLES, RandomGraph.OUTS);

    private static TrainingConfig config(int batch, long seed) {
        return TrainingConfig.adam(2, batch, 1e-2, 1e-3, 0, seed);
    }

    private static List<LossTerm> terms(LossTerm... more) {
        final List<LossTerm> terms = new ArrayList<>(
                List.of(new SquaredError(RandomGraph.OUT), new CrossEntropy(RandomGraph.OUT, Loss.RUNNING)));
        terms.addAll(List.of(more));
        return terms;
    }

    private static Trainer trainer(
            Graph graph, Learners learners, List<LossTerm> terms, TrainingConfig config, Kernels kernels, int threads) {
        final Trainer.Task task = new Trainer.Task(graph, learners, terms, null, Surroundings.EXACT);
        return new Trainer(task, DATA, config, kernels, threads, 0);
    }

    private static Learners trained(Graph graph, long seed, Kernels kernels, int threads) {
        final Learners learners = RandomGraph.learners(graph, seed);
        final TrainingConfig config = TrainingConfig.adam(2, 5, 1e-2, 1e-3, seed % 2 == 0 ? 0 : 0.1, seed);
        try (Trainer trainer = trainer(graph, learners, terms(), config, kernels, threads)) {
            for (int batch = 0; batch < 3; batch++) {
                trainer.batch();
            }
        }
        return learners;
    }

    @Property(tries = 25)
    void shouldGiveTheSameBitsForAnyThreadsAndKernels(@ForAll long seed, @ForAll boolean hasNorms) {
        final Graph graph = RandomGraph.of(seed, RandomGraph.Content.SPIKING, hasNorms);
        final Learners expected = trained(graph, seed, new ScalarKernels(), 1);

        for (int threads = 1; threads <= 4; threads++) {
            Networks.assertSameBits(expected, trained(graph, seed, SELECTED, threads));
        }
        Networks.assertSameBits(expected, trained(graph, seed, new ScalarKernels(), 3));
    }

    /** What is trained is what is served. */
    @Property(tries = 60)
    void shouldGoForwardAsASessionDoes(@ForAll long seed) {
        final Graph graph = RandomGraph.of(seed, RandomGraph.Content.SPIKING, false);
        final Learners learners = RandomGraph.learners(graph, seed);
        final List<Recording> recordings = graph.nodes().stream()
                .map(node -> Recording.of(graph, node.name(), SAMPLES, STEPS))
                .toList();
        final Session session = Networks.of(graph, learners, SELECTED).newSession();
        final EventFrames frames = new EventFrames(DATA.shape(), STEPS);
        try (Trainer trainer = trainer(
                graph, learners, terms(recordings.toArray(LossTerm[]::new)), config(SAMPLES, seed), SELECTED, 2)) {
            trainer.begin(new int[] {0, 1, 2, 3, 4, 5, 6}, 0, SAMPLES, 0);
            trainer.learn();
        }

        for (int n = 0; n < SAMPLES; n++) {
            DATA.load(n, frames);
            session.reset(n, Picks.key(seed, 0, n));
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
                for (final Recording recording : recordings) {
                    final int size = graph.shape(recording.node()).size();
                    final float[] served = new float[size];
                    session.values(recording.node(), served);
                    for (int i = 0; i < size; i++) {
                        assertEquals(
                                served[i],
                                recording.values()[(n * size + i) * STEPS + t],
                                recording.node() + " of " + graph);
                    }
                }
            }
        }
    }

    /** A norm beside, which nothing comes of, makes two stages of one; gradients of a node are added up in another order. */
    @Property(tries = 40)
    void shouldLearnStageByStageWhatItLearnsAtOnce(@ForAll long seed) {
        final Graph whole = RandomGraph.of(seed, RandomGraph.Content.SPIKING, false);
        final List<Node> nodes = new ArrayList<>(whole.nodes());
        final List<Edge> edges = new ArrayList<>(whole.edges());
        final String from = whole.nodes()
                .get(1 + (int) Math.floorMod(seed, (long) whole.nodes().size() - 1))
                .name();
        nodes.add(new Node("beside", new Linear(3, 1f)));
        nodes.add(new Node("norm", new TdBatchNorm(1f, 0.2f, 1e-5f)));
        nodes.add(new Node("neurons", new Lif(0.5f, 0.2f, 1f)));
        edges.addAll(List.of(Edge.of(from, "beside"), Edge.of("beside", "norm"), Edge.of("norm", "neurons")));
        final Graph staged = new Graph(nodes, edges, List.of(RandomGraph.OUT, "neurons"));
        final Learners expected = RandomGraph.learners(whole, seed);
        final Learners learners = RandomGraph.learners(staged, seed);
        expected.learnt().keySet().forEach(name -> {
            final float[] values = expected.values(name);
            System.arraycopy(values, 0, learners.values(name), 0, values.length);
        });

        try (Trainer trainer = trainer(whole, expected, terms(), config(SAMPLES, seed), SELECTED, 2)) {
            trainer.batch();
        }
        final LossTerm nothing = Recording.of(staged, "neurons", SAMPLES, STEPS);
        try (Trainer trainer = trainer(staged, learners, terms(nothing), config(SAMPLES, seed), SELECTED, 2)) {
            trainer.batch();
        }

        assertCloseMoments(expected, learners, staged);
    }

    private static void assertCloseMoments(Learners expected, Learners found, Graph graph) {
        float largest = 0.1f; // first moments are a tenth of gradients
        for (final Learner learner : expected.learnt().values()) {
            for (final float moment : learner.adam().firstMoment()) {
                largest = Math.max(largest, Math.abs(moment));
            }
        }
        final float tolerance = (float) GraphGradientTest.TOLERANCE * largest;
        expected.learnt()
                .forEach((name, learner) -> assertArrayEquals(
                        learner.adam().firstMoment(),
                        found.learnt().get(name).adam().firstMoment(),
                        tolerance,
                        () -> name + " of " + graph));
    }

    /** The first step of each sample, at every step. */
    private record Still(int storedSteps) implements Samples {
        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public Shape shape() {
            return DATA.shape();
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public void load(int sample, EventFrames into) {
            final EventFrames frames = new EventFrames(shape(), STEPS);
            DATA.load(sample, frames);
            for (int t = 0; t < storedSteps; t++) {
                into.step(t).copyFrom(frames.step(0));
            }
        }

        @Override
        public void target(int sample, Target into) {
            DATA.target(sample, into);
        }
    }

    /** Tells what was asked of them. */
    private static final class Drawn extends SamplesOf {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        Drawn() {
            super(DATA, DATA.shape(), DATA.steps());
        }

        @Override
        public void load(int sample, EventFrames into) {
            throw new AssertionError("expected an epoch, found none");
        }

        @Override
        public void load(int sample, int epoch, EventFrames into) {
            asked.add("input " + epoch);
            DATA.load(sample, into);
        }

        @Override
        public void target(int sample, int epoch, Target into) {
            asked.add("target " + epoch);
            target(sample, into);
        }
    }

    /** Samples that are drawn anew in each epoch bring along what is to be learnt of them. */
    @Example
    void shouldLearnWhatIsDrawnInTheSameEpoch() {
        final Drawn samples = new Drawn();
        final Graph graph = readout();
        final Trainer.Task task = Trainer.Task.of(graph, RandomGraph.learners(graph, 4), new SquaredError("picture"));
        try (Trainer trainer = new Trainer(task, samples, config(SAMPLES, 1), SELECTED, 2, 0)) {
            trainer.batch();
            trainer.batch();
        }
        assertEquals(Set.of("input 1", "target 1", "input 2", "target 2"), samples.asked);
    }

    private static Learners oneBatch(Graph graph, Samples samples, long seed) {
        final Learners learners = RandomGraph.learners(graph, seed);
        final Trainer.Task task = new Trainer.Task(graph, learners, terms(), null, Surroundings.EXACT);
        try (Trainer trainer = new Trainer(task, samples, config(SAMPLES, seed), SELECTED, 2, 0)) {
            trainer.batch();
        }
        return learners;
    }

    @Property(tries = 60)
    void shouldLearnOfAStillInputWhatItLearnsOfOneThatRepeats(@ForAll long seed, @ForAll boolean hasNorms) {
        final Graph graph = RandomGraph.of(seed, RandomGraph.Content.SMOOTH, hasNorms);

        assertCloseMoments(oneBatch(graph, new Still(STEPS), seed), oneBatch(graph, new Still(1), seed), graph);
    }

    /** input → weights → norm → neurons → out-weights → potentials → picture. */
    private static Graph readout() {
        return new Graph(
                List.of(
                        new Node("input", new Input(DATA.shape())),
                        new Node("weights", new Linear(9, 1f, true)),
                        new Node("norm", new TdBatchNorm(1f, 0.5f, 1e-5f)),
                        new Node("neurons", new Lif(0.25f, 0.2f, 1f, 0f)),
                        new Node("out-weights", new Linear(RandomGraph.OUTS, 1f, true)),
                        new Node("potentials", new Integrator(0.8f, 1f)),
                        new Node("picture", new Activation(Activation.Function.TANH, 1f))),
                List.of(
                        Edge.of("input", "weights"),
                        Edge.of("weights", "norm"),
                        Edge.of("norm", "neurons"),
                        Edge.of("neurons", "out-weights"),
                        Edge.of("out-weights", "potentials"),
                        Edge.of("potentials", "picture")),
                List.of("picture"));
    }

    private static Learners oneBatch(Surroundings forward, LossTerm... terms) {
        return oneBatch(DATA, forward, terms);
    }

    private static Learners oneBatch(Samples samples, Surroundings forward, LossTerm... terms) {
        final Graph graph = readout();
        final Learners learners = RandomGraph.learners(graph, 4);
        final Trainer.Task task = Trainer.Task.of(graph, learners, terms).through(forward);
        try (Trainer trainer = new Trainer(task, samples, config(SAMPLES, 1), SELECTED, 2, 0)) {
            final Trainer.BatchResult result = trainer.batch();
            assertTrue(result.mean(0) > 0.01, () -> "loss " + result.mean(0));
        }
        return learners;
    }

    /** A term that looks at the neurons keeps the read-out behind them from going its own way. */
    private static LossTerm watch() {
        return Recording.of(readout(), "neurons", SAMPLES, STEPS);
    }

    /** The same sums in another order: of 9 neurons and 4 steps forward, of 7 samples back, some 60 terms. */
    @Example
    void shouldSumAReadoutOverStepsAsItGoesStepByStep() {
        assertSameSums(DATA);
    }

    @Example
    void shouldLearnNothingOfValuesThatDoNotCount() {
        assertSameSums(new Weighted(0));
        for (final LossTerm[] terms : List.of(
                new LossTerm[] {new SquaredError("picture")}, new LossTerm[] {new SquaredError("picture"), watch()})) {
            final Learners learnt = oneBatch(new Weighted(0), Surroundings.EXACT, terms);
            Networks.assertSameBits(learnt, oneBatch(new Weighted(3), Surroundings.EXACT, terms));
            assertFalse(
                    Arrays.equals(moments(learnt), moments(oneBatch(DATA, Surroundings.EXACT, terms))),
                    "all count alike");
        }
    }

    private static float[] moments(Learners learners) {
        return learners.learnt().get("out-weights.bias").adam().firstMoment();
    }

    /** The data, of whose targets the first value alone counts; the others are shifted. */
    private static final class Weighted extends SamplesOf {
        private final float shift;

        Weighted(float shift) {
            super(DATA, DATA.shape(), STEPS);
            this.shift = shift;
        }

        @Override
        public void load(int sample, EventFrames into) {
            DATA.load(sample, into);
        }

        @Override
        public void target(int sample, int epoch, Target into) {
            target(sample, into);
            final float[] values = into.values(RandomGraph.OUTS);
            final float[] weights = into.weights(RandomGraph.OUTS);
            for (int i = 0; i < RandomGraph.OUTS; i++) {
                values[i] += i == 0 ? 0 : shift;
                weights[i] = i == 0 ? RandomGraph.OUTS : 0;
            }
        }
    }

    private static void assertSameSums(Samples samples) {
        final Learners fused = oneBatch(samples, Surroundings.EXACT, new SquaredError("picture"));
        final Learners unfused = oneBatch(samples, Surroundings.EXACT, new SquaredError("picture"), watch());

        unfused.learnt().forEach((name, learner) -> {
            final float[] expected = learner.adam().firstMoment();
            float largest = 0;
            for (final float moment : expected) {
                largest = Math.max(largest, Math.abs(moment));
            }
            final float tolerance = 4 * 60 * 0x1p-24f * Math.max(largest, 0.1f);
            assertArrayEquals(expected, fused.learnt().get(name).adam().firstMoment(), tolerance, name);
        });
    }

    @Example
    void shouldReadHardwareStepByStep() {
        final Surroundings rounded = exact -> (node, matrix) -> new Halves(exact.connect(node, matrix));

        Networks.assertSameBits(
                oneBatch(rounded, new SquaredError("picture"), watch()),
                oneBatch(rounded, new SquaredError("picture")));
    }

    /** Currents in halves, as a coarse converter has them. */
    private record Halves(Synapses exact) implements Synapses {
        @Override
        public Shape input() {
            return exact.input();
        }

        @Override
        public Shape output() {
            return exact.output();
        }

        @Override
        public long operations(SpikeList spikes) {
            return exact.operations(spikes);
        }

        @Override
        public Reader open() {
            final Reader reader = exact.open();
            return (spikes, read, current) -> {
                reader.accumulate(spikes, read, current);
                for (int i = 0; i < output().size(); i++) {
                    current[i] = Math.round(2 * current[i]) / 2f;
                }
            };
        }
    }

    @Example
    void shouldCountEveryTermThatLooksAtTheReadout() {
        final Graph graph = readout();
        final Trainer.Task task = Trainer.Task.of(
                graph, RandomGraph.learners(graph, 4), new SquaredError("picture"), new SquaredError("picture"));
        try (Trainer trainer = new Trainer(task, DATA, config(SAMPLES, 1), SELECTED, 2, 0)) {
            final Trainer.BatchResult result = trainer.batch();

            assertEquals(result.mean(0), result.mean(1));
        }
    }

    @Example
    void shouldPassNoGradientOverADetachedEdge() {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(DATA.shape())),
                        new Node("a", new Linear(4, 1f, true)),
                        new Node("b", new Linear(RandomGraph.OUTS, 1f, true)),
                        new Node(RandomGraph.OUT, new Integrator(1f, 1f))),
                List.of(Edge.of("input", "a"), Edge.of("a", "b").detached(), Edge.of("b", RandomGraph.OUT)),
                List.of(RandomGraph.OUT));
        final Learners learners = RandomGraph.learners(graph, 1);
        final TrainingConfig config = TrainingConfig.adam(1, SAMPLES, 1e-2, 0, 0, 1); // no decay: the gradient alone
        try (Trainer trainer = trainer(graph, learners, terms(), config, SELECTED, 2)) {
            trainer.batch();
        }

        learners.learnt().forEach((name, learner) -> {
            double sum = 0;
            for (final float moment : learner.adam().secondMoment()) {
                sum += moment;
            }
            assertEquals(name.startsWith("b."), sum > 0, name);
        });
    }

    /** In a loop with a norm, over its detached edge comes what the loop gives in service. */
    @Example
    void shouldDrawOverACutEdgeWhatServes() {
        final Edge back = Edge.delayed("neurons", "mixed", 2).detached();
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(DATA.shape())),
                        new Node("in", new Linear(6, 1f)),
                        new Node("mixed", new Linear(6, 1f, true)),
                        new Node("norm", new TdBatchNorm(1f, 0.5f, 1e-5f)),
                        new Node("neurons", new Lif(0.3f, 0.2f, 1f)),
                        new Node("outs", new Linear(RandomGraph.OUTS, 1f)),
                        new Node(RandomGraph.OUT, new Integrator(1f, 1f))),
                List.of(
                        Edge.of("input", "in"),
                        Edge.of("in", "mixed"),
                        back, // beside another edge
                        Edge.of("mixed", "norm"),
                        Edge.of("norm", "neurons"),
                        Edge.of("neurons", "outs"),
                        Edge.of("outs", RandomGraph.OUT)),
                List.of(RandomGraph.OUT));
        final Learners learners = RandomGraph.learners(graph, 2);
        final float[] start = learners.others().get("norm.mean").clone();
        final Session session = Networks.of(graph, learners, SELECTED).newSession();
        int spikes = 0;
        try (Trainer trainer = trainer(graph, learners, terms(), config(SAMPLES, 1), SELECTED, 2)) {
            trainer.begin(new int[] {0, 1, 2, 3, 4, 5, 6}, 0, SAMPLES, 0);
            trainer.learn();

            final EventFrames frames = new EventFrames(DATA.shape(), STEPS);
            for (int n = 0; n < SAMPLES; n++) {
                DATA.load(n, frames);
                session.reset(n, Picks.key(1, 0, n));
                final SpikeList[] drawn = trainer.current().drawn.get(back).lists(n);
                assertEquals(0, drawn[0].size() + drawn[1].size());
                for (int t = 0; t + 2 < STEPS; t++) {
                    session.step(frames.step(t));
                    final SpikeList served = session.signal("neurons").active();
                    spikes += served.size();
                    assertArrayEquals(
                            Arrays.copyOf(served.indices(), served.size()),
                            Arrays.copyOf(drawn[t + 2].indices(), drawn[t + 2].size()));
                }
            }
        }
        assertTrue(spikes > 0);
        assertFalse(Arrays.equals(start, learners.others().get("norm.mean"))); // which follows the batch
    }
}
