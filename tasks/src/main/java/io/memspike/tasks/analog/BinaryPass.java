package io.memspike.tasks.analog;

import java.util.Arrays;
import java.util.List;

/**
 * One sample forwards and backwards, and the gradients of several added up. The loss is the cross-entropy of the softmax
 * of the last layer's gain · sum. One per thread at a time.
 */
final class BinaryPass {
    private final List<LatentLayer> layers;
    private final float[][] activity; // of each layer's inputs, with a 1 for the bias
    private final float[][] sums; // of each layer's neurons
    private final float[][] errors; // ∂loss / ∂(gain · sum)
    final float[][] gradients; // of each layer's signs
    final float[] gainGradients; // of each layer's logarithm of the gain
    double loss;
    int correct;

    BinaryPass(List<LatentLayer> layers) {
        this.layers = layers;
        activity = new float[layers.size()][];
        sums = new float[layers.size()][];
        errors = new float[layers.size()][];
        gradients = new float[layers.size()][];
        gainGradients = new float[layers.size()];
        for (int l = 0; l < activity.length; l++) {
            final LatentLayer layer = layers.get(l);
            activity[l] = new float[layer.inputs + 1];
            activity[l][layer.inputs] = 1;
            sums[l] = new float[layer.outputs];
            errors[l] = new float[layer.outputs];
            gradients[l] = new float[layer.signs.length];
        }
    }

    /** Where the first layer's inputs belong; the last element stays. */
    float[] inputs() {
        return activity[0];
    }

    void clear() {
        for (final float[] gradient : gradients) {
            Arrays.fill(gradient, 0);
        }
        Arrays.fill(gainGradients, 0);
        loss = 0;
        correct = 0;
    }

    /** Adds the gradients of the sample that {@link #inputs} holds. */
    void add(int label) {
        for (int l = 0; l < activity.length; l++) {
            forward(l);
        }
        compare(label);
        for (int l = activity.length - 1; l >= 0; l--) {
            backward(l);
        }
    }

    private void forward(int l) {
        final LatentLayer layer = layers.get(l);
        final float[] signs = layer.signs;
        final float[] sum = sums[l];
        Arrays.fill(sum, 0);
        for (int i = 0; i <= layer.inputs; i++) {
            final float x = activity[l][i];
            final int row = i * sum.length;
            for (int o = 0; o < sum.length && x != 0; o++) {
                sum[o] += x * signs[row + o];
            }
        }
        final float gain = layer.gain();
        for (int o = 0; o < sum.length && l + 1 < activity.length; o++) {
            activity[l + 1][o] = (float) (1 / (1 + StrictMath.exp(-gain * sum[o])));
        }
    }

    private void compare(int label) {
        final int last = sums.length - 1;
        final float[] sum = sums[last];
        final float gain = layers.get(last).gain();
        int best = 0;
        for (int o = 1; o < sum.length; o++) {
            best = sum[o] > sum[best] ? o : best;
        }
        double total = 0;
        for (int o = 0; o < sum.length; o++) {
            final double e = StrictMath.exp(gain * (sum[o] - sum[best]));
            errors[last][o] = (float) e;
            total += e;
        }
        for (int o = 0; o < sum.length; o++) {
            errors[last][o] = (float) (errors[last][o] / total) - (o == label ? 1 : 0);
        }
        loss += StrictMath.log(total) - gain * (sum[label] - sum[best]);
        correct += best == label ? 1 : 0;
    }

    private void backward(int l) {
        final LatentLayer layer = layers.get(l);
        final float gain = layer.gain();
        final float[] error = errors[l];
        final float[] gradient = gradients[l];
        for (int o = 0; o < error.length; o++) {
            gainGradients[l] += error[o] * gain * sums[l][o];
            error[o] *= gain;
        }
        for (int i = 0; i <= layer.inputs; i++) {
            final float x = activity[l][i];
            final int row = i * error.length;
            for (int o = 0; o < error.length && x != 0; o++) {
                gradient[row + o] += x * error[o];
            }
            if (l > 0 && i < layer.inputs) {
                errors[l - 1][i] = dot(layer.signs, row, error) * x * (1 - x);
            }
        }
    }

    private static float dot(float[] signs, int row, float[] error) {
        float sum = 0;
        for (int o = 0; o < error.length; o++) {
            sum += signs[row + o] * error[o];
        }
        return sum;
    }
}
