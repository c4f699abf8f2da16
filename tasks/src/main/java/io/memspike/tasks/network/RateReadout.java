package io.memspike.tasks.network;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.shape.Mean;
import io.memspike.interchange.GraphText;
import java.util.ArrayList;
import java.util.List;

/** Where neurons that fire answer, their rates do: a mean over time is put behind them. */
public final class RateReadout {
    private static final String NAME = "rate";

    private RateReadout() {}

    /** The same network, or that with the mean. */
    public static GraphText of(GraphText network) {
        final Graph graph = network.graph();
        if (!(graph.node(graph.output()).kind() instanceof SpikingKind)) {
            return network;
        }
        String name = NAME;
        while (graph.has(name)) {
            name += "-";
        }
        final List<Node> nodes = new ArrayList<>(graph.nodes()); // at the end: draws are named by positions
        final List<Edge> edges = new ArrayList<>(graph.edges());
        nodes.add(new Node(name, new Mean(Mean.Over.TIME)));
        edges.add(Edge.of(graph.output(), name));
        return new GraphText(
                network.name(),
                new Graph(nodes, edges, List.of(name)),
                network.learning(),
                network.on(),
                network.values());
    }
}
