package io.memspike.topology.gradient.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.neuron.internal.ParameterSums;
import java.util.List;

/**
 * {@link LayerNorm} in training. With x̂ the normalised numbers of a position, δ = γ · ∂L/∂y, and means over its channels:
 *
 * <pre>  ∂L/∂x = factor · (δ − mean(δ) − x̂ · mean(δ · x̂))</pre>
 */
final class LayerNormGradient implements NodeGradient {
    private final LayerNorm norm;
    private final GradientContext context;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final ParameterSums gammas;
    private final ParameterSums betas;
    private final double[] normal; // x̂ of the position at hand
    private final int channels;
    private int shard;

    private LayerNormGradient(LayerNorm norm, GradientContext context) {
        this.norm = norm;
        this.context = context;
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.gammas = ParameterSums.of(context, Per.CHANNEL, "gamma");
        this.betas = ParameterSums.of(context, Per.CHANNEL, "beta");
        this.channels = context.output().channels();
        this.normal = new double[channels];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<LayerNorm> {
        @Override
        public List<String> learnt(LayerNorm kind) {
            return kind.affine() ? List.of("gamma", "beta") : List.of();
        }

        @Override
        public NodeGradient open(LayerNorm kind, GradientContext context) {
            return new LayerNormGradient(kind, context);
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
    }

    @Override
    public void forward(int t) {
        final float[] gamma = norm.affine() ? context.tensor("gamma") : null;
        final float[] beta = norm.affine() ? context.tensor("beta") : null;
        output.setPositions(t, entering.positions(t));
        final float[] values = output.values(t);
        for (int start = 0; start < output.present(t); start += channels) {
            normalise(entering.values(t), start);
            for (int c = 0; c < channels; c++) {
                values[start + c] = (float) (gamma == null ? normal[c] : normal[c] * gamma[c] + beta[c]);
            }
        }
    }

    /** Makes x̂, and returns what it was multiplied by. */
    private double normalise(float[] x, int start) {
        final double mean = LayerNorm.mean(x, start, channels);
        final double factor = norm.factor(x, start, channels, mean);
        for (int c = 0; c < channels; c++) {
            normal[c] = (x[start + c] - mean) * factor;
        }
        return factor;
    }

    @Override
    public void backward(int t) {
        final float[] gradient = output.gradient(t);
        for (int start = 0; start < output.present(t); start += channels) {
            final double factor = normalise(entering.values(t), start);
            for (int c = 0; c < channels; c++) {
                gammas.add(shard, c, gradient[start + c] * normal[c]);
                betas.add(shard, c, gradient[start + c]);
            }
            if (inputGradient != null) {
                back(gradient, start, factor, inputGradient.gradient(t));
            }
        }
    }

    private void back(float[] gradient, int start, double factor, float[] into) {
        final float[] gamma = norm.affine() ? context.tensor("gamma") : null;
        double mean = 0;
        double product = 0;
        for (int c = 0; c < channels; c++) {
            final double delta = (gamma == null ? 1 : gamma[c]) * (double) gradient[start + c];
            mean += delta / channels;
            product += delta * normal[c] / channels;
        }
        for (int c = 0; c < channels; c++) {
            final double delta = (gamma == null ? 1 : gamma[c]) * (double) gradient[start + c];
            into[start + c] = (float) (factor * (delta - mean - normal[c] * product));
        }
    }
}
