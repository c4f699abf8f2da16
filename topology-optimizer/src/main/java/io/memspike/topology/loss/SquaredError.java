package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * Mean squared error of what leaves a node at the last step: {@code mean(w · (output − target)²)}, where the target's weights w are
 * 1 on average, or all 1.
 *
 * @param node the node
 */
public record SquaredError(String node) implements LossTerm {
    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int size = graph.shape(node).size();
        return () -> (sample, trace, target) -> evaluate(trace, target, size, steps - 1);
    }

    private double evaluate(Trace trace, Target target, int size, int last) {
        if (!trace.isDense()) {
            throw new IllegalArgumentException("squared error of " + node + ": expected values, found spikes");
        }
        final float[] expected = target.written(size);
        final float[] weights = target.weightsWritten(size);
        final float[] output = trace.values(last);
        final float[] gradient = trace.gradient(last);
        double loss = 0;
        for (int i = 0; i < size; i++) {
            final double difference = (double) output[i] - expected[i];
            final double weighted = weights == null ? difference : weights[i] * difference;
            loss += weighted * difference;
            gradient[i] += (float) (2 * weighted / size);
        }
        return loss / size;
    }
}
