package io.memspike.topology.parameter;

/**
 * Adam with L2 weight decay added to the gradient (Kingma and Ba, arXiv 1412.6980, algorithm 1; β₁ 0.9, β₂ 0.999,
 * ε 1e-8), and with the same state what else a rule asks for. Elements are independent, so any split over threads gives the
 * same bits.
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final float[] firstMoment;
    private final float[] secondMoment;

    /** State for {@code size} values, moments 0. */
    public Adam(int size) {
        this(new float[size], new float[size]);
    }

    /** State from a checkpoint; the arrays are kept. */
    public Adam(float[] firstMoment, float[] secondMoment) {
        this.firstMoment = firstMoment;
        this.secondMoment = secondMoment;
    }

    /** Running mean of the gradient; the velocity of SGD. */
    public float[] firstMoment() {
        return firstMoment;
    }

    /** Running mean of the squared gradient; of no use to SGD. */
    public float[] secondMoment() {
        return secondMoment;
    }

    /**
     * One update of elements [from, to), by a rule.
     *
     * @param values what is learnt. Modified.
     * @param gradient its gradient. Not modified.
     * @param rule step size and decay
     */
    public void update(float[] values, float[] gradient, int from, int to, UpdateRule rule) {
        if (rule.optimiser().method() == Optimiser.Method.SGD) {
            descend(values, gradient, from, to, rule);
            return;
        }
        final boolean isDecoupled = rule.optimiser().method() == Optimiser.Method.ADAMW;
        if (isDecoupled) {
            final float keep = (float) (1 - rule.learningRate() * rule.weightDecay());
            for (int i = from; i < to; i++) {
                values[i] *= keep;
            }
        }
        final double decay = isDecoupled ? 0 : rule.weightDecay();
        update(values, gradient, from, to, rule.step(), rule.learningRate(), decay);
    }

    /** SGD, whose velocity is the first moment. */
    private void descend(float[] values, float[] gradient, int from, int to, UpdateRule rule) {
        final float keep = (float) rule.optimiser().momentum();
        final float decay = (float) rule.weightDecay();
        final float rate = (float) rule.learningRate();
        for (int i = from; i < to; i++) {
            final float v = keep * firstMoment[i] + (gradient[i] + decay * values[i]);
            firstMoment[i] = v;
            values[i] -= rate * v;
        }
    }

    /**
     * One update of elements [from, to).
     *
     * @param values what is learnt. Modified.
     * @param gradient its gradient. Not modified.
     * @param step number of this update, from 1
     * @param learningRate step size
     * @param weightDecay factor of the value that is added to its gradient
     */
    public void update(
            float[] values, float[] gradient, int from, int to, long step, double learningRate, double weightDecay) {
        final float keep1 = (float) BETA1;
        final float take1 = (float) (1 - BETA1);
        final float keep2 = (float) BETA2;
        final float take2 = (float) (1 - BETA2);
        final float decay = (float) weightDecay;
        final float rate = (float) (learningRate / (1 - StrictMath.pow(BETA1, step)));
        final float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, step)));
        for (int i = from; i < to; i++) {
            final float g = gradient[i] + decay * values[i];
            final float m = keep1 * firstMoment[i] + take1 * g;
            final float v = keep2 * secondMoment[i] + take2 * g * g;
            firstMoment[i] = m;
            secondMoment[i] = v;
            values[i] -= rate * m / ((float) Math.sqrt(v) * correction + EPSILON);
        }
    }
}
