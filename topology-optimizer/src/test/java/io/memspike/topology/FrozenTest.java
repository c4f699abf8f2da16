package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.loss.SquaredError;
import io.memspike.topology.parameter.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is frozen stays, and the rest of a graph learns around it what it would have learnt beside it. */
class FrozenTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final FixedSamples DATA = new FixedSamples(new Shape(2, 4, 4), 4, 7, RandomGraph.OUTS);

    private static Trainer trainer(Graph graph, Learners learners, long seed, int threads) {
        final Trainer.Task task = new Trainer.Task(
                graph,
                learners,
                List.of(new SquaredError(RandomGraph.OUT), new CrossEntropy(RandomGraph.OUT, Loss.RUNNING)),
                null,
                Surroundings.EXACT);
        return new Trainer(task, DATA, TrainingConfig.adam(2, 5, 1e-2, 1e-3, 0, seed), SELECTED, threads, 0);
    }

    /** Adam's first moments after one batch, a tenth of the gradient, of all that is learnt; and the values. */
    private static Map<String, float[]> afterABatch(Graph graph, Learners learners, long seed) {
        try (Trainer trainer = trainer(graph, learners, seed, 2)) {
            trainer.batch();
        }
        final Map<String, float[]> found = new LinkedHashMap<>();
        learners.learnt().forEach((name, learner) -> {
            if (learner.parameters().isLearnt()) {
                found.put(name + ", moment", learner.adam().firstMoment());
            }
            found.put(name, learners.values(name));
        });
        return found;
    }

    private static Set<String> someTensors(Learners learners, long seed) {
        final RandomStream random = RandomStream.of(seed, "frozen");
        final Set<String> some = new TreeSet<>();
        for (final String name : learners.learnt().keySet()) {
            if (random.nextInt(2) == 0) {
                some.add(name);
            }
        }
        return some;
    }

    private static void check(Graph graph, long seed) {
        final Learners all = RandomGraph.learners(graph, seed);
        final Set<String> some = someTensors(all, seed);
        final Map<String, float[]> before = new LinkedHashMap<>();
        some.forEach(name -> before.put(name, all.values(name).clone()));
        final Learners rest = RandomGraph.learners(graph, seed).frozen(some::contains);
        if (rest.namesLearnt().isEmpty()) {
            assertThrows(IllegalArgumentException.class, () -> trainer(graph, rest, seed, 1));
            return;
        }
        final Map<String, float[]> expected = afterABatch(graph, all, seed);

        afterABatch(graph, rest, seed)
                .forEach((name, found) -> assertArrayEquals(
                        some.contains(name) ? before.get(name) : expected.get(name),
                        found,
                        () -> name + " where " + some + " are frozen, of " + graph));
    }

    @Property(tries = 150)
    void shouldLearnTheSameAroundWhatIsFrozen(@ForAll long seed) {
        check(RandomGraph.of(seed, RandomGraph.Content.SPIKING, false), seed);
    }

    @Property(tries = 150)
    void shouldLearnTheSameAroundFrozenNorms(@ForAll long seed) {
        check(RandomGraph.of(seed, RandomGraph.Content.SPIKING, true), seed);
    }

    @Property(tries = 15)
    void shouldGiveTheSameBitsForAnyThreads(@ForAll long seed) {
        final Graph graph = RandomGraph.of(seed, RandomGraph.Content.SPIKING, true);
        final Set<String> some = someTensors(RandomGraph.learners(graph, seed), seed);
        final Learners[] found = new Learners[2];
        for (int i = 0; i < found.length; i++) {
            found[i] = RandomGraph.learners(graph, seed).frozen(some::contains);
            if (found[i].namesLearnt().isEmpty()) {
                return;
            }
            try (Trainer trainer = trainer(graph, found[i], seed, 1 + 2 * i)) {
                for (int batch = 0; batch < 3; batch++) {
                    trainer.batch();
                }
            }
        }
        for (final String name : found[0].learnt().keySet()) {
            assertArrayEquals(found[0].values(name), found[1].values(name), name);
        }
    }

    /** Losses add to the gradients of what they look at, whether or not anybody learns of it. */
    @Example
    void shouldTrainAnAutoEncoderWhosePosteriorIsFrozen() {
        final String posterior = AutoEncoderGraph.POSTERIOR.get(0) + ".weight";
        final String prior = AutoEncoderGraph.PRIOR.get(0) + ".weight";
        final Learners learners = AutoEncoderToy.learners()
                .frozen(name -> AutoEncoderGraph.PRIOR.stream().noneMatch(node -> name.equals(node + ".weight")));
        final float[] frozen = learners.values(posterior).clone();
        final float[] before = learners.values(prior).clone();
        try (Trainer trainer = AutoEncoderToy.trainer(learners, new AutoEncoderToy(50), SELECTED, 2, 0)) {
            trainer.batch();
        }

        assertArrayEquals(frozen, learners.values(posterior));
        assertFalse(Arrays.equals(before, learners.values(prior)));
    }

    @Example
    void shouldKeepTheMaskOfWhatWasPruned() {
        final Parameters.Pruned pruned =
                new Parameters.Pruned(new float[] {1, 2, 3, 4}, new float[] {0.5f, -0.1f, 0.2f, 0.9f}, 2f, 0.5);

        final Parameters.Frozen frozen = pruned.frozen();

        assertArrayEquals(new byte[] {1, 0, 0, 1}, frozen.mask()); // the third smallest of 4: 1 + round(0.5 · 3)
        final float[] effective = new float[4];
        frozen.effective(effective);
        assertArrayEquals(new float[] {2, 0, 0, 8}, effective);
        assertEquals(4, frozen.size());
        assertEquals(0, frozen.values().length);
    }

    @Example
    void shouldRefuseAMaskOfAnotherLength() {
        assertEquals(
                "mask: expected one for each of 2 weights, found 3",
                assertThrows(IllegalArgumentException.class, () -> new Parameters.Frozen(new float[2], new byte[3], 1f))
                        .getMessage());
    }

    @Example
    void shouldRefuseToTrainNothing() {
        final Graph graph = RandomGraph.of(1, RandomGraph.Content.SPIKING, false);
        final Learners learners = RandomGraph.learners(graph, 1).frozen(name -> true);

        assertEquals(
                "training: expected a node that learns, found none",
                assertThrows(IllegalArgumentException.class, () -> trainer(graph, learners, 1, 1))
                        .getMessage());
    }
}
