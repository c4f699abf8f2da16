package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.interchange.Learning;
import io.memspike.topology.Learners;
import io.memspike.topology.parameter.Parameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is learnt comes back from a checkpoint as it was. */
class CheckpointTest {
    private static final Graph GRAPH =
            Graph.chain(Shape.vector(2), List.of(new Linear(3, 1f), new LifNir(1f, Per.ONE)));

    private static Learners backFrom(Learners learners) throws FileFormatException {
        final Model model = Checkpoint.model(GRAPH, learners, Map.of(), true);
        return Checkpoint.learners(Path.of("checkpoint"), model, node -> Learning.WEIGHTS);
    }

    private static Learners learners() {
        return Learners.of(GRAPH, Map.of("0", new Parameters.Trained(new float[6], 1f)))
                .with(Map.of("1.tau", new float[] {4f}));
    }

    @Test
    void shouldLearnOnWhatWasAskedFor() throws FileFormatException {
        final Learners learners = learners().learning("1.tau");
        learners.learnt().get("1.tau").adam().firstMoment()[0] = 0.25f;

        final Learners found = backFrom(learners);

        assertEquals(learners.learnt().keySet(), found.learnt().keySet());
        assertArrayEquals(new float[] {4f}, found.values("1.tau"));
        assertArrayEquals(
                new float[] {0.25f}, found.learnt().get("1.tau").adam().firstMoment());
    }

    @Test
    void shouldLeaveTheRestAlone() throws FileFormatException {
        final Learners found = backFrom(learners());

        assertEquals(Set.of("0.weight"), found.learnt().keySet());
        assertArrayEquals(new float[] {4f}, found.values("1.tau"));
    }
}
