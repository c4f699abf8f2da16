package io.memspike.tasks.network;

import io.memspike.core.file.Model;
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
        return new GraphText(network.name(), of(network.graph()), network.learning(), network.on(), network.values());
    }

    /** The same model, or that with the mean. */
    public static Model of(Model model) {
        return new Model(of(model.graph()), model.tensors(), model.masks(), model.state(), model.metadata());
    }

    private static Graph of(Graph graph) {
        return graph.node(graph.output()).kind() instanceof SpikingKind ? meaned(graph) : graph;
    }

    /** With a mean over time behind the only output. */
    private static Graph meaned(Graph graph) {
        if (graph.outputs().size() > 1) {
            return graph;
        }
        String name = NAME;
        while (graph.has(name)) {
            name += "-";
        }
        final List<Node> nodes = new ArrayList<>(graph.nodes()); // at the end: draws are named by positions
        final List<Edge> edges = new ArrayList<>(graph.edges());
        nodes.add(new Node(name, new Mean(Mean.Over.TIME)));
        edges.add(Edge.of(graph.output(), name));
        return new Graph(nodes, edges, List.of(name));
    }
}
