package io.memspike.tasks.network;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
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
        String first = null; // of the nodes that lie on it
        for (final Node node : network.graph().nodesOf(MatrixKind.class)) {
            final String on = network.on().get(node.name());
            if (isFormed(network, learning.apply(node.name()), node.name())) {
                final String here = on == null ? ModelNetwork.FORMED_RRAM : on;
                if (device != null && !device.equals(here)) {
                    throw refusal(node, "all pruned and frozen weights on one device, " + device, here);
                }
                device = here;
                first = first == null ? node.name() : first;
            } else if (on != null && !on.equals(DIGITAL) && !LearningChoice.isPrunedByText(network, node.name())) {
                throw refusal(
                        node, "weights that are trained on " + DIGITAL + ", for training does not program devices", on);
            }
        }
        return device == null ? null : text(first, device);
    }

    /**
     * The same network with all weights that are formed on another device. Their factors are changed so that weights keep the
     * standard deviation that they were made for.
     *
     * @param learning what each node learns
     * @param device as a text names it
     * @throws IllegalArgumentException where nothing is formed, or all of the device's cells are alike
     */
    static GraphText with(GraphText network, Function<String, Learning> learning, String device) {
        final List<String> formed = formed(network, learning);
        if (formed.isEmpty()) {
            throw new IllegalArgumentException(
                    "--device: expected random weights that are pruned or frozen, found none");
        }
        final DeviceModel model = DeviceText.device(text(formed.get(0), device));
        if (model.pairSigmaSiemens() == 0) {
            throw new IllegalArgumentException(
                    "--device: expected cells that differ, found those of " + device + " alike");
        }
        final Map<String, String> on = new LinkedHashMap<>(network.on());
        formed.forEach(name -> on.put(name, device));
        final Map<String, Learning> learnt = new LinkedHashMap<>(network.learning());
        final double alike =
                model.range().levels() == ConductanceRange.CONTINUOUS || !(model instanceof ProgrammableDevice)
                        ? 0
                        : 1.0 / model.range().levels();
        formed.stream()
                .filter(name -> alike > 0 && learning.apply(name).isPruning())
                .forEach(name -> learnt.put(
                        name,
                        Learning.prune(
                                alike + (1 - alike) * learning.apply(name).sparsity())));
        return new GraphText(network.name(), scaled(network, learning, model), learnt, on, network.values());
    }

    /**
     * The graph alone, whose factors are those of another device.
     *
     * @param learning what each node learns
     * @param device whose pairs differ
     */
    static Graph scaled(GraphText network, Function<String, Learning> learning, DeviceModel device) {
        final double sigma = device.pairSigmaSiemens();
        final Map<String, Float> scales = new LinkedHashMap<>();
        for (final String name : formed(network, learning)) {
            final String before = network.on().getOrDefault(name, DIGITAL);
            final DeviceModel made =
                    DeviceText.device(before.equals(DIGITAL) ? ModelNetwork.FORMED_RRAM : text(name, before));
            final float scale = ((MatrixKind) network.graph().node(name).kind()).weightScale();
            scales.put(name, (float) (scale * (made.pairSigmaSiemens() / sigma)));
        }
        return network.withWeightScales(scales);
    }

    private static List<String> formed(GraphText network, Function<String, Learning> learning) {
        return network.graph().nodesOf(MatrixKind.class).stream()
                .map(Node::name)
                .filter(name -> isFormed(network, learning.apply(name), name))
                .toList();
    }

    private static String text(String node, String device) {
        try {
            return DeviceText.of(device);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node + ": on: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refusal(Node node, String expected, String found) {
        return new IllegalArgumentException("node " + node.name() + ": expected " + expected + ", found " + found);
    }
}
