package io.memspike.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private static final Lif LIF = new Lif(0.2f, 0.5f, 0.1f);

    @Test
    void shouldBuildWhatListsOfNodesAndEdgesDo() {
        final Graph built = new GraphBuilder()
                .input("events", Shape.vector(4))
                .node("in", new Linear(3, 1f), "events")
                .node("neurons", LIF, "in", "back")
                .node("back", new Linear(3, 1f))
                .edge(Edge.delayed("neurons", "back", 1))
                .node("answer", new Mean(), "neurons")
                .build("answer");

        assertEquals(
                new Graph(
                        List.of(
                                new Node("events", new Input(Shape.vector(4))),
                                new Node("in", new Linear(3, 1f)),
                                new Node("neurons", LIF),
                                new Node("back", new Linear(3, 1f)),
                                new Node("answer", new Mean())),
                        List.of(
                                Edge.of("events", "in"),
                                Edge.of("in", "neurons"),
                                Edge.of("back", "neurons"),
                                Edge.delayed("neurons", "back", 1),
                                Edge.of("neurons", "answer")),
                        List.of("answer")),
                built);
    }

    @Test
    void shouldRefuseWhatIsNoGraphWhenBuilt() {
        final GraphBuilder builder =
                new GraphBuilder().input("events", Shape.vector(4)).node("neurons", LIF, "elsewhere");

        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.build("neurons"))
                .getMessage()
                .contains("expected one of the nodes [events, neurons], found elsewhere"));
    }
}
