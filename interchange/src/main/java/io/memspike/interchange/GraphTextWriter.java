package io.memspike.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.file.internal.TextPlace;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Writes a text as people would: a node a line, without what is so by default. */
final class GraphTextWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TextPlace NOWHERE = new TextPlace(1, 1, Map.of(), List.of());
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Set<String> NO_TEXT = Set.of("true", "false", "null", "yes", "no", "on", "off");
    private static final int WIDTH = 100;

    private final GraphText network;
    private final Graph graph;
    private final StringBuilder text = new StringBuilder();

    GraphTextWriter(GraphText network) {
        this.network = network;
        this.graph = network.graph();
    }

    String text() {
        line("network: " + quoted(network.name()));
        final boolean hasPlainInput = hasPlainInput();
        if (hasPlainInput) {
            line("input: " + flow(kindOf(graph.nodes().get(0)).get("shape")));
        }
        line("nodes:");
        graph.nodes().stream().skip(hasPlainInput ? 1 : 0).forEach(this::node);
        line(graph.edges().isEmpty() ? "edges: []" : "edges:");
        edges();
        if (graph.outputs().size() != 1 || !graph.outputs().equals(ends())) {
            line("outputs: "
                    + graph.outputs().stream()
                            .map(GraphTextWriter::quoted)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Whether the only input comes first and has the name that an input has by default. */
    private boolean hasPlainInput() {
        return graph.nodesOf(Input.class).size() == 1
                && graph.nodes().get(0).kind() instanceof Input
                && graph.nodes().get(0).name().equals(GraphTextReader.INPUT)
                && graph.nodes().size() > 1;
    }

    private List<String> ends() {
        return graph.nodes().stream()
                .map(Node::name)
                .filter(name -> graph.outOf(name).isEmpty())
                .toList();
    }

    private void node(Node node) {
        final ObjectNode kind = kindOf(node);
        final String type = node.kind().type();
        final List<String> beside = beside(node.name());
        if (beside.isEmpty()) {
            line("  " + quoted(node.name()) + ": "
                    + (kind.isEmpty() ? quoted(type) : "{" + quoted(type) + ": " + flow(kind) + "}"));
        } else {
            line("  " + quoted(node.name()) + ": {" + quoted(type) + ": " + flow(kind) + ", "
                    + String.join(", ", beside) + "}");
        }
    }

    private List<String> beside(String node) {
        final List<String> beside = new ArrayList<>();
        final Learning learning = network.learning().get(node);
        if (learning != null) {
            beside.add("learn: " + words(learning));
        }
        if (network.on().containsKey(node)) {
            beside.add("on: " + quoted(network.on().get(node)));
        }
        final String tensors = graph.tensors(node).stream()
                .filter(spec -> network.values().containsKey(node + "." + spec.name()))
                .map(spec -> spec.name() + ": " + numbers(network.values().get(node + "." + spec.name())))
                .collect(Collectors.joining(", "));
        if (!tensors.isEmpty()) {
            beside.add("tensors: {" + tensors + "}");
        }
        return beside;
    }

    private static String words(Learning learning) {
        return switch (learning.rule()) {
            case PRUNE -> "{prune: " + learning.sparsity() + "}";
            case TENSORS -> "[" + String.join(", ", learning.tensors()) + "]";
            case WEIGHTS, SIGNS, FROZEN -> learning.toString();
        };
    }

    private static String numbers(float[] values) {
        final boolean isOne = IntStream.range(1, values.length)
                .allMatch(i -> Float.floatToIntBits(values[i]) == Float.floatToIntBits(values[0]));
        return isOne
                ? Float.toString(values[0])
                : IntStream.range(0, values.length)
                        .mapToObj(i -> Float.toString(values[i]))
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A kind's fields without those that are the same when they are left out. */
    private ObjectNode kindOf(Node node) {
        final ObjectNode fields = fields(node);
        for (final String field : List.copyOf(names(fields))) {
            final ObjectNode without = fields.deepCopy().without(field);
            if (isSame(node, without)) {
                fields.remove(field);
            }
        }
        return fields;
    }

    private static List<String> names(ObjectNode fields) {
        final List<String> names = new ArrayList<>();
        final Iterator<String> each = fields.fieldNames();
        each.forEachRemaining(names::add);
        return names;
    }

    private static boolean isSame(Node node, ObjectNode fields) {
        try {
            return GraphJson.node(node.name(), node.kind().type(), StrictJson.of("kind", fields, NOWHERE))
                    .equals(node);
        } catch (FileFormatException e) {
            return false; // it has to be said
        }
    }

    private static ObjectNode fields(Node node) {
        try {
            return (ObjectNode) JSON.readTree(GraphJson.write(node.kind()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    /** Chains, as long as edges follow each other, broken where a line is full. */
    private void edges() {
        StringBuilder chain = null;
        String last = null;
        for (final Edge edge : graph.edges()) {
            final boolean isPlain = edge.port() == 0 && edge.delay() == 0 && !edge.isDetached();
            if (chain != null && isPlain && edge.from().equals(last) && chain.length() < WIDTH) {
                chain.append(' ').append(edge.to());
            } else {
                end(chain);
                chain = new StringBuilder(edge.from()).append(' ').append(edge.to());
            }
            last = edge.to();
            if (!isPlain) {
                line("  - " + quotedChain(chain.toString()) + ": " + options(edge));
                chain = null;
            }
        }
        end(chain);
    }

    private void end(StringBuilder chain) {
        if (chain != null) {
            line("  - " + quotedChain(chain.toString()));
        }
    }

    private static String options(Edge edge) {
        final ObjectNode options = JsonNodeFactory.instance.objectNode();
        if (edge.port() != 0) {
            options.put("port", edge.port());
        }
        if (edge.delay() != 0) {
            options.put("delay", edge.delay());
        }
        if (edge.isDetached()) {
            options.put("detached", true);
        }
        return flow(options);
    }

    /** A value on one line. */
    private static String flow(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            return names(fields).stream()
                    .map(name -> quoted(name) + ": " + flow(fields.get(name)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof ArrayNode elements) {
            return StreamSupport.stream(elements.spliterator(), false)
                    .map(GraphTextWriter::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isTextual() ? quoted(node.textValue()) : node.asText();
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : TextNode.valueOf(text).toString();
    }

    /** Names hold nothing that YAML reads otherwise, once the first begins with a letter. */
    private static String quotedChain(String chain) {
        return Character.isLetter(chain.charAt(0))
                ? chain
                : TextNode.valueOf(chain).toString();
    }
}
