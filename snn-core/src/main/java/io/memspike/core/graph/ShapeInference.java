package io.memspike.core.graph;

import io.memspike.core.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Output shapes of the nodes of a graph: in the order of the schedule, again and again until none changes. Of several edges into a port one suffices, and
 * all others must agree. Where a loop leads back into a port of its own, that port begins with the shape of another one
 * of the node, and has to come out again: behind a full connection any beginning does.
 */
final class ShapeInference {
    private final Graph graph;
    private final Map<String, Shape> found = new LinkedHashMap<>();

    ShapeInference(Graph graph) {
        this.graph = graph;
    }

    /** The shape of each node. */
    Map<String, Shape> shapes() {
        for (final Node node : graph.nodes()) {
            node.kind().fixedOutput().ifPresent(shape -> found.put(node.name(), shape));
        }
        String changed = null;
        for (int passes = 0; passes == 0 || changed != null; passes++) {
            changed = infer(false);
            if (changed == null && found.size() < graph.nodes().size()) {
                changed = infer(true);
                if (changed == null) {
                    throw shapeless();
                }
            } else if (passes > 3 * graph.nodes().size()) {
                throw GraphException.at(
                        changed, "a shape that settles", found.get(changed) + ", which grows around a loop");
            }
        }
        for (final Edge edge : graph.edges()) {
            final Shape port = known(edge.to(), edge.port()).get(0);
            if (!port.equals(found.get(edge.from()))) {
                throw GraphException.at(
                        edge,
                        "node " + edge.to() + ": expected " + port + " from every edge into port " + edge.port()
                                + ", found " + found.get(edge.from()) + " from " + edge.from());
            }
        }
        return found;
    }

    /** Names the last node whose shape is another than before, or null. */
    private String infer(boolean guesses) {
        String changed = null;
        for (final String name : graph.schedule().order()) {
            final List<Shape> inputs = inputs(name);
            final boolean isGuess = guesses && changed == null && !inputs.isEmpty() && !found.containsKey(name);
            final int ports = graph.node(name).kind().ports();
            while (isGuess && inputs.size() < ports) {
                inputs.add(inputs.get(0));
            }
            if (inputs.size() == ports) {
                final Shape shape = output(name, inputs);
                changed = shape.equals(found.put(name, shape)) ? changed : name;
            }
        }
        return changed;
    }

    private Shape output(String name, List<Shape> inputs) {
        try {
            final Shape output = graph.node(name).kind().output(inputs);
            graph.node(name).kind().tensors(inputs); // which refuse to be too large
            return output;
        } catch (IllegalArgumentException e) {
            throw GraphException.at(name, e.getMessage(), e);
        } catch (ArithmeticException e) {
            throw GraphException.at(name, "expected at most 2^31 - 1 rows, columns and elements, found more", e);
        }
    }

    private IllegalArgumentException shapeless() {
        final String name = graph.schedule().order().stream()
                .filter(each -> !found.containsKey(each))
                .findFirst()
                .orElseThrow();
        return GraphException.at(name, "an input whose shape does not depend on the node itself", "none");
    }

    /** Shape of what enters each port, as far as it is known: the first of its edges gives it. */
    private List<Shape> inputs(String name) {
        final List<Shape> inputs = new ArrayList<>();
        for (int port = 0; port < graph.node(name).kind().ports(); port++) {
            inputs.addAll(known(name, port).stream().limit(1).toList());
        }
        return inputs;
    }

    private List<Shape> known(String name, int port) {
        return graph.into(name, port).stream()
                .filter(edge -> found.containsKey(edge.from()))
                .map(edge -> found.get(edge.from()))
                .toList();
    }
}
