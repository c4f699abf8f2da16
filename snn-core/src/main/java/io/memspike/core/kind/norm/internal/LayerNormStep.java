package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link LayerNorm} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class LayerNormStep implements StepFactory<LayerNorm> {
    @Override
    public Step open(LayerNorm norm, StepContext context) {
        final float[] gamma = norm.affine() ? context.tensor("gamma") : null;
        final float[] beta = norm.affine() ? context.tensor("beta") : null;
        final Signal from = context.values(0);
        final float[] entering = from.values();
        final Signal output = Signal.ofValues(context.output());
        final int channels = context.output().channels();
        return new StatelessStep(output, () -> {
            output.setPositions(from.positions());
            for (int start = 0; start < output.present(); start += channels) {
                final double mean = LayerNorm.mean(entering, start, channels);
                final double factor = norm.factor(entering, start, channels, mean);
                for (int c = 0; c < channels; c++) {
                    final double normal = (entering[start + c] - mean) * factor;
                    output.values()[start + c] = (float) (gamma == null ? normal : normal * gamma[c] + beta[c]);
                }
            }
        });
    }

    @Override
    public boolean followsLength(LayerNorm norm) {
        return true;
    }
}
