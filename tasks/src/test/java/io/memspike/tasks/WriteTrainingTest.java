package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.WriteTraining.Budget;
import io.memspike.tasks.WriteTraining.Point;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Writes;
import io.memspike.topology.parameter.Writing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trainings whose devices may be written so often. */
class WriteTrainingTest {
    private static final Writing NOISY = new Writing(16, 0.1, false);
    private static final int NO_END = 0;

    private static Samples samples;

    @BeforeAll
    static void read() throws IOException {
        samples = new ClassifierData(DataSets.ofSystem(), Encoding.of("picture:steps=1"), 1)
                .samples(DataSets.MNIST, Split.TRAIN, 40);
    }

    private static WriteTraining training(Mode mode, long writes, Writing writing) {
        return training(mode, new Budget(writes, writing, 0));
    }

    private static WriteTraining training(Mode mode, Budget budget) {
        final ClassifierPlan plan =
                new ClassifierPlan("pruning-cnn", DataSets.MNIST, 40, 0, mode, Loss.MEAN, 2, 10, 1e-2, 0, 0.5, 0, 3, 0);
        return new WriteTraining(
                plan,
                budget,
                NetworkSource.inJar("pruning-cnn", Given.data(samples.shape(), samples.classes())),
                samples);
    }

    private static double accuracy(Model model) {
        final Network network = ModelNetwork.of(model, samples.shape(), new ScalarKernels(), ReadNoise.NONE);
        return new ClassifierEvaluation(network, samples, 1, done -> {})
                .run(null)
                .accuracy();
    }

    private static List<Point> run(WriteTraining training, int threads) {
        return training.run(WriteTrainingTest::accuracy, new ScalarKernels(), threads, TrainingProgress.NONE);
    }

    private static void assertSame(Model expected, Model actual) {
        assertEquals(expected.metadata(), actual.metadata());
        expected.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, actual.tensors().get(name), name));
    }

    @Test
    void shouldGiveTheSameBitsOnAnyThreads() {
        final WriteTraining one = training(Mode.WEIGHTS, NO_END, NOISY);
        final WriteTraining three = training(Mode.WEIGHTS, NO_END, NOISY);

        assertEquals(run(one, 1), run(three, 3));
        assertEquals(one.writes(), three.writes());
        assertSame(one.model(), three.model());
    }

    /** Sums of nodes are those of points, points ascend, and the first is of nothing written. */
    @Test
    void shouldCountNodeByNodeAndEndWithTheBudget() {
        final WriteTraining free = training(Mode.WEIGHTS, NO_END, NOISY);
        final long all = run(free, 2).get(2).writes().total();
        final WriteTraining bound = training(Mode.WEIGHTS, all / 3, NOISY);
        final List<Point> points = run(bound, 2);
        final Writes last = points.get(points.size() - 1).writes();

        assertEquals(new Point(Writes.NONE, 0, null, points.get(0).accuracy()), points.get(0));
        for (int i = 1; i < points.size(); i++) {
            assertTrue(
                    points.get(i).writes().total() >= points.get(i - 1).writes().total());
        }
        assertTrue(last.total() >= all / 3 && last.total() < all, last + " of " + all);
        assertEquals(last, bound.writes().values().stream().reduce(Writes.NONE, Writes::plus));
        assertEquals(
                new TreeSet<>(List.of("conv0", "conv1", "fc0", "fc1")),
                new TreeSet<>(bound.writes().keySet()));
        assertTrue(bound.epochsDone() < 2);
    }

    /** An epoch tells what it has written, not what all before it have. */
    @Test
    void shouldTellEachEpochItsOwnWrites() {
        final WriteTraining training = training(Mode.WEIGHTS, NO_END, NOISY);
        final List<Map<String, Writes>> told = new ArrayList<>();
        training.run(WriteTrainingTest::accuracy, new ScalarKernels(), 2, new TrainingProgress() {
            @Override
            public void epochDone(EpochResult result) {
                told.add(result.writes());
            }
        });

        assertEquals(2, told.size());
        training.writes()
                .forEach((node, all) ->
                        assertEquals(all, told.get(0).get(node).plus(told.get(1).get(node)), node));
    }

    /** What is served is what has landed: with 2 levels and no noise, two values a layer. */
    @Test
    void shouldServeWhatHasLanded() {
        final WriteTraining training = training(Mode.WEIGHTS, NO_END, new Writing(2, 0, false));
        run(training, 2);
        final TreeSet<Float> values = new TreeSet<>();
        for (final float weight : training.model().weights("fc0")) {
            values.add(weight);
        }

        assertEquals(2, values.size());
        assertEquals(0, values.first() + values.last(), 1e-6);
    }

    /** Counting changes nothing: as many samples right as where nobody counts. */
    @Test
    void shouldPruneAsWithoutABudget() {
        final WriteTraining counted = training(Mode.PRUNE, NO_END, null);
        final List<Point> points = run(counted, 2);
        final Model model = counted.model();

        assertTrue(points.get(2).writes().resets() > points.get(2).writes().sets());
        assertNotEquals(0, model.masks().size());
        final WriteTraining stopped = training(Mode.PRUNE, 1, null);
        assertEquals(2, run(stopped, 2).size()); // the first step prunes, which is more than one write
        final long pruned =
                stopped.writes().values().stream().mapToLong(Writes::total).sum();
        assertTrue(Math.abs(pruned - 62_272 / 2) < 4, Long.toString(pruned));
    }

    /** Those who were never cut weigh what they did, and some of the others something else. */
    @Test
    void shouldBringConnectionsBackWithNoise() {
        final WriteTraining formed = training(Mode.PRUNE, NO_END, null);
        final WriteTraining one = training(Mode.PRUNE, new Budget(NO_END, null, 0.25));
        final WriteTraining three = training(Mode.PRUNE, new Budget(NO_END, null, 0.25));
        run(formed, 1);
        run(one, 1);
        run(three, 3);

        assertSame(one.model(), three.model());
        final float[] before = formed.model().weights("fc0");
        final float[] after = one.model().weights("fc0");
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            changed += before[i] == after[i] ? 0 : 1;
        }
        assertTrue(changed > 0 && changed <= one.writes().get("fc0").sets(), Integer.toString(changed));
    }
}
