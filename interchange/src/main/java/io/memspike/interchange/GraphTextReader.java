package io.memspike.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.interchange.internal.YamlText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a text apart. */
final class GraphTextReader {
    /** Where samples enter, where the text names no other node. */
    static final String INPUT = "input";

    private static final String DEFAULT_NAME = "network";
    private static final List<String> FIELDS = List.of("network", "sizes", "input", "nodes", "edges", "outputs");
    private static final Set<String> BESIDE = Set.of("learn", "on", "tensors"); // a node's kind

    private final StrictJson text;
    private final Given given;
    private final WeightScales scales;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, StrictJson> nodePlaces = new LinkedHashMap<>();
    private final Map<Edge, StrictJson> edgePlaces = new IdentityHashMap<>();

    private GraphTextReader(StrictJson text, Given given, WeightScales scales) {
        this.text = text;
        this.given = given;
        this.scales = scales;
    }

    static GraphText read(Object file, String yaml, Given given) throws FileFormatException {
        final YamlText.Value value = YamlText.read(file, yaml);
        final StrictJson raw = value.of(file);
        raw.requireOnly(FIELDS);
        final WeightScales scales = WeightScales.take(raw, value.node());
        resolve(value.node(), Sizes.of(raw, given));
        return new GraphTextReader(value.of(file), given, scales).graphText();
    }

    /** Writes numbers for sizes, and in full what is short for a kind: its name alone, or a shape for an input. */
    private static void resolve(JsonNode root, Sizes sizes) {
        if (root.has(INPUT)) {
            final JsonNode shape = sizes.in(root.get(INPUT));
            ((ObjectNode) root).putObject(INPUT).set("shape", shape);
        }
        if (root.get("nodes") instanceof ObjectNode all) {
            all.properties().forEach(node -> {
                if (node.getValue().isTextual()) {
                    final ObjectNode kind = JsonNodeFactory.instance.objectNode();
                    kind.putObject(node.getValue().textValue());
                    node.setValue(kind);
                } else if (node.getValue() instanceof ObjectNode fields) {
                    fields.properties().stream()
                            .filter(field -> !BESIDE.contains(field.getKey()))
                            .forEach(field -> field.setValue(
                                    field.getValue().isNull()
                                            ? JsonNodeFactory.instance.objectNode()
                                            : sizes.in(field.getValue())));
                }
            });
        }
    }

    private GraphText graphText() throws FileFormatException {
        final Map<String, StrictJson> described = text.field("nodes").fields("nodes by name");
        for (final Map.Entry<String, StrictJson> each : described.entrySet()) {
            add(each.getKey(), each.getValue().named("node " + each.getKey()));
            nodePlaces.put(each.getKey(), each.getValue().named(""));
        }
        addInput();
        requireGiven();
        for (final StrictJson chain : text.field("edges").elements("a list of chains")) {
            for (final Edge edge : new Chain(chain).edges()) {
                edges.add(edge);
                edgePlaces.put(edge, chain.named(""));
            }
        }
        final Graph graph = graph();
        check(graph);
        final NodeSettings settings = new NodeSettings(graph);
        for (final Map.Entry<String, StrictJson> each : described.entrySet()) {
            settings.read(each.getKey(), each.getValue().named("node " + each.getKey()));
        }
        final String name = text.has("network") ? text.field("network").text() : DEFAULT_NAME;
        final Graph scaled = scales.in(graph, settings.learning());
        return new GraphText(name, scaled, settings.learning(), settings.on(), settings.values());
    }

    private void add(String name, StrictJson node) throws FileFormatException {
        final Map<String, StrictJson> fields = node.fields("a kind and its fields");
        final List<String> kinds = fields.keySet().stream()
                .filter(field -> !BESIDE.contains(field))
                .toList();
        if (kinds.size() != 1) {
            throw node.refusal(
                    "one kind, and beside it learn, on and tensors at most", kinds.isEmpty() ? "no kind" : kinds);
        }
        nodes.add(GraphJson.node(name, kinds.get(0), fields.get(kinds.get(0))));
    }

    /** A text with no input among its nodes has one named input. */
    private void addInput() throws FileFormatException {
        final boolean hasInput = nodes.stream().anyMatch(node -> node.kind() instanceof Input);
        if (hasInput && text.has(INPUT)) {
            throw text.field(INPUT).refusal("this field or a node that is an input", "both");
        }
        if (hasInput) {
            return;
        }
        if (nodePlaces.containsKey(INPUT)) {
            throw nodePlaces
                    .get(INPUT)
                    .failure("node input: expected an input, for samples enter there, found " + kindOf(INPUT));
        }
        nodePlaces.put(INPUT, text.field(INPUT).named(""));
        if (text.has(INPUT)) {
            nodes.add(0, GraphJson.node(INPUT, "input", text.field(INPUT)));
        } else if (given.input() != null) {
            nodes.add(0, new Node(INPUT, new Input(given.input())));
        } else {
            throw text.failure("expected a field input with a shape, for nothing else gives one, found nothing");
        }
    }

    private String kindOf(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .map(node -> node.kind().type())
                .findFirst()
                .orElseThrow();
    }

    /** A text that says what enters it is not for anything else. */
    private void requireGiven() throws FileFormatException {
        final List<Node> inputs =
                nodes.stream().filter(node -> node.kind() instanceof Input).toList();
        final Shape shape = ((Input) inputs.get(0).kind()).shape();
        if (given.isRequired() && (inputs.size() > 1 || !given.input().equals(shape))) {
            throw nodePlaces
                    .get(inputs.get(0).name())
                    .failure("node " + inputs.get(0).name() + ": expected one input of " + given.input()
                            + ", the shape of the data, found " + (inputs.size() > 1 ? "several" : shape));
        }
    }

    private void check(Graph graph) throws FileFormatException {
        try {
            given.check().accept(graph);
        } catch (GraphException e) {
            throw place(e).failure(e.getMessage());
        }
    }

    private StrictJson place(GraphException e) {
        return e.edge() != null ? edgePlaces.get(e.edge()) : nodePlaces.get(e.node());
    }

    private Graph graph() throws FileFormatException {
        if (text.has("outputs")) {
            return graph(outputs());
        }
        final List<String> all = nodes.stream().map(Node::name).toList();
        final List<String> ends = all.stream()
                .filter(name -> edges.stream().noneMatch(edge -> edge.from().equals(name)))
                .toList();
        final Graph graph = graph(ends.isEmpty() ? all : ends); // which refuses what is a better reason
        if (ends.isEmpty()) {
            throw text.failure("expected a node that leads nowhere and answers, or a field outputs, found none");
        }
        if (ends.size() > 1) {
            throw nodePlaces
                    .get(ends.get(0))
                    .failure("node " + ends.get(0)
                            + ": expected one node that leads nowhere and answers, or a field outputs, found " + ends);
        }
        return graph;
    }

    private Graph graph(List<String> outputs) throws FileFormatException {
        try {
            return new Graph(nodes, edges, outputs);
        } catch (GraphException e) {
            throw place(e).failure(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw text.field("outputs").failure(e.getMessage());
        }
    }

    private List<String> outputs() throws FileFormatException {
        final StrictJson outputs = text.field("outputs");
        if (!outputs.isArray()) {
            return List.of(outputs.text());
        }
        final List<String> names = new ArrayList<>();
        for (final StrictJson output : outputs.elements("a list of names")) {
            names.add(output.text());
        }
        return names;
    }
}
