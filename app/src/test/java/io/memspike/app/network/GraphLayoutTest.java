package io.memspike.app.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.network.NetworkSource;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    private static Graph graph(String text) throws IOException {
        return GraphText.parse("net.yaml", text, Given.NOTHING).graph();
    }

    @Test
    void shouldPlaceAChainInARow() throws IOException {
        final GraphLayout layout = new GraphLayout(
                graph("input: 3\nnodes: {a: mean, b: mean}\nedges: [input b a, a a: {delay: 1}]\noutputs: a"));

        assertEquals(3, layout.layers());
        assertEquals(1, layout.rows());
        assertEquals(
                List.of(0, 2, 1),
                List.of(
                        layout.item("input").layer(),
                        layout.item("a").layer(),
                        layout.item("b").layer()));
        assertFalse(layout.isForward(Edge.delayed("a", "a", 1)));
    }

    @Test
    void shouldLeadALongEdgeBetweenTheNodesThatItPasses() throws IOException {
        final Graph graph =
                graph("input: 3\nnodes: {a: mean, b: mean, c: concat}\n" + "edges: [input a b c, input c: {port: 1}]");
        final GraphLayout layout = new GraphLayout(graph);
        final List<GraphLayout.Item> way = layout.way(graph.edges().get(3));

        assertEquals(4, way.size());
        assertTrue(Math.abs(way.get(1).row() - layout.item("a").row()) >= 0.999);
        assertTrue(Math.abs(way.get(2).row() - layout.item("b").row()) >= 0.999);
    }

    /** No two boxes of any network in the jar lie over each other, and edges lead to the right or back. */
    @Test
    void shouldGiveEveryNodeAPlaceOfItsOwn() {
        for (final String name : NetworkSource.names()) {
            final Graph graph = NetworkSource.inJar(
                            name, name.contains("auto") ? Given.NOTHING : Given.otherwise(new Shape(2, 34, 34)))
                    .graph();
            final GraphLayout layout = new GraphLayout(graph);
            final Set<List<Long>> taken = new HashSet<>();
            for (final Node node : graph.nodes()) {
                final GraphLayout.Item item = layout.item(node.name());
                assertTrue(taken.add(List.of((long) item.layer(), Math.round(item.row()))), node.name());
                assertTrue(item.row() >= 0 && item.row() <= layout.rows() - 1, node.name());
            }
            graph.edges().stream()
                    .filter(layout::isForward)
                    .forEach(edge -> assertTrue(layout.item(edge.from()).layer()
                            < layout.item(edge.to()).layer()));
        }
    }
}
