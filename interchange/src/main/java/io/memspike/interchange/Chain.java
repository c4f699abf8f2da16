package io.memspike.interchange;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names in a row, each of which leads to the next: a text, {@code input c1 n1}, or a list, {@code [input, c1, n1]}. Options
 * stand behind the name whose edge they are of: {@code n r n: {delay: 1}}, or {@code [n, r, n, {delay: 1}]}.
 */
final class Chain {
    private static final List<String> OPTIONS = List.of("port", "delay", "detached");

    private final StrictJson json;
    private final List<Edge> edges = new ArrayList<>();
    private String last; // name so far

    Chain(StrictJson json) {
        this.json = json;
    }

    /** The edges, in order. */
    List<Edge> edges() throws FileFormatException {
        if (json.isArray()) {
            for (final StrictJson element : json.elements("a chain")) {
                if (element.isObject()) {
                    option(element);
                } else {
                    to(element.text());
                }
            }
        } else if (json.isObject()) {
            final Map<String, StrictJson> fields = json.fields("a chain");
            if (fields.size() != 1) {
                throw json.refusal("one chain and its options", fields.size() + " fields");
            }
            final Map.Entry<String, StrictJson> only =
                    fields.entrySet().iterator().next();
            names(only.getKey());
            option(only.getValue());
        } else {
            names(json.text());
        }
        if (edges.isEmpty()) {
            throw json.refusal("a chain of at least 2 names, as 'input c1'");
        }
        return edges;
    }

    private void names(String text) {
        for (final String name : text.strip().split("\\s+")) {
            to(name);
        }
    }

    private void to(String name) {
        if (last != null) {
            edges.add(Edge.of(last, name));
        }
        last = name;
    }

    private void option(StrictJson options) throws FileFormatException {
        if (edges.isEmpty()) {
            throw options.refusal("options behind at least 2 names", "none before it");
        }
        options.requireOnly(OPTIONS);
        final Edge edge = edges.remove(edges.size() - 1);
        edges.add(new Edge(
                edge.from(),
                edge.to(),
                options.has("port") ? options.field("port").wholeNumber(0, Integer.MAX_VALUE) : edge.port(),
                options.has("delay") ? options.field("delay").wholeNumber(0, Integer.MAX_VALUE) : edge.delay(),
                options.has("detached") ? options.field("detached").truth() : edge.isDetached()));
    }
}
