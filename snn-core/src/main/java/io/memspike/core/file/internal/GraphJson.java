package io.memspike.core.file.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.run.Steps;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A graph as JSON, which a model file's metadata hold under {@code graph}:
 *
 * <pre>
 * {"nodes": {"input": {"input": {"shape": [2, 34, 34]}}, "fc": {"linear": {"out": 10}}, …},
 *  "edges": [{"from": "input", "to": "fc"}, {"from": "n", "to": "r", "delay": 1}, …],
 *  "outputs": ["answer"]}
 * </pre>
 */
public final class GraphJson {
    private GraphJson() {}

    /** Reads a graph. */
    public static Graph read(StrictJson json) throws FileFormatException {
        json.requireOnly(List.of("nodes", "edges", "outputs"));
        final List<Node> nodes = new ArrayList<>();
        for (final Map.Entry<String, StrictJson> entry :
                json.field("nodes").fields("nodes by name").entrySet()) {
            nodes.add(node(entry.getKey(), entry.getValue()));
        }
        final List<Edge> edges = new ArrayList<>();
        for (final StrictJson edge : json.field("edges").elements("a list of edges")) {
            edges.add(edge(edge));
        }
        final List<String> outputs = new ArrayList<>();
        for (final StrictJson output : json.field("outputs").elements("a list of names")) {
            outputs.add(output.text());
        }
        try {
            return new Graph(nodes, edges, outputs);
        } catch (IllegalArgumentException e) {
            throw json.failure(e.getMessage());
        }
    }

    /** A node from an object with one field, named by its kind. */
    public static Node node(String name, StrictJson json) throws FileFormatException {
        final Map<String, StrictJson> fields = json.fields("a kind and its fields");
        if (fields.size() != 1) {
            throw json.refusal("one kind, of " + kinds().keySet());
        }
        final Map.Entry<String, StrictJson> entry = fields.entrySet().iterator().next();
        return node(name, entry.getKey(), entry.getValue());
    }

    /** A node of the named kind. */
    public static Node node(String name, String type, StrictJson fields) throws FileFormatException {
        final Class<? extends Kind> kind = kinds().get(type);
        if (kind == null) {
            throw fields.failure("expected a kind of " + kinds().keySet() + ", found '" + type + "'");
        }
        try {
            return new Node(name, KindJson.read(kind, fields));
        } catch (IllegalArgumentException e) {
            throw fields.failure(e.getMessage());
        }
    }

    private static Map<String, Class<? extends Kind>> kinds() {
        final Map<String, Class<? extends Kind>> kinds =
                new TreeMap<>(Steps.known().kinds());
        kinds.put(Kind.nameOf(Input.class), Input.class);
        return kinds;
    }

    private static Edge edge(StrictJson json) throws FileFormatException {
        json.requireOnly(List.of("from", "to", "port", "delay", "detached"));
        return new Edge(
                json.field("from").text(),
                json.field("to").text(),
                json.has("port") ? json.field("port").wholeNumber(0, Integer.MAX_VALUE) : 0,
                json.has("delay") ? json.field("delay").wholeNumber(0, Integer.MAX_VALUE) : 0,
                json.has("detached") && json.field("detached").truth());
    }

    /** Writes a graph. */
    public static String write(Graph graph) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("nodes");
            for (final Node node : graph.nodes()) {
                json.writeObjectFieldStart(node.name());
                json.writeFieldName(node.kind().type());
                KindJson.write(node.kind(), json);
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("edges");
            for (final Edge edge : graph.edges()) {
                write(edge, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("outputs");
            for (final String output : graph.outputs()) {
                json.writeString(output);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    /** Writes an object of a kind's fields. */
    public static String write(Kind kind) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            KindJson.write(kind, json);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(Edge edge, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", edge.from());
        json.writeStringField("to", edge.to());
        if (edge.port() != 0) {
            json.writeNumberField("port", edge.port());
        }
        if (edge.delay() != 0) {
            json.writeNumberField("delay", edge.delay());
        }
        if (edge.isDetached()) {
            json.writeBooleanField("detached", true);
        }
        json.writeEndObject();
    }
}
