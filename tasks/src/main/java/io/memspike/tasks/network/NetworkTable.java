package io.memspike.tasks.network;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Schedule;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.topology.gradient.Gradients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network, node by node, in the order in which they run; the components say what they mean. */
public record NetworkTable(
        @Means("the network's name, or the model file") String name,
        List<Row> nodes,

        @Means("strongly connected components of the schedule")
        int stages,

        @Means("elements of all tensors") long parameters,

        @Means("connections through the weights of all nodes, at all positions, those that are pruned included")
        long connections) {
    private static final String LEARN = "learn";

    public NetworkTable {
        nodes = List.copyOf(nodes);
    }

    /** A node; the components say what they mean. */
    public record Row(
            @Means("its name") String node,
            @Means("its kind") String kind,
            @Means("channels of what leaves") int channels,
            @Means("rows of what leaves") int height,
            @Means("columns of what leaves") int width,

            @Means("number of its strongly connected component in the schedule, from 1; nodes of a loop share it")
            int stage,

            @Means("whether what leaves comes back, some steps later")
            boolean isInLoop,

            @Means("elements of its tensors") long parameters,

            @Means(
                    "connections through its weights at all positions, those that are pruned included; 0 without weights")
            long connections,

            @Means("what training does to it, of a model the share that is pruned; null without tensors")
            String learns,

            @Means("what its weights lie on, where that is said; else null")
            String on) {}

    /** A network's table. */
    public static NetworkTable of(GraphText network) {
        final Graph graph = network.graph();
        final List<Row> rows = new ArrayList<>();
        int stage = 0;
        for (final Schedule.Component component : graph.schedule().components()) {
            stage++;
            for (final String node : component.nodes()) {
                rows.add(row(network, graph.node(node), stage, component.isLoop()));
            }
        }
        return new NetworkTable(
                network.name(),
                rows,
                stage,
                rows.stream().mapToLong(Row::parameters).sum(),
                rows.stream().mapToLong(Row::connections).sum());
    }

    private static Row row(GraphText network, Node node, int stage, boolean isInLoop) {
        final Graph graph = network.graph();
        final Shape shape = graph.shape(node.name());
        final List<TensorSpec> tensors = node.kind() instanceof Input ? List.of() : graph.tensors(node.name());
        final boolean isMatrix = node.kind() instanceof MatrixKind;
        return new Row(
                node.name(),
                node.kind().type(),
                shape.channels(),
                shape.height(),
                shape.width(),
                stage,
                isInLoop,
                tensors.stream().mapToLong(TensorSpec::size).sum(),
                isMatrix ? connections(Matrix.of(graph, node.name())) : 0,
                tensors.isEmpty() ? null : learns(network, node).toString(),
                network.on().get(node.name()));
    }

    /** What is learnt of a node, all told: neurons stay as they are unless one asks. */
    private static Learning learns(GraphText network, Node node) {
        final Learning learning = new LearningChoice(network, Mode.PRUNE, null, List.of()).of(node.name());
        return learning.equals(Learning.WEIGHTS)
                        && Gradients.known().learnt(node).isEmpty()
                ? Learning.FROZEN
                : learning;
    }

    private static long connections(Matrix matrix) {
        final Unfolding unfolding = matrix.unfolding();
        long connections = 0;
        for (int input = 0; input < matrix.input().size(); input++) {
            connections += unfolding.operations(input);
        }
        return connections;
    }

    /**
     * A model as a network: pruned to the shares that its masks leave out, on the device that its weights came from; else as
     * the plan of its training says, if it has one.
     */
    public static GraphText of(String name, Model model) {
        final Map<String, Learning> learning = new LinkedHashMap<>(planned(model));
        final Map<String, String> on = new LinkedHashMap<>();
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            final byte[] mask = model.masks().get(node.name());
            if (mask == null) {
                learning.putIfAbsent(node.name(), Learning.WEIGHTS);
            } else {
                learning.put(node.name(), learning(pruned(mask)));
            }
            if (mask != null && model.metadata().containsKey(ModelNetwork.DEVICE)) {
                on.put(node.name(), DeviceText.name(model.metadata().get(ModelNetwork.DEVICE)));
            }
        }
        return new GraphText(name, model.graph(), learning, on, Map.of());
    }

    /** What nodes learnt other than most did; models that were made elsewhere may say anything of their training. */
    private static Map<String, Learning> planned(Model model) {
        final Map<String, Learning> learning = new LinkedHashMap<>();
        try {
            final StrictJson plan =
                    StrictJson.parse(PlanJson.KEY, model.metadata().getOrDefault(PlanJson.KEY, "{}"));
            if (plan.isObject() && plan.has(LEARN)) {
                for (final Map.Entry<String, StrictJson> each :
                        plan.field(LEARN).fields("what nodes learn").entrySet()) {
                    if (model.graph().has(each.getKey())) {
                        learning.put(each.getKey(), Learning.of(each.getValue().text()));
                    }
                }
            }
            return learning;
        } catch (FileFormatException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** A mask that keeps everything is no choice. */
    private static Learning learning(double pruned) {
        return pruned == 0 ? Learning.FROZEN : Learning.prune(pruned);
    }

    private static double pruned(byte[] mask) {
        int pruned = 0;
        for (final byte kept : mask) {
            pruned += 1 - kept;
        }
        return (double) pruned / mask.length;
    }
}
