package io.memspike.topology;

import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import java.util.List;

/**
 * A term that costs nothing: it only writes down what leaves a node.
 *
 * @param node the node
 * @param values what left it: [sample, element, step]
 */
record Recording(String node, float[] values) implements LossTerm {
    /** Room for a node's values. */
    static Recording of(Graph graph, String node, int samples, int steps) {
        return new Recording(node, new float[samples * graph.shape(node).size() * steps]);
    }

    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int size = graph.shape(node).size();
        return () -> (sample, trace, target) -> {
            for (int t = 0; t < steps; t++) {
                for (int i = 0; i < size; i++) {
                    values[(sample * size + i) * steps + t] = 0f;
                }
                write(trace, t, sample * size, steps);
            }
            return 0;
        };
    }

    private void write(Trace trace, int t, int first, int steps) {
        if (trace.isDense()) {
            for (int i = 0; i < trace.shape().size(); i++) {
                values[(first + i) * steps + t] = trace.values(t)[i];
            }
            return;
        }
        for (int e = 0; e < trace.active(t).size(); e++) {
            values[(first + trace.active(t).index(e)) * steps + t] =
                    trace.active(t).value(e);
        }
    }
}
