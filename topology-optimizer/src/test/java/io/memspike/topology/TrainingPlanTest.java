package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays the same from step to step, as a plan sees it. */
class TrainingPlanTest {
    private static final int DIAMONDS = 40; // 2 to the power of 40 ways through
    private static final Shape PAIR = Shape.vector(2);
    private static final Activation RELU = new Activation(Activation.Function.RELU, 1f);

    /** Skips around relu, a norm over the batch, and a read-out. */
    private static Graph residual() {
        final GraphBuilder builder = new GraphBuilder().input("sum0", PAIR);
        for (int i = 1; i <= DIAMONDS; i++) {
            final String before = "sum" + (i - 1);
            builder.node("relu" + i, RELU, before).node("sum" + i, RELU, before, "relu" + i);
        }
        return builder.node("norm", new BatchNorm(1e-5f, true), "sum" + DIAMONDS)
                .node("out", new Linear(2, 1f), "norm")
                .build("out");
    }

    /** The same picture at all of three steps. */
    private record Still(int size) implements Samples {
        @Override
        public Shape shape() {
            return PAIR;
        }

        @Override
        public int steps() {
            return 3;
        }

        @Override
        public int storedSteps() {
            return 1;
        }

        @Override
        public void load(int sample, EventFrames into) {
            for (int t = 0; t < into.steps(); t++) {
                into.step(t).compact(new float[] {sample, 1 + sample % 2}, PAIR.size());
            }
        }

        @Override
        public void target(int sample, Target into) {
            into.label(sample % 2);
        }
    }

    @Test
    void shouldLookAtEachNodeOnceHoweverManySkipsThereAre() {
        final Graph graph = residual();
        final Learners learners = Toy.learners(graph, false);
        final Trainer.Task task = Trainer.Task.of(graph, learners, CrossEntropy.of(graph, Loss.MEAN));
        try (Trainer trainer = new Trainer(
                task,
                new Still(4),
                TrainingConfig.adam(1, 4, 1e-3, 0, 0, 1),
                KernelsLookup.find("auto").kernels(),
                1,
                0)) {
            trainer.batch();

            assertEquals(1, trainer.current().barriers.get("norm").storedSteps());
        }
    }

    @Test
    void shouldKnowWhatTakesTheSameAtEveryStep() {
        final Graph graph = new GraphBuilder()
                .input("input", PAIR)
                .node("relu", RELU, "input")
                .node("still", new BatchNorm(1e-5f, true), "input", "relu")
                .node("neurons", new Lif(0.2f, 0.5f, 0.1f), "relu")
                .node("spiking", new BatchNorm(1e-5f, true), "neurons")
                .node("behind", new BatchNorm(1e-5f, true), "spiking", "relu")
                .node("late", new BatchNorm(1e-5f, true), "relu")
                .edge(Edge.delayed("input", "late", 1))
                .node("out", new Linear(2, 1f), "still", "behind", "late")
                .build("out");
        final TrainingPlan plan = new TrainingPlan(graph, List.of("out"), true);

        assertTrue(plan.takesConstant("still"));
        assertTrue(plan.takesConstant("neurons"));
        assertFalse(plan.takesConstant("spiking"));
        assertFalse(plan.takesConstant("behind"));
        assertFalse(plan.takesConstant("late"));
        assertFalse(new TrainingPlan(graph, List.of("out"), false).takesConstant("still"));
    }
}
