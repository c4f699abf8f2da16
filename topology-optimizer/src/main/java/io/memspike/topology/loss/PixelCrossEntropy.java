package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * Mean over positions of the cross-entropy of what leaves a node at the last step, whose channels are classes, as softmax reads
 * them: what a map of classes is learnt by. Targets are {@link Target#values}: the class of each position, row by row,
 * or {@link Target#NOT_COUNTED}.
 *
 * @param node the node
 */
public record PixelCrossEntropy(String node) implements LossTerm {
    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int classes = graph.shape(node).channels();
        final int positions = graph.shape(node).positions();
        return () -> {
            final double[] share = new double[classes];
            return (sample, trace, target) -> evaluate(trace, steps - 1, target.written(positions), share);
        };
    }

    /** Sums up the loss, and adds its gradient; share is room for what softmax gives. */
    private double evaluate(Trace trace, int last, float[] right, double[] share) {
        if (!trace.isDense()) {
            throw new IllegalArgumentException("pixels of " + node + ": expected values, found spikes");
        }
        final float[] output = trace.values(last);
        final float[] gradient = trace.gradient(last);
        final int counted = counted(right);
        double loss = 0;
        for (int position = 0; position < right.length; position++) {
            if (right[position] == Target.NOT_COUNTED) {
                continue;
            }
            final int start = position * share.length;
            final int label = label(right[position], share.length, position);
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < share.length; c++) {
                largest = Math.max(largest, output[start + c]);
            }
            double total = 0;
            for (int c = 0; c < share.length; c++) {
                share[c] = StrictMath.exp(output[start + c] - largest);
                total += share[c];
            }
            for (int c = 0; c < share.length; c++) {
                gradient[start + c] += (float) ((share[c] / total - (c == label ? 1 : 0)) / counted);
            }
            loss += StrictMath.log(total) - (output[start + label] - largest);
        }
        return counted == 0 ? 0 : loss / counted;
    }

    private static int counted(float[] right) {
        int counted = 0;
        for (final float label : right) {
            counted += label == Target.NOT_COUNTED ? 0 : 1;
        }
        return counted;
    }

    private static int label(float value, int classes, int position) {
        final int label = (int) value;
        if (label != value || label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "target: expected a class below " + classes + " at position " + position + ", found " + value);
        }
        return label;
    }
}
