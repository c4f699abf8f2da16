package io.memspike.core.run;

import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.Arrays;

/**
 * Work of a node with weights: active elements in, currents out. Follows the spikes, or takes numbers as they lie where its
 * synapses ask for them; waits where nothing has changed.
 */
public final class MatrixStep implements Step {
    private final Synapses synapses;
    private final Synapses.Reader reader;
    private final boolean isRepeatable;
    private final Signal entering;
    private final boolean takesValues;
    private final Signal output;
    private final float[] bias; // of each channel, or null
    private final Kernels kernels;
    private Conversion.Compact list; // of values that entered, since somebody asked
    private boolean isRead; // in this sample
    private boolean isIdle; // in this step

    private MatrixStep(MatrixKind kind, StepContext context) {
        this.synapses = context.synapses();
        this.reader = synapses.open();
        this.isRepeatable = synapses.isRepeatable();
        this.takesValues = reader.takesValues() && context.isDense(0);
        this.entering = takesValues ? context.values(0) : context.active(0, kind.delay());
        this.output = Signal.ofValues(context.output());
        this.bias = kind.bias() ? context.tensor("bias") : null;
        this.kernels = context.kernels();
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

    /** What it reads. */
    Signal read() {
        return entering;
    }

    /** What entered as active elements, from the next step on. */
    Signal entering() {
        if (!takesValues) {
            return entering;
        }
        if (list == null) {
            list = new Conversion.Compact(entering, kernels);
            list.run(0);
        }
        return list.output();
    }

    @Override
    public void reset(long sample) {
        isRead = false;
        if (list != null) {
            list.output().clear();
        }
    }

    @Override
    public void run(long read) {
        isIdle = isRead && isRepeatable && !entering.isFresh();
        output.setFresh(!isIdle);
        if (isIdle) {
            return;
        }
        final boolean isSequence = entering.positions() < entering.shape().positions();
        output.setPositions(isSequence ? entering.positions() : output.shape().positions());
        final float[] current = output.values();
        final int present = output.present();
        if (takesValues) {
            Arrays.fill(current, 0, present, 0f);
            reader.accumulateValues(entering.values(), entering.positions(), current);
        } else {
            Arrays.fill(current, 0f);
            reader.accumulate(entering.active(), read, current);
            Arrays.fill(current, present, output.shape().size(), 0f);
        }
        for (int start = 0; bias != null && start < present; start += bias.length) {
            for (int c = 0; c < bias.length; c++) {
                current[start + c] += bias[c];
            }
        }
        if (list != null) {
            list.run(read);
        }
        isRead = true;
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public long operations() {
        return isIdle ? 0 : synapses.operations(entering().active());
    }
}
