package io.memspike.topology.loss;

import io.memspike.topology.gradient.Trace;

/**
 * What a read-out was at every step of one sample, and back. An answer at a step is the mean of the read-out over the steps so far, or
 * the read-out itself. One per thread.
 */
final class Readouts {
    final float[][] values; // (steps, classes)
    final float[][] gradient;

    Readouts(int steps, int classes) {
        this.values = new float[steps][classes];
        this.gradient = new float[steps][classes];
    }

    /** Makes the loss of one answer. */
    interface AnswerLoss {
        /**
         * Evaluates.
         *
         * @param sum {@code count} times the answer. Not modified.
         * @param share of this answer in the loss
         * @param gradient ∂L/∂sum. Overwritten.
         * @return its part of the loss
         */
        double of(double[] sum, int count, double share, double[] gradient);
    }

    /** Reads what left the node. */
    void read(Trace trace) {
        for (int t = 0; t < values.length; t++) {
            for (int c = 0; c < values[t].length; c++) {
                values[t][c] = value(trace, t, c);
            }
        }
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

    /** Adds the gradient to the node's. */
    void addGradient(Trace trace) {
        for (int t = 0; t < gradient.length; t++) {
            for (int c = 0; c < gradient[t].length; c++) {
                trace.gradient(t)[c] += gradient[t][c];
            }
        }
    }

    /** The loss of {@link #values}, and its {@link #gradient}. */
    double evaluate(boolean isMean, boolean isOfAll, AnswerLoss loss) {
        return evaluate(values, isMean, isOfAll, gradient, loss);
    }

    /**
     * The loss of the last answer, or the mean of those of all, and its gradient.
     *
     * @param readout m, (steps, classes). Not modified.
     * @param isMean whether answers are means
     * @param isOfAll whether all count, else the last
     * @param gradient ∂loss/∂m, (steps, classes). Overwritten.
     */
    static double evaluate(float[][] readout, boolean isMean, boolean isOfAll, float[][] gradient, AnswerLoss of) {
        final int steps = readout.length;
        final int classes = readout[0].length;
        final double[] sum = new double[classes];
        final double[][] prefix =
                new double[steps][]; // ∂/∂(sum of the read-out over 0…k), or ∂/∂(that at k), of the term of step k
        double loss = 0;
        for (int k = 0; k < steps; k++) {
            for (int c = 0; c < classes; c++) {
                sum[c] = (isMean ? sum[c] : 0) + readout[k][c];
            }
            if (isOfAll || k == steps - 1) {
                prefix[k] = new double[classes];
                loss += of.of(sum, isMean ? k + 1 : 1, isOfAll ? 1.0 / steps : 1.0, prefix[k]);
            }
        }
        final double[] carry = new double[classes];
        for (int k = steps - 1; k >= 0; k--) {
            for (int c = 0; c < classes; c++) {
                carry[c] = (isMean ? carry[c] : 0) + (prefix[k] == null ? 0 : prefix[k][c]);
                gradient[k][c] = (float) carry[c];
            }
        }
        return loss;
    }
}
