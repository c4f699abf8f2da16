package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link LayerNorm} at work. */
final class LayerNormStep implements Step {
    private final LayerNorm norm;
    private final float[] gamma; // or null
    private final float[] beta;
    private final float[] entering;
    private final Signal output;

    private LayerNormStep(LayerNorm norm, StepContext context) {
        this.norm = norm;
        this.gamma = norm.affine() ? context.tensor("gamma") : null;
        this.beta = norm.affine() ? context.tensor("beta") : null;
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<LayerNorm> {
        @Override
        public Step open(LayerNorm kind, StepContext context) {
            return new LayerNormStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        final int channels = output.shape().channels();
        for (int start = 0; start < output.shape().size(); start += channels) {
            normalise(start, channels);
        }
    }

    private void normalise(int start, int channels) {
        final double mean = LayerNorm.mean(entering, start, channels);
        final double factor = norm.factor(entering, start, channels, mean);
        for (int c = 0; c < channels; c++) {
            final double normal = (entering[start + c] - mean) * factor;
            output.values()[start + c] = (float) (gamma == null ? normal : normal * gamma[c] + beta[c]);
        }
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Signal output() {
        return output;
    }
}
