package io.memspike.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static Network network(boolean hasBias, Map<String, float[]> tensors) {
        return Network.of(
                Graph.chain(Shape.vector(4), List.of(new Linear(2, 1f, hasBias), Integrator.readout(0.1f), new Mean())),
                tensors,
                (node, matrix) -> WeightedSynapses.of(matrix, new float[8], new ScalarKernels()),
                new ScalarKernels());
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void shouldWireOnlyNodesWithWeights() {
        final Network network = network(false, Map.of());

        assertEquals(Shape.vector(2), network.synapses("0").output());
        assertRefused("node 1: expected one with weights, [0], found none", () -> network.synapses("1"));
        assertEquals(2, network.classes());
        assertEquals(Shape.vector(4), network.input());
        assertEquals(Shape.vector(4), network.graph().input("0"));
        assertEquals(Shape.vector(2), network.graph().input("1"));
    }

    @Test
    void shouldRefuseTensorsThatAreMissingOrOfAnotherLength() {
        assertRefused(
                "node 0: expected a tensor bias, found none",
                () -> network(true, Map.of()).newSession());
        assertRefused(
                "node 0: expected a tensor bias of 2 elements, found 1",
                () -> network(true, Map.of("0.bias", new float[1])).newSession());
    }

    /** A kind that nothing runs. */
    record Nothing() implements Kind {
        @Override
        public Shape output(List<Shape> inputs) {
            return Kind.only(inputs);
        }
    }

    @Test
    void shouldRefuseAKindThatNothingRuns() {
        final Graph graph = Graph.chain(Shape.vector(4), List.of(new Nothing()));
        assertRefused(
                "node 0: kind nothing: expected one of " + Steps.known().kinds().keySet() + ", found none that runs it",
                () -> Network.of(graph, (node, matrix) -> null, new ScalarKernels()));
    }

    @Test
    void shouldKnowEveryKindByItsName() {
        Steps.known().kinds().forEach((name, kind) -> {
            assertEquals(name, Kind.nameOf(kind));
            assertTrue(kind.isRecord(), name);
        });
    }
}
