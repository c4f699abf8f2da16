package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/**
 * What a teacher knows beside the right class: {@code weight · T² · H(softmax(v / T), softmax(a / T))}, the cross-entropy H of answers a
 * with what the teacher answers, v, both softened by the temperature T. The target of a sample holds v, one value for each class
 * of the node. T² keeps the size of the gradient, whatever T. Source: Hinton, Vinyals and Dean, "Distilling the knowledge in a neural
 * network", arXiv 1503.02531, section 2.
 *
 * @param node the read-out
 * @param isOfAll whether the answers of all steps are led there, each by its share, or the last alone
 * @param isMean whether an answer is the mean of the read-out over the steps so far, else the read-out of its step
 * @param weight beside the other terms, above 0
 * @param temperature T, above 0
 */
public record Distillation(String node, boolean isOfAll, boolean isMean, double weight, double temperature)
        implements LossTerm {
    /** Checks its numbers. */
    public Distillation {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)
                || !(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("distillation: expected a weight and a temperature above 0, found "
                    + weight + " and " + temperature);
        }
    }

    /** Beside the cross-entropy of a graph's answers. */
    public static Distillation beside(CrossEntropy other, double weight, double temperature) {
        return new Distillation(other.node(), other.form() == Loss.RUNNING, other.isMean(), weight, temperature);
    }

    @Override
    public List<String> nodes() {
        return List.of(node);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int classes = graph.shape(node).size();
        return () -> new Evaluation(new Readouts(steps, classes), classes);
    }

    /** One thread's part. */
    private final class Evaluation implements Worker {
        private final Readouts readouts;
        private final double[] taught; // softmax(v / T)
        private final double[] answered; // softmax(a / T)

        Evaluation(Readouts readouts, int classes) {
            this.readouts = readouts;
            this.taught = new double[classes];
            this.answered = new double[classes];
        }

        @Override
        public double evaluate(int sample, Trace trace, Target target) {
            final float[] teacher = target.written(taught.length);
            for (int c = 0; c < taught.length; c++) {
                taught[c] = teacher[c];
            }
            soften(taught, 1, taught);
            readouts.read(trace);
            final double loss = readouts.evaluate(isMean, isOfAll, this::ofAnswer);
            readouts.addGradient(trace);
            return loss;
        }

        private double ofAnswer(double[] sum, int count, double share, double[] gradient) {
            final double logOfTotal = soften(sum, count, answered);
            double entropy = 0;
            for (int c = 0; c < taught.length; c++) {
                entropy += taught[c] * (logOfTotal - sum[c] / count / temperature);
                gradient[c] = share * weight * temperature * (answered[c] - taught[c]) / count;
            }
            return share * weight * temperature * temperature * entropy;
        }

        /** Overwrites {@code into} with softmax(sum / count / T); returns log Σ exp(sum / count / T). */
        private double soften(double[] sum, int count, double[] into) {
            double largest = Double.NEGATIVE_INFINITY;
            for (final double each : sum) {
                largest = Math.max(largest, each / count / temperature);
            }
            double total = 0;
            for (int c = 0; c < into.length; c++) {
                into[c] = StrictMath.exp(sum[c] / count / temperature - largest);
                total += into[c];
            }
            for (int c = 0; c < into.length; c++) {
                into[c] /= total;
            }
            return largest + StrictMath.log(total);
        }
    }
}
