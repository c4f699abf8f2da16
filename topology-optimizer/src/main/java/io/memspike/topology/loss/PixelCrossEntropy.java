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
            final double[] logits = new double[classes];
            final double[] slope = new double[classes];
            return (sample, trace, target) -> evaluate(trace, steps - 1, target.written(positions), logits, slope);
        };
    }

    /** Sums up the loss, and adds its gradient; logits and slope are room for those of a position. */
    private double evaluate(Trace trace, int last, float[] right, double[] logits, double[] slope) {
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
            final int start = position * logits.length;
            final int label = label(right[position], logits.length, position);
            for (int c = 0; c < logits.length; c++) {
                logits[c] = output[start + c];
            }
            loss += Loss.crossEntropy(logits, 1, label, 1, slope);
            for (int c = 0; c < slope.length; c++) {
                gradient[start + c] += (float) (slope[c] / counted);
            }
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
