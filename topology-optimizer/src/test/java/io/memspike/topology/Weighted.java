package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import java.util.List;

/**
 * A loss that is linear in what leaves a node: each element of each step times a number of its own.
 *
 * @param node the node
 * @param seed of the numbers
 */
record Weighted(String node, long seed) implements LossTerm {
    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    /** The numbers, [step][element]. */
    float[][] weights(int steps, int size) {
        final RandomStream random = RandomStream.of(seed, "weighted");
        final float[][] weights = new float[steps][size];
        for (final float[] step : weights) {
            for (int i = 0; i < size; i++) {
                step[i] = (float) random.nextGaussian();
            }
        }
        return weights;
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int size = graph.shape(node).size();
        final float[][] weights = weights(steps, size);
        return () -> (sample, trace, target) -> {
            double loss = 0;
            for (int t = 0; t < steps; t++) {
                for (int i = 0; i < size; i++) {
                    trace.gradient(t)[i] += weights[t][i];
                }
                loss += of(trace, t, weights[t]);
            }
            return loss;
        };
    }

    private static double of(Trace trace, int t, float[] weights) {
        double sum = 0;
        if (trace.isDense()) {
            for (int i = 0; i < weights.length; i++) {
                sum += (double) weights[i] * trace.values(t)[i];
            }
            return sum;
        }
        for (int e = 0; e < trace.active(t).size(); e++) {
            sum += (double) weights[trace.active(t).index(e)] * trace.active(t).value(e);
        }
        return sum;
    }
}
