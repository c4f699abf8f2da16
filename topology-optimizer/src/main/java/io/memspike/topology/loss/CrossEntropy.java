package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * Cross-entropy of what a node answers, as softmax reads it.
 *
 * @param node the read-out
 * @param form of the last answer, or of all
 * @param isMean whether an answer is the mean of the read-out over the steps so far, else the read-out of its step
 */
public record CrossEntropy(String node, Loss form, boolean isMean) implements LossTerm {
    /** Of means. */
    public CrossEntropy(String node, Loss form) {
        this(node, form, true);
    }

    /** Of a graph that answers, as a session does: by means where it ends in one. */
    public static CrossEntropy of(Graph graph, Loss form) {
        return new CrossEntropy(graph.readout(), form, !graph.readout().equals(graph.output()));
    }

    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int classes = graph.shape(node).size();
        return () -> new Evaluation(form, isMean, steps, classes);
    }

    /** One thread's part. */
    private static final class Evaluation implements Worker {
        private final Loss form;
        private final boolean isMean;
        private final Readouts readouts;
        private final float[] sum;
        private boolean isRight;

        Evaluation(Loss form, boolean isMean, int steps, int classes) {
            this.form = form;
            this.isMean = isMean;
            this.readouts = new Readouts(steps, classes);
            this.sum = new float[classes];
        }

        @Override
        public double evaluate(int sample, Trace trace, Target target) {
            final int right = target.labelBelow(sum.length);
            readouts.read(trace);
            final float[][] readout = readouts.values;
            for (int t = 0; t < readout.length; t++) {
                for (int c = 0; c < sum.length; c++) {
                    sum[c] = (t == 0 || !isMean ? 0f : sum[c]) + readout[t][c];
                }
            }
            final double loss = form.evaluate(readout, isMean, right, readouts.gradient);
            readouts.addGradient(trace);
            isRight = decision() == right;
            return loss;
        }

        /** As a session decides: the largest answer, the first of equals. */
        private int decision() {
            int best = 0;
            final int count = isMean ? readouts.values.length : 1;
            for (int c = 1; c < sum.length; c++) {
                best = sum[c] / count > sum[best] / count ? c : best;
            }
            return best;
        }

        @Override
        public boolean isRight() {
            return isRight;
        }
    }
}
