package io.memspike.core.run;

import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.Arrays;

/** Work of a node with weights: active elements in, currents out. Follows the spikes; waits where nothing has changed. */
public final class MatrixStep implements Step {
    private final Synapses synapses;
    private final Synapses.Reader reader;
    private final boolean isRepeatable;
    private final Signal entering;
    private final Signal output;
    private final float[] bias; // of each element, or null
    private boolean isRead; // in this sample
    private boolean isIdle; // in this step

    private MatrixStep(MatrixKind kind, StepContext context) {
        this.synapses = context.synapses();
        this.reader = synapses.open();
        this.isRepeatable = synapses.isRepeatable();
        this.entering = context.active(0, kind.delay());
        this.output = Signal.ofValues(context.output());
        this.bias =
                kind.bias() ? spread(context.tensor("bias"), context.output().size()) : null;
    }

    /**
     * Factory of these steps for a kind with weights.
     *
     * @param <K> the kind
     */
    public abstract static class Factory<K extends MatrixKind> implements StepFactory<K> {
        @Override
        public final Step open(K matrix, StepContext context) {
            return new MatrixStep(matrix, context);
        }
    }

    private static float[] spread(float[] perChannel, int size) {
        final float[] spread = new float[size];
        for (int i = 0; i < size; i++) {
            spread[i] = perChannel[i % perChannel.length];
        }
        return spread;
    }

    Signal entering() {
        return entering;
    }

    @Override
    public void reset(long sample) {
        isRead = false;
    }

    @Override
    public void run(long read) {
        isIdle = isRead && isRepeatable && !entering.isFresh();
        output.setFresh(!isIdle);
        if (isIdle) {
            return;
        }
        final float[] current = output.values();
        Arrays.fill(current, 0f);
        reader.accumulate(entering.active(), read, current);
        if (bias != null) {
            for (int i = 0; i < bias.length; i++) {
                current[i] += bias[i];
            }
        }
        isRead = true;
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public long operations() {
        return isIdle ? 0 : synapses.operations(entering.active());
    }
}
