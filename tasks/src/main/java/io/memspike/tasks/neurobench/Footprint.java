package io.memspike.tasks.neurobench;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.shape.Delay;

/** Bytes that represent a model at work: every number takes four, as it runs. */
final class Footprint {
    private Footprint() {}

    static long bytes(Model model) {
        return Integer.BYTES * (parameters(model.graph()) + buffers(model));
    }

    /** All tensors; of single connections their ends and delays, too. Masks are zeros among the weights. */
    private static long parameters(Graph graph) {
        long numbers = 0;
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                numbers += spec.size();
            }
            if (node.kind() instanceof Sparse sparse) {
                numbers += 3L * sparse.connections().count();
            }
        }
        return numbers;
    }

    /** What has to be kept because it is used some steps later. */
    private static long buffers(Model model) {
        final Graph graph = model.graph();
        long numbers = 0;
        for (final Edge edge : graph.edges()) {
            numbers += (long) edge.delay() * graph.shape(edge.from()).size();
        }
        for (final Node node : graph.nodes()) {
            if (node.kind() instanceof MatrixKind matrix) {
                numbers += (long) matrix.delay() * graph.input(node.name()).size();
            }
            if (node.kind() instanceof Delay) {
                numbers +=
                        (long) longest(model, node) * graph.shape(node.name()).size();
            }
        }
        return numbers;
    }

    private static int longest(Model model, Node node) {
        float longest = 0f;
        for (final float steps : model.tensors().get(Model.name(node.name(), "delay"))) {
            longest = Math.max(longest, steps);
        }
        return (int) longest;
    }
}
