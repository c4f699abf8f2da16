package io.memspike.tasks.network;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.internal.DeviceText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the weights of a network in training lie on. */
final class Placements {
    private static final String WEIGHT = "weight";
    private static final String DIGITAL = "digital";

    private Placements() {}

    /** Whether a node's weights are given as numbers. */
    static boolean isGiven(GraphText network, String node) {
        return network.values().containsKey(Model.name(node, WEIGHT));
    }

    /**
     * Whether a node's weights are cells as formed: pruned ones are, and frozen ones where the text puts them on a device, but for
     * those that are given.
     */
    static boolean isFormed(GraphText network, Learning learning, String node) {
        if (isGiven(network, node)) {
            return false;
        }
        final String on = network.on().get(node);
        return learning.isPruning()
                || learning.isFreezing(WEIGHT)
                        && (on == null ? LearningChoice.isPrunedByText(network, node) : !on.equals(DIGITAL));
    }

    /**
     * The device that all weights are formed on that are; the others are digital.
     *
     * @param learning what each node learns
     * @return it as metadata, {@link ModelNetwork#FORMED_RRAM} where the text names none; null where nothing is formed
     * @throws IllegalArgumentException where a node lies on anything else
     */
    public static String device(GraphText network, Function<String, Learning> learning) {
        String device = null;
        for (final Node node : network.graph().nodesOf(MatrixKind.class)) {
            final String on = network.on().get(node.name());
            if (isFormed(network, learning.apply(node.name()), node.name())) {
                final String here = on == null ? ModelNetwork.FORMED_RRAM : on;
                if (device != null && !device.equals(here)) {
                    throw refusal(node, "all pruned and frozen weights on one device, " + device, here);
                }
                device = here;
            } else if (on != null && !on.equals(DIGITAL) && !LearningChoice.isPrunedByText(network, node.name())) {
                throw refusal(
                        node, "weights that are trained on " + DIGITAL + ", for training does not program devices", on);
            }
        }
        return device == null ? null : text(network, device);
    }

    /**
     * The same network with all weights that are formed on another device.
     *
     * @param learning what each node learns
     * @param device as a text names it
     * @throws IllegalArgumentException where nothing is formed
     */
    static GraphText with(GraphText network, Function<String, Learning> learning, String device) {
        final Map<String, String> on = new LinkedHashMap<>(network.on());
        final List<String> formed = network.graph().nodesOf(MatrixKind.class).stream()
                .map(Node::name)
                .filter(name -> isFormed(network, learning.apply(name), name))
                .toList();
        if (formed.isEmpty()) {
            throw new IllegalArgumentException(
                    "--device: expected random weights that are pruned or frozen, found none");
        }
        formed.forEach(name -> on.put(name, device));
        return new GraphText(network.name(), network.graph(), network.learning(), on, network.values());
    }

    private static String text(GraphText network, String device) {
        try {
            return DeviceText.of(device);
        } catch (IOException | IllegalArgumentException e) {
            final String node = network.graph().nodesOf(MatrixKind.class).stream()
                    .map(Node::name)
                    .filter(name -> device.equals(network.on().get(name)))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException("node " + node + ": on: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refusal(Node node, String expected, String found) {
        return new IllegalArgumentException("node " + node.name() + ": expected " + expected + ", found " + found);
    }
}
