package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tries {@code docs/how-to/neuron.md}. */
class QuadraticTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Quadratic NEURONS = new Quadratic(0.5f, 0.5f, 1f, Surrogate.PRIME);

    private static Graph toy() {
        return Graph.chain(
                new Toy(0).shape(),
                List.of(new Linear(19, 0.05f), NEURONS, new Linear(3, 0.1f), Integrator.readout(0.1f), new Mean()));
    }

    @Test
    void shouldFollowItsEquation() {
        final Graph graph = Graph.chain(Shape.vector(1), List.of(NEURONS));
        final Session session = Network.of(graph, Map.of(), null, SELECTED).newSession();
        final float[] entering = {0.75f, 0.25f, 0.5f, 0.25f};
        final float[] potentials = {0.75f, 0.90625f, 1.3637695f, 0.25f}; // 0.5 u + 0.5 u² + I, from 0 after the spike
        final float[] spikes = {0f, 0f, 1f, 0f};
        final float[] spike = new float[1];

        session.reset(0);
        for (int t = 0; t < entering.length; t++) {
            final SpikeList current = new SpikeList(1);
            current.add(0, entering[t]);
            session.step(current);
            session.values("0", spike);
            assertEquals(spikes[t], spike[0], "spike of step " + t);
            assertEquals(potentials[t], session.potential("0")[0], 1e-6f, "potential of step " + t);
        }
    }

    @Test
    void shouldBeTrained() {
        final Learners learners = Toy.learners(toy(), true);
        final Trainer.Task task = Trainer.Task.of(toy(), learners, new CrossEntropy(toy().readout(), Loss.MEAN));
        final TrainingConfig config = TrainingConfig.adam(12, 25, 1e-2, 0, 0, 3);
        try (Trainer trainer = new Trainer(task, new Toy(200), config, SELECTED, 2, 0)) {
            double accuracy = 0;
            while (trainer.epochsDone() < 12) {
                accuracy = trainer.epoch(TrainingProgress.NONE).accuracy();
            }
            assertTrue(accuracy >= 0.99, "accuracy " + accuracy);
        }
    }

    @Test
    void shouldBeKeptInFiles() throws FileFormatException {
        assertEquals(toy(), GraphJson.read(StrictJson.parse("toy", GraphJson.write(toy()))));
    }
}
