package io.memspike.interchange.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.interchange.nir.internal.CommonTime;
import io.memspike.interchange.nir.internal.LoopEdges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a graph of NIR of a model. */
final class NirNodes {
    private static final String VERSION = "1.0";

    private final Object file;
    private final Model model;
    private final Graph graph;
    private final float dt;
    private final CommonTime time = new CommonTime(this::refusal);
    private final List<NirNode> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Set<Edge> late = new HashSet<>(); // what closes loops, of the edges as they are written
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>(); // means, and the outputs in their place
    private final Map<String, String> flattens = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private NirParameters parameters;

    NirNodes(Object file, Model model, float dt) {
        this.file = file;
        this.model = model;
        this.graph = model.graph();
        this.dt = dt;
        graph.nodes().forEach(node -> names.add(node.name()));
    }

    NirExport export() throws FileFormatException {
        for (final Node node : graph.nodes()) {
            hear(node);
        }
        final Discretisation by = time.discretisation(dt);
        final List<String> means = outputsBefore();
        parameters = new NirParameters(this::refusal, model, by.dt(), notes);
        for (final Node node : graph.nodes()) {
            if (!leftOut.containsKey(node.name())) {
                nodes.add(parameters.of(node));
            }
        }
        for (final Edge edge : graph.edges()) {
            if (leftOut.containsKey(edge.to())) {
                edges.add(Edge.of(edge.from(), leftOut.get(edge.to())));
            } else {
                add(edge, by.dt());
            }
        }
        outputs();
        requireSameLoops();
        final Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(NirHints.DISCRETISATION, by.toString());
        if (means.stream().anyMatch(name -> !name.isEmpty())) {
            metadata.put(NirHints.MEANS, means);
        }
        final String version = model.metadata().getOrDefault(NirConversion.VERSION, VERSION);
        return new NirExport(new NirGraph(file, version, nodes, edges, List.of(), metadata), by, notes);
    }

    private FileFormatException refusal(Node node, String expected, Object found) {
        return new FileFormatException(
                file, "node " + node.name() + " (" + node.kind().type() + ")", expected, found);
    }

    private void hear(Node node) throws FileFormatException {
        time.hear(node, this::restsAtZero);
        if (node.kind() instanceof Lif lif) {
            time.hearPlain(node, lif.retain() < 1);
            if (lif.retain() < 1) {
                time.hearEuler(node);
            }
        } else if (node.kind() instanceof Integrator integrator && integrator.retain() < 1) {
            time.hearEuler(node);
        }
    }

    private boolean restsAtZero(Node node) {
        for (final float leak : model.tensors().get(Model.name(node.name(), "vLeak"))) {
            if (leak != 0f) {
                return false;
            }
        }
        return node.kind() instanceof LifNir || node.kind() instanceof CubaLif || node.kind() instanceof Li;
    }

    /** Names of means over time at outputs, "" where there is none. */
    private List<String> outputsBefore() {
        final List<String> means = new ArrayList<>();
        for (final String output : graph.outputs()) {
            final boolean isMean = graph.node(output).kind() instanceof Mean mean
                    && mean.over() == Mean.Over.TIME
                    && graph.outOf(output).isEmpty()
                    && graph.into(output, 0).size() == 1
                    && graph.into(output, 0).get(0).delay() == 0;
            means.add(isMean ? output : "");
            if (isMean) {
                leftOut.put(output, unused("output"));
                notes.add("node " + output + ": the mean over time is left to who reads the output");
            }
        }
        return means;
    }

    private void add(Edge edge, float step) throws FileFormatException {
        if (edge.port() != 0) {
            throw refusal(graph.node(edge.to()), "one port", "an edge into port " + edge.port());
        }
        if (edge.isDetached()) {
            notes.add("edge " + edge.from() + " to " + edge.to() + ": that no gradient passes is not in NIR");
        }
        final boolean closes = edge.delay() > 0 && isInLoop(edge);
        final int steps = edge.delay() - (closes ? 1 : 0);
        String from = edge.from();
        if (steps > 0) {
            from = unused(edge.from() + ".delay");
            final Shape shape = graph.shape(edge.from());
            nodes.add(new NirNode(
                    from,
                    NirType.DELAY,
                    Map.of("delay", NirParameters.filled(NirParameters.extents(shape), (double) step * steps))));
            edges.add(Edge.of(edge.from(), from));
        }
        final Edge last = Edge.of(from, flattened(edge));
        if (edges.contains(last)) {
            throw refusal(graph.node(edge.to()), "one edge from " + edge.from(), "two");
        }
        edges.add(last);
        if (closes) {
            late.add(last);
        }
    }

    /** Where an edge leads to: weights along the last axis alone get a Flatten. */
    private String flattened(Edge edge) {
        final NirNode to = nodes.stream()
                .filter(node -> node.name().equals(edge.to()))
                .findFirst()
                .orElseThrow();
        final List<Integer> extents = parameters.said(edge.from());
        if (to.type() != NirType.LINEAR && to.type() != NirType.AFFINE || extents.size() == 1) {
            return edge.to();
        }
        return flattens.computeIfAbsent(edge.to(), name -> {
            final String flatten = unused(name + ".flatten");
            nodes.add(new NirNode(
                    flatten, NirType.FLATTEN, NirParameters.flatten(extents), Map.of(NirHints.IMPLICIT, "true")));
            edges.add(Edge.of(flatten, name));
            return flatten;
        });
    }

    /** Whether its end leads to its beginning. */
    private boolean isInLoop(Edge edge) {
        final Set<String> seen = new HashSet<>(Set.of(edge.to()));
        final List<String> next = new ArrayList<>(seen);
        while (!next.isEmpty()) {
            final String name = next.remove(next.size() - 1);
            if (name.equals(edge.from())) {
                return true;
            }
            graph.outOf(name).stream().map(Edge::to).filter(seen::add).forEach(next::add);
        }
        return false;
    }

    private void outputs() {
        for (final String output : graph.outputs()) {
            final String name = leftOut.containsKey(output) ? leftOut.get(output) : unused("output");
            final String from =
                    leftOut.containsKey(output) ? graph.into(output, 0).get(0).from() : output;
            if (graph.node(from).kind() instanceof Concat) {
                continue; // is an Output itself
            }
            nodes.add(new NirNode(name, NirType.OUTPUT, Map.of("shape", NirTensor.ofWhole(parameters.said(from)))));
            if (!leftOut.containsKey(output)) {
                edges.add(Edge.of(from, name));
            }
        }
    }

    private String unused(String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** What readers take to be late has to be what is. */
    private void requireSameLoops() throws FileFormatException {
        final List<String> inputsFirst = new ArrayList<>();
        nodes.stream().filter(node -> node.type() == NirType.INPUT).forEach(node -> inputsFirst.add(node.name()));
        nodes.stream().filter(node -> node.type() != NirType.INPUT).forEach(node -> inputsFirst.add(node.name()));
        for (final Edge edge : LoopEdges.delayed(inputsFirst, edges, LoopDelay.BEHIND_WEIGHTS, name -> false)) {
            final Edge plain = Edge.of(edge.from(), edge.to());
            if (edge.delay() > 0 != late.contains(plain)) {
                throw new FileFormatException(
                        file,
                        "edge " + edge.from() + " to " + edge.to(),
                        edge.delay() > 0
                                ? "a delay, as readers of NIR give it what closes a loop"
                                : "no delay, for readers of NIR give it another edge of the loop",
                        edge.delay() > 0 ? "none" : "one");
            }
        }
    }
}
