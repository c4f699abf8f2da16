package io.memspike.tasks.analog;

import io.memspike.core.RandomStream;
import io.memspike.topology.parameter.Adam;

/**
 * A binary layer while it is learnt: real weights in [−1, 1] of which only the signs take part, and the logarithm of the
 * gain. Gradients with respect to the signs go straight through to the weights (M. Courbariaux and others, "Binarized
 * neural networks", arXiv 1602.02830).
 */
final class LatentLayer {
    private static final float INITIAL = 0.2f; // weights begin uniformly in ± this
    private static final double INITIAL_SLOPE = 3; // gain · √inputs at the start

    final int inputs;
    final int outputs;
    final float[] signs; // (inputs + 1, outputs), ±1
    private final float[] weights;
    private final float[] logGain = new float[1];
    private final Adam weightsAdam;
    private final Adam gainAdam = new Adam(1);

    LatentLayer(int inputs, int outputs, RandomStream random) {
        this.inputs = inputs;
        this.outputs = outputs;
        weights = new float[(inputs + 1) * outputs];
        signs = new float[weights.length];
        weightsAdam = new Adam(weights.length);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = INITIAL * (2 * random.nextFloat() - 1);
        }
        logGain[0] = (float) StrictMath.log(INITIAL_SLOPE / Math.sqrt(inputs + 1));
        takeSigns();
    }

    float gain() {
        return (float) StrictMath.exp(logGain[0]);
    }

    /**
     * One update.
     *
     * @param gradient of the loss with respect to the signs
     * @param gainGradient with respect to the logarithm of the gain: one element
     */
    void update(float[] gradient, float[] gainGradient, long step, double rate) {
        weightsAdam.update(weights, gradient, 0, weights.length, step, rate, 0);
        gainAdam.update(logGain, gainGradient, 0, 1, step, rate, 0);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.max(-1, Math.min(1, weights[k]));
        }
        takeSigns();
    }

    private void takeSigns() {
        for (int k = 0; k < weights.length; k++) {
            signs[k] = weights[k] >= 0 ? 1 : -1;
        }
    }

    BinaryLayer layer() {
        final byte[] bytes = new byte[signs.length];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) signs[k];
        }
        return new BinaryLayer(inputs, outputs, bytes, gain());
    }
}
