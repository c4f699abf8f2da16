package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.loss.SquaredError;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
    private static final int PINNED_HASH = -1375192632;
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Toy SAMPLES = new Toy(60); // batches of 25, 25 and 10: fewer than there are shards in the last

    private static TrainingConfig config(int epochs) {
        return TrainingConfig.adam(epochs, 25, 1e-2, 5e-4, 0, 3);
    }

    private static Trainer.Task task(Graph graph, Learners learners, Loss loss) {
        return Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), loss));
    }

    private static Trainer trainer(Trainer.Task task, Samples samples, TrainingConfig config, int threads) {
        return new Trainer(task, samples, config, SELECTED, threads, 0);
    }

    private static List<TrainingProgress.EpochResult> train(
            Trainer.Task task, TrainingConfig config, Kernels kernels, int threads, int from, int to) {
        final List<TrainingProgress.EpochResult> results = new ArrayList<>();
        final Samples samples = SAMPLES;
        try (Trainer trainer = new Trainer(task, samples, config, kernels, threads, from * 3L)) {
            while (trainer.epochsDone() < to) {
                results.add(trainer.epoch(TrainingProgress.NONE));
            }
        }
        return results;
    }

    @ParameterizedTest
    @CsvSource({"conv, MEAN, true", "conv, RUNNING, true", "conv, RUNNING, false", "mlp, RUNNING, true"})
    void shouldGiveTheSameBitsForAnyThreadsAndKernels(String network, Loss loss, boolean prunes) {
        final Graph graph = network.equals("conv") ? Toy.conv() : Toy.mlp();
        final Learners expected = Toy.learners(graph, prunes);
        final var reference = train(task(graph, expected, loss), config(2), new ScalarKernels(), 1, 0, 2);
        for (final Kernels kernels : List.of(new ScalarKernels(), SELECTED)) {
            for (int threads = 1; threads <= 3; threads++) {
                final Learners learners = Toy.learners(graph, prunes);

                final var results = train(task(graph, learners, loss), config(2), kernels, threads, 0, 2);

                Networks.assertSameBits(expected, learners);
                for (int i = 0; i < 2; i++) {
                    assertEquals(reference.get(i).loss(), results.get(i).loss());
                    assertEquals(reference.get(i).accuracy(), results.get(i).accuracy());
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsWhenResumed() {
        final Learners whole = Toy.learners(Toy.conv(), true);
        final Learners resumed = Toy.learners(Toy.conv(), true);

        train(task(Toy.conv(), whole, Loss.RUNNING), config(3), SELECTED, 2, 0, 3);
        train(task(Toy.conv(), resumed, Loss.RUNNING), config(3), SELECTED, 2, 0, 1);
        train(task(Toy.conv(), resumed, Loss.RUNNING), config(3), SELECTED, 1, 1, 3);

        Networks.assertSameBits(whole, resumed);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldLearnAndChangeOnlyWhatIsLearnt(boolean prunes) {
        final Learners learners = Toy.learners(Toy.mlp(), prunes);

        // a step is a fraction of what is learnt: scores lie within 0.1, weights near 6
        final TrainingConfig config = TrainingConfig.adam(15, 25, prunes ? 1e-2 : 0.3, 5e-4, 0, 3);

        final var results = train(task(Toy.mlp(), learners, Loss.RUNNING), config, SELECTED, 2, 0, 15);

        assertEquals(15, results.size());
        assertTrue(
                results.get(14).loss() < results.get(0).loss() / 2,
                () -> "losses " + results.get(0).loss() + " and "
                        + results.get(14).loss());
        assertTrue(
                results.get(14).accuracy() > 0.9,
                () -> "accuracy " + results.get(14).accuracy());
        Toy.learners(Toy.mlp(), prunes).learnt().forEach((name, start) -> {
            final float[] weights = learners.learnt().get(name).parameters().weights();
            int changed = 0;
            for (int i = 0; i < weights.length; i++) {
                changed += weights[i] == start.parameters().weights()[i] ? 0 : 1;
            }
            assertEquals(prunes, changed == 0);
        });
    }

    @Test
    void shouldFireLessWhereSpikesCost() {
        final Learners free = Toy.learners(Toy.mlp(), true);
        final Learners costly = Toy.learners(Toy.mlp(), true);

        train(task(Toy.mlp(), free, Loss.RUNNING), config(6), SELECTED, 2, 0, 6);
        train(task(Toy.mlp(), costly, Loss.RUNNING), TrainingConfig.adam(6, 25, 1e-2, 5e-4, 2, 3), SELECTED, 2, 0, 6);

        final long before = spikes(free);
        final long after = spikes(costly);
        assertTrue(after < 0.8 * before, () -> "spikes without and with a penalty: " + before + " and " + after);
    }

    /** Of all hidden neurons over all samples. */
    private static long spikes(Learners learners) {
        final Graph graph = Toy.mlp();
        final Session session = Networks.of(graph, learners, SELECTED).newSession();
        final String neurons = graph.nodesOf(Lif.class).get(0).name();
        final EventFrames frames = EventFrames.of(SAMPLES);
        long spikes = 0;
        for (int i = 0; i < SAMPLES.size(); i++) {
            SAMPLES.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
                spikes += session.signal(neurons).active().size();
            }
        }
        return spikes;
    }

    @Test
    void shouldKeepBitsAcrossVersions() {
        // made by this program: a change of any bit would make every seed mean another model
        final Learners learners = Toy.learners(Toy.conv(), true);

        train(task(Toy.conv(), learners, Loss.RUNNING), config(2), SELECTED, 2, 0, 2);

        int hash = 0;
        for (final Learner learner : learners.learnt().values()) {
            hash = 31 * hash + Arrays.hashCode(learner.parameters().values());
        }
        assertEquals(PINNED_HASH, hash);
    }

    @Test
    void shouldReadEachBatchThroughTheGivenSynapsesWithReadsOfItsOwn() {
        final Set<Long> reads = ConcurrentHashMap.newKeySet();
        final List<String> connected = new ArrayList<>();
        final Surroundings forward = exact -> (node, matrix) -> {
            connected.add(node.name());
            return new Recorded(
                    exact.connect(node, matrix), node.name().equals("0") ? reads : ConcurrentHashMap.newKeySet());
        };
        final Learners expected = Toy.learners(Toy.mlp(), true);
        final Learners learners = Toy.learners(Toy.mlp(), true);
        train(task(Toy.mlp(), expected, Loss.MEAN), config(2), SELECTED, 1, 0, 2);

        try (Trainer trainer = trainer(task(Toy.mlp(), learners, Loss.MEAN).through(forward), SAMPLES, config(2), 2)) {
            connected.clear();
            trainer.epoch(TrainingProgress.NONE);
            assertEquals(List.of("0", "2", "0", "2", "0", "2"), connected); // 25, 25 and 10 samples
            assertEquals(60 * SAMPLES.steps(), reads.size());
            trainer.epoch(TrainingProgress.NONE);
            assertEquals(2 * 60 * SAMPLES.steps(), reads.size());
        }

        Networks.assertSameBits(expected, learners);
    }

    /** Exact synapses that tell which reads were asked for. */
    private record Recorded(Synapses exact, Set<Long> reads) implements Synapses {
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
                assertTrue(reads.add(read), "read " + read + " twice");
                reader.accumulate(spikes, read, current);
            };
        }
    }

    @Test
    void shouldTellItsProgressAfterEachUpdate() {
        final List<String> told = new ArrayList<>();
        final TrainingProgress progress = new TrainingProgress() {
            @Override
            public void updated(int epoch, int samples, int of, double loss, double accuracy) {
                assertTrue(loss > 0 && accuracy >= 0 && accuracy <= 1);
                told.add(epoch + ": " + samples + "/" + of);
            }
        };
        final Trainer.Task task = task(Toy.mlp(), Toy.learners(Toy.mlp(), true), Loss.MEAN);
        try (Trainer trainer = trainer(task, SAMPLES, config(2), 2)) {
            trainer.epoch(progress);
            final TrainingProgress.EpochResult second = trainer.epoch(progress);

            assertEquals(2, second.epoch());
            assertEquals(60, second.samples());
            assertTrue(second.samplesPerSecond() > 0);
            assertThrows(IllegalStateException.class, () -> trainer.epoch(progress)); // the schedule has ended
        }

        assertEquals(List.of("1: 25/60", "1: 50/60", "1: 60/60", "2: 25/60", "2: 50/60", "2: 60/60"), told);
    }

    @Test
    void shouldHandOnWhatGoesWrongWithASample() {
        final Samples broken = new Samples() {
            @Override
            public int size() {
                return 60;
            }

            @Override
            public Shape shape() {
                return SAMPLES.shape();
            }

            @Override
            public int steps() {
                return SAMPLES.steps();
            }

            @Override
            public int classes() {
                return SAMPLES.classes();
            }

            @Override
            public int label(int sample) {
                return SAMPLES.label(sample);
            }

            @Override
            public void load(int sample, EventFrames into) {
                throw new IllegalArgumentException("sample torn");
            }
        };
        final Trainer.Task task = task(Toy.mlp(), Toy.learners(Toy.mlp(), true), Loss.MEAN);
        try (Trainer trainer = trainer(task, broken, config(1), 2)) {
            assertEquals(
                    "sample torn",
                    assertThrows(IllegalArgumentException.class, () -> trainer.epoch(TrainingProgress.NONE))
                            .getMessage());
        }
    }

    private static String refusal(Trainer.Task task, Samples samples, int threads) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer(task, samples, config(1), threads).close())
                .getMessage();
    }

    private static String refusal(Learners learners) {
        return refusal(task(Toy.mlp(), learners, Loss.MEAN), SAMPLES, 1);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final Trainer.Task task = task(Toy.mlp(), Toy.learners(Toy.mlp(), true), Loss.MEAN);
        assertEquals("threads: expected at least 1, found 0", refusal(task, SAMPLES, 0));
        assertEquals("training: expected at least 1 sample, found 0", refusal(task, new Toy(0), 1));

        final Learners learners = Toy.learners(Toy.mlp(), true);
        learners.learnt().put("2.weight", Learner.of(new Parameters.Trained(new float[5], 1f)));
        assertEquals("node 2: expected parameters of 57 elements for weight, found 5", refusal(learners));

        learners.learnt().remove("2.weight");
        assertEquals("node 2: expected parameters of 57 elements for weight, found none", refusal(learners));

        learners.others().put("2.weight", new float[57]);
        assertEquals("node 2: expected to learn weight, found no learner of weight", refusal(learners));
    }

    private static String refusalOfBatch(Graph graph, LossTerm term) {
        final Trainer.Task task = Trainer.Task.of(graph, Toy.learners(graph, false), term);
        try (Trainer trainer = trainer(task, SAMPLES, config(1), 1)) {
            return assertThrows(IllegalArgumentException.class, () -> trainer.epoch(TrainingProgress.NONE))
                    .getMessage();
        }
    }

    @Test
    void shouldRefuseTargetsThatDoNotFitTheLoss() {
        final Integrator readout = Integrator.readout(1f);
        final Lif lif = new Lif(0.5f, 1f, 0.1f);
        final Graph values = Graph.chain(SAMPLES.shape(), List.of(new Linear(2, 1f), readout));
        final Graph spikes = Graph.chain(SAMPLES.shape(), List.of(new Linear(2, 1f), lif, new Linear(2, 1f), lif));

        assertEquals(
                "target: expected 2 values, as the node has, found none",
                refusalOfBatch(values, new SquaredError("1")));
        assertEquals(
                "squared error of 3: expected values, found spikes", refusalOfBatch(spikes, new SquaredError("3")));
        assertEquals(
                "target: expected a class below 2, found 2", refusalOfBatch(values, new CrossEntropy("1", Loss.MEAN)));
        assertEquals(
                "spike trains of 0 and 1: expected spikes, found values",
                refusalOfBatch(values, new SpikeTrainDistance("0", "1", 1)));
    }

    @Test
    void shouldRefuseLearnersOfWhatIsNotInTheGraph() {
        final Learners learners = Toy.learners(Toy.mlp(), true);
        learners.learnt().put("0.bias", Learner.of(new Parameters.Trained(new float[19], 1f)));
        learners.others().put("9.mean", new float[1]);

        assertEquals("learners: expected names of the graph's tensors, found 0.bias, 9.mean", refusal(learners));
    }

    @Test
    void shouldRefuseALearnerOfWhatOnlyFollows() {
        final Graph graph = Graph.chain(
                SAMPLES.shape(), List.of(new Linear(3, 1f), new TdBatchNorm(1f, 0.2f, 1e-5f), Integrator.readout(1f)));
        final Learners learners = Toy.learners(graph, false);
        learners.others().remove("1.mean");
        learners.learnt().put("1.mean", Learner.of(new Parameters.Trained(new float[3], 1f)));

        assertEquals(
                "node 1: expected to learn gamma, beta, found a learner of mean",
                refusal(task(graph, learners, Loss.MEAN), SAMPLES, 1));
    }

    /** A kind that runs, but that nobody has told training the way through. */
    record Pass() implements Kind {
        @Override
        public Shape output(List<Shape> inputs) {
            return inputs.get(0);
        }
    }

    @Test
    void shouldRefuseToGoThroughAKindWithoutGradient() {
        final Graph graph = Graph.chain(SAMPLES.shape(), List.of(new Linear(3, 1f), new Pass(), new Mean()));

        assertEquals(
                "node 1: expected a kind with a gradient, " + Gradients.known().kinds() + ", found pass",
                refusal(task(graph, Toy.learners(graph, false), Loss.MEAN), SAMPLES, 1));
    }

    @Test
    void shouldLeaveOutWhatLeadsToNoLoss() {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(SAMPLES.shape())),
                        new Node("a", new Linear(3, 1f)),
                        new Node("b", new Pass())),
                List.of(Edge.of("input", "a"), Edge.of("input", "b")),
                List.of("a", "b"));
        final Learners learners = Toy.learners(graph, false);
        final float[] before = learners.values("a.weight").clone();

        try (Trainer trainer =
                trainer(Trainer.Task.of(graph, learners, new CrossEntropy("a", Loss.MEAN)), SAMPLES, config(1), 1)) {
            trainer.batch();
        }

        assertFalse(Arrays.equals(before, learners.values("a.weight")));
    }

    /** input → a → norm → b → a: a norm in a loop. */
    private static Graph loop(boolean isDetached) {
        final Edge back = Edge.delayed("b", "a", 1);
        return new Graph(
                List.of(
                        new Node("input", new Input(Shape.vector(3))),
                        new Node("a", new Linear(3, 1f)),
                        new Node("norm", new TdBatchNorm(1f, 0.2f, 1e-5f)),
                        new Node("b", new Lif(0.25f, 0.2f, 1f))),
                List.of(
                        Edge.of("input", "a"),
                        Edge.of("a", "norm"),
                        Edge.of("norm", "b"),
                        isDetached ? back.detached() : back),
                List.of("b"));
    }

    @Test
    void shouldRefuseANormInALoopWithoutDetachedEdge() {
        final Graph graph = loop(false);

        assertEquals(
                "node norm: expected a norm over the batch outside of loops, or a detached edge in its loop, found the"
                        + " loop [a, norm, b]",
                assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(graph, List.of("b"), false))
                        .getMessage());
    }
}
