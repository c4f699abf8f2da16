package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.internal.Levels;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.loss.LossTerm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Levels, against vectors of an independent program and by hand, and training through them. */
class QuantiserTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Shape PAIR = Shape.vector(2);

    private static float[] rounded(Quantiser quantiser, float... x) {
        final Levels levels = new Levels(quantiser, SELECTED);
        final float[] y = new float[x.length];
        final float[] range = Levels.emptied(new float[2]);
        levels.widen(range, x, x.length);
        levels.span(range);
        levels.round(x, y, x.length);
        return y;
    }

    @Test
    void shouldMatchTheGoldenLevels() throws Exception {
        final PruningGolden golden = new PruningGolden("s3_quantiser", Shape.vector(257), 1, false);
        int seen = 0;
        for (final String input : List.of("signed", "relu", "positive", "ties", "ties_signed", "constant")) {
            for (int bits = 1; bits <= 6; bits++) {
                for (final boolean signed : new boolean[] {true, false}) {
                    final String name = input + ".bits" + bits + (signed ? ".signed" : ".after_relu");
                    if (golden.has(name)) {
                        golden.assertClose(name, rounded(new Quantiser(bits, signed), golden.tensor(input)));
                        seen++;
                    }
                }
            }
        }
        assertEquals(3 + 6 + 6 + 2 + 1 + 1, seen);
    }

    @Test
    void shouldRoundHalvesToEven() {
        // a range of 3 in 3 intervals: steps of 1
        assertArrayEquals(
                new float[] {0f, 0f, 2f, 2f, 3f}, rounded(new Quantiser(2, false), 0f, 0.5f, 1.5f, 2.25f, 3f));
        // −1.5 is no whole number of steps: levels begin at its floor, −2
        assertArrayEquals(new float[] {-2f, -2f, 0f, 1f}, rounded(new Quantiser(2, true), -1.5f, -1f, 0f, 1.5f));
        assertArrayEquals(new float[] {0.7f, 0.7f}, rounded(new Quantiser(2, true), 0.7f, 0.7f));
    }

    /** Some numbers a sample, at each step. */
    private record Numbers(float[][] of, int steps) implements Samples {
        @Override
        public int size() {
            return of.length;
        }

        @Override
        public Shape shape() {
            return Shape.vector(of[0].length);
        }

        @Override
        public int storedSteps() {
            return 1;
        }

        @Override
        public void load(int sample, EventFrames into) {
            for (int t = 0; t < into.steps(); t++) {
                into.step(t).compact(of[sample], of[sample].length);
            }
        }

        @Override
        public void target(int sample, Target into) {
            into.label(0);
        }
    }

    @Test
    void shouldGoByTheRangeOfTheBatchInTrainingAndOfTheSampleInService() {
        final Graph graph = new GraphBuilder()
                .input("input", PAIR)
                .node("q", new Quantiser(4, false), "input")
                .node("out", new Linear(2, 1f), "q")
                .build("out");
        final Samples samples = new Numbers(new float[][] {{1f, 2f}, {0f, 30f}}, 1);
        final Recording recording = Recording.of(graph, "q", 2, 1);
        final Learners learners = Toy.learners(graph, true);
        final List<LossTerm> terms = List.of(CrossEntropy.of(graph, Loss.MEAN), recording);
        final Trainer.Task task = new Trainer.Task(graph, learners, terms, null, Surroundings.EXACT);
        try (Trainer trainer = new Trainer(task, samples, TrainingConfig.adam(1, 2, 1e-3, 0, 0, 1), SELECTED, 1, 0)) {
            trainer.begin(new int[] {0, 1}, 0, 2, 0);
            trainer.learn();
        }

        assertArrayEquals(new float[] {0f, 2f, 0f, 30f}, recording.values()); // steps of 30/15

        final Session session = Networks.of(graph, learners, SELECTED).newSession();
        final EventFrames frames = new EventFrames(PAIR, 1);
        samples.load(0, frames);
        session.step(frames.step(0));
        final float[] served = new float[2];
        session.values("q", served);
        assertArrayEquals(new float[] {1f, 2f}, served); // of (2 − 1)/15
    }

    /** hidden = relu(input + what the quantiser made of hidden, a step ago). */
    private static float[] hidden(float[][] numbers, boolean isAhead) {
        final Activation relu = new Activation(Activation.Function.RELU, 1f);
        final GraphBuilder builder = new GraphBuilder().input("input", Shape.vector(1));
        if (isAhead) { // a stage before that of the loop, and a node between
            builder.node("input.q", new Quantiser(1, false), "input").node("relu", relu, "input.q");
        }
        final Graph graph = builder.node("hidden", relu, isAhead ? "relu" : "input")
                .node("q", new Quantiser(1, false), "hidden")
                .edge(Edge.delayed("q", "hidden", 1))
                .node("out", new Linear(2, 1f), "hidden")
                .build("out");
        final int count = numbers.length;
        final Samples samples = new Numbers(numbers, 3);
        final Recording recording = Recording.of(graph, "hidden", count, 3);
        final Learners learners = Toy.learners(graph, true);
        final List<LossTerm> terms = List.of(CrossEntropy.of(graph, Loss.MEAN), recording);
        final Trainer.Task task = new Trainer.Task(graph, learners, terms, null, Surroundings.EXACT);
        try (Trainer trainer =
                new Trainer(task, samples, TrainingConfig.adam(1, count, 1e-3, 0, 0, 1), SELECTED, 2, 0)) {
            trainer.begin(IntStream.range(0, count).toArray(), 0, count, 0);
            trainer.learn();
        }
        return recording.values();
    }

    @Test
    void shouldGoByTheRangeOfTheBatchAtEachStepOfALoop() {
        // of 1 and 3 in steps of 2: 0 (½ to even) and 4 (1½); then of 1 and 7 in steps of 6: 0 and 6
        assertArrayEquals(new float[] {1f, 1f, 1f, 3f, 7f, 9f}, hidden(new float[][] {{1f}, {3f}}, false));
    }

    @Test
    void shouldGoThroughWhatLeadsToALoopBeforeItAgrees() {
        // 1, 3 and 2 in steps of 2 are 0, 4 and 2; these, in the loop, in steps of 4 are 0, 4 and 0 (½ to even)
        assertArrayEquals(
                new float[] {0f, 0f, 0f, 4f, 8f, 12f, 2f, 2f, 2f}, hidden(new float[][] {{1f}, {3f}, {2f}}, true));
    }

    /** With quantisers outside of its loop and in it. */
    private static Graph recurrent(Shape shape) {
        return new GraphBuilder()
                .input("input", shape)
                .node("input.q", new Quantiser(5, true), "input")
                .node("conv", new Conv2d(3, 3, 1, 1, 0.1f), "input.q")
                .node("norm", new BatchNorm(1e-5f, true), "conv")
                .node("relu", new Activation(Activation.Function.RELU, 1f), "norm")
                .node("ih", new Linear(7, 0.1f), "relu")
                .node("hidden", new Activation(Activation.Function.RELU, 1f), "ih", "hh")
                .node("hidden.q", new Quantiser(3, false), "hidden")
                .node("hh", new Linear(7, 0.1f))
                .edge(Edge.delayed("hidden.q", "hh", 1))
                .node("mean", new Mean(), "hidden")
                .node("mean.q", new Quantiser(4, true), "mean")
                .node("out", new Linear(3, 0.1f), "mean.q")
                .build("out");
    }

    private static Learners learnt(Kernels kernels, int threads) {
        final Samples samples = new FixedSamples(new Shape(2, 4, 4), 4, 20, 3);
        final Graph graph = recurrent(samples.shape());
        final Learners learners = Toy.learners(graph, true);
        final Trainer.Task task = Trainer.Task.of(graph, learners, CrossEntropy.of(graph, Loss.MEAN));
        try (Trainer trainer =
                new Trainer(task, samples, TrainingConfig.adam(3, 7, 1e-2, 0, 0, 1), kernels, threads, 0)) {
            while (trainer.epochsDone() < 3) {
                trainer.batch();
            }
        }
        return learners;
    }

    @Test
    void shouldLearnTheSameBitsOnAnyThreadsWithEitherKernels() {
        final Learners expected = learnt(new ScalarKernels(), 1);

        Networks.assertSameBits(expected, learnt(new ScalarKernels(), 3));
        Networks.assertSameBits(expected, learnt(SELECTED, 2));
    }

    /** However often it is shown. */
    @Test
    void shouldCountAStillPictureOnceInANorm() {
        final Graph graph = new GraphBuilder()
                .input("input", PAIR)
                .node("norm", new BatchNorm(1e-5f, false), "input")
                .node("out", new Linear(2, 1f), "norm")
                .node("mean", new Mean(), "out")
                .build("mean");
        final Samples samples = new Numbers(new float[][] {{1f, 4f}, {3f, -4f}}, 3);
        final Learners learners = Toy.learners(graph, true);
        final Trainer.Task task = Trainer.Task.of(graph, learners, CrossEntropy.of(graph, Loss.MEAN));
        try (Trainer trainer = new Trainer(task, samples, TrainingConfig.adam(1, 2, 1e-3, 0, 0, 1), SELECTED, 1, 0)) {
            trainer.batch();
        }

        assertArrayEquals(new float[] {0.1f * 2, 0f}, learners.values("norm.mean"), 1e-7f);
        // 0.9 · 1 + 0.1 · 2/(2 − 1) · (1, 16)
        assertArrayEquals(new float[] {1.1f, 4.1f}, learners.values("norm.variance"), 1e-6f);
    }
}
