package io.memspike.interchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.interchange.internal.YamlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network as text, in YAML:
 *
 * <pre>
 * network: small
 * nodes:
 *   c1: {conv2d: {out: 12, kernel: 5, weightScale: 0.01}, learn: {prune: 0.5}, on: formed-rram}
 *   n1: {lif: {retain: 0.2, threshold: 0.2}}
 *   fc: {linear: {out: classes, weightScale: 0.01}}
 *   m: integrator
 *   out: mean
 * edges: [input c1 n1 fc m out, 'n1 n1: {delay: 1}']
 * </pre>
 *
 * Maps keep the order of the file.
 *
 * @param name the network's
 * @param graph nodes and edges
 * @param learning how nodes learn, by name; only those that the text says
 * @param on what nodes lie on, by name; only those that the text says
 * @param values what tensors begin with, by name: {@code n1.tau}; only those that the text says. Not to be modified.
 */
public record GraphText(
        String name, Graph graph, Map<String, Learning> learning, Map<String, String> on, Map<String, float[]> values) {
    private static final int MOST_BYTES = 64 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public GraphText {
        learning = Collections.unmodifiableMap(new LinkedHashMap<>(learning));
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A graph with nothing said beside it. */
    public static GraphText of(String name, Graph graph) {
        return new GraphText(name, graph, Map.of(), Map.of(), Map.of());
    }

    /**
     * Reads a file.
     *
     * @param given what it need not say
     * @throws FileFormatException where it is no network: file, line, column, node, expected, found
     * @throws IOException where it cannot be read
     */
    public static GraphText read(Path file, Given given) throws IOException {
        return parse(file, InputFile.text(file, "a network in YAML", MOST_BYTES), given);
    }

    /**
     * Reads a text.
     *
     * @param file where it is from, for messages
     */
    public static GraphText parse(Object file, String text, Given given) throws FileFormatException {
        return GraphTextReader.read(file, text, given);
    }

    /**
     * Names of the sizes that a text has, in its order.
     *
     * @param file where it is from, for messages
     */
    public static Set<String> sizes(Object file, String text) throws FileFormatException {
        final StrictJson raw = YamlText.read(file, text).of(file);
        return raw.has("sizes")
                ? raw.field("sizes").fields("whole numbers by name").keySet()
                : Set.of();
    }

    /** The text, which is read as the same again. */
    public String write() {
        return new GraphTextWriter(this).text();
    }

    /**
     * The graph with other factors of weights in some nodes.
     *
     * @param scales factors by node
     */
    public Graph withWeightScales(Map<String, Float> scales) {
        return scaled(graph, scales);
    }

    /** The graph with factors of weights of 1 in some nodes: what is trained there are weights, and no devices. */
    public Graph unscaled(Set<String> nodes) {
        final Map<String, Float> ones = new LinkedHashMap<>();
        nodes.forEach(node -> ones.put(node, 1f));
        return scaled(graph, ones);
    }

    /** A graph with other factors of weights in some nodes. */
    static Graph scaled(Graph graph, Map<String, Float> scales) {
        if (scales.isEmpty()) {
            return graph;
        }
        try {
            final JsonNode json = JSON.readTree(GraphJson.write(graph));
            scales.forEach((node, scale) ->
                    ((ObjectNode) json.get("nodes").get(node).elements().next()).put("weightScale", scale));
            return GraphJson.read(StrictJson.parse("graph", json.toString()));
        } catch (JsonProcessingException | FileFormatException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }
}
