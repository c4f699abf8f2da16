package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * Cross-entropy of the means over time of a node's values, as softmax reads them.
 *
 * @param node the read-out
 * @param form of the last mean, or of all
 */
public record CrossEntropy(String node, Loss form) implements LossTerm {
    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int classes = graph.shape(node).size();
        return () -> new Evaluation(form, steps, classes);
    }

    /** One thread's part. */
    private static final class Evaluation implements Worker {
        private final Loss form;
        private final float[][] readout; // (steps, classes)
        private final float[][] gradient;
        private final float[] sum;
        private boolean isRight;

        Evaluation(Loss form, int steps, int classes) {
            this.form = form;
            this.readout = new float[steps][classes];
            this.gradient = new float[steps][classes];
            this.sum = new float[classes];
        }

        @Override
        public double evaluate(int sample, Trace trace, Target target) {
            final int right = target.labelBelow(sum.length);
            for (int t = 0; t < readout.length; t++) {
                for (int c = 0; c < sum.length; c++) {
                    readout[t][c] = value(trace, t, c);
                    sum[c] = (t == 0 ? 0f : sum[c]) + readout[t][c];
                }
            }
            final double loss = form.evaluate(readout, right, gradient);
            for (int t = 0; t < gradient.length; t++) {
                for (int c = 0; c < sum.length; c++) {
                    trace.gradient(t)[c] += gradient[t][c];
                }
            }
            isRight = decision() == right;
            return loss;
        }

        private static float value(Trace trace, int t, int c) {
            if (trace.isDense()) {
                return trace.values(t)[c];
            }
            for (int e = 0; e < trace.active(t).size(); e++) {
                if (trace.active(t).index(e) == c) {
                    return trace.active(t).value(e);
                }
            }
            return 0f;
        }

        /** As a session decides: the largest mean, the first of equals. */
        private int decision() {
            int best = 0;
            for (int c = 1; c < sum.length; c++) {
                best = sum[c] / readout.length > sum[best] / readout.length ? c : best;
            }
            return best;
        }

        @Override
        public boolean isRight() {
            return isRight;
        }
    }
}
