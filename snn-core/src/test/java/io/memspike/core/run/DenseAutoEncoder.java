package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.norm.TdBatchNorm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The slow, obvious auto-encoder in double precision: every tensor channel-first, every sum over all inputs. */
final class DenseAutoEncoder {
    private final Model model;
    private final Map<Integer, double[]> potentials = new HashMap<>();
    private double[] z = new double[AutoEncoder.LATENT];
    private final double[] membrane = new double[AutoEncoder.PIXELS];
    /** Least distance of any potential from the threshold so far. */
    double margin = Double.POSITIVE_INFINITY;

    DenseAutoEncoder(Model model) {
        this.model = model;
    }

    /** One step with given picks; {@code image} null to draw from the prior. */
    void step(double[] image, int[] picks) {
        final List<Integer> head = image == null ? AutoEncoder.PRIOR : AutoEncoder.POSTERIOR;
        final double[] input = image == null ? z : concat(blocks(AutoEncoder.ENCODER, image), z);
        final double[] spikes = blocks(head, input);
        z = new double[AutoEncoder.LATENT];
        for (int i = 0; i < z.length; i++) {
            z[i] = spikes[i * AutoEncoder.K + picks[i]];
        }
        final double[] current = weigh(AutoEncoder.OUTPUT, blocks(AutoEncoder.DECODER, z));
        for (int i = 0; i < membrane.length; i++) {
            membrane[i] = 0.8f * membrane[i] + current[i] + vector(AutoEncoder.OUTPUT, "bias")[0];
        }
    }

    double[] picture() {
        final double[] picture = membrane.clone();
        for (int i = 0; i < picture.length; i++) {
            picture[i] = Math.tanh(picture[i]);
        }
        return picture;
    }

    double[] z() {
        return z;
    }

    private static double[] concat(double[] a, double[] b) {
        final double[] both = new double[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private double[] blocks(List<Integer> positions, double[] input) {
        double[] spikes = input;
        for (final int position : new ArrayList<>(positions)) {
            spikes = neurons(position, weigh(position, spikes));
        }
        return spikes;
    }

    private double[] neurons(int position, double[] current) {
        final TdBatchNorm norm =
                (TdBatchNorm) model.graph().node("" + (position + 1)).kind();
        final int positions = model.graph().shape("" + position).positions();
        final double[] u = potentials.computeIfAbsent(position, p -> new double[current.length]);
        final double[] spikes = new double[current.length];
        for (int i = 0; i < current.length; i++) {
            final int c = i / positions;
            final double normed = norm.alpha()
                            * 0.2f
                            * (current[i] + vector(position + 1, "bias")[c] - vector(position + 1, "mean")[c])
                            / Math.sqrt(vector(position + 1, "variance")[c] + norm.epsilon())
                            * vector(position + 1, "gamma")[c]
                    + vector(position + 1, "beta")[c];
            u[i] = (u[i] > 0.2f ? 0 : 0.25 * u[i]) + normed;
            spikes[i] = u[i] > 0.2f ? 1 : 0;
            margin = Math.min(margin, Math.abs(u[i] - 0.2f));
        }
        return spikes;
    }

    private float[] vector(int layer, String name) {
        return model.tensors().get(Model.name("" + layer, name));
    }

    private double[] weigh(int position, double[] input) {
        final Matrix matrix = Matrix.of(model.graph(), "" + position);
        final float[] w = model.weights("" + position);
        final Shape from = matrix.input();
        if (matrix.kind() instanceof Linear linear) {
            final double[] sums = new double[linear.out()];
            for (int o = 0; o < sums.length; o++) {
                for (int i = 0; i < input.length; i++) {
                    sums[o] += input[i] * w[o * input.length + i];
                }
            }
            return sums;
        }
        final Shape to = matrix.output();
        final double[] sums = new double[to.size()];
        final boolean isTransposed = matrix.kind() instanceof ConvTranspose2d;
        final Shape small = isTransposed ? from : to;
        final Shape large = isTransposed ? to : from;
        final int stride = large.width() / small.width();
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                for (int tap = 0; tap < 9; tap++) {
                    final int row = y * stride - 1 + tap / 3;
                    final int column = x * stride - 1 + tap % 3;
                    for (int s = 0; s < small.channels(); s++) {
                        for (int l = 0; l < large.channels(); l++) {
                            if (row >= 0 && row < large.height() && column >= 0 && column < large.width()) {
                                final int atSmall = (s * small.height() + y) * small.width() + x;
                                final int atLarge = (l * large.height() + row) * large.width() + column;
                                final float weight = w[(s * large.channels() + l) * 9 + tap];
                                sums[isTransposed ? atLarge : atSmall] +=
                                        weight * input[isTransposed ? atSmall : atLarge];
                            }
                        }
                    }
                }
            }
        }
        return sums;
    }
}
