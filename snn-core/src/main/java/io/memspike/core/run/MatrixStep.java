package io.memspike.core.run;

import io.memspike.core.ChannelAffine;
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
    private final Synapses.WholeReader whole; // the reader where its sums are whole, else null
    private final Signal output;
    private final Signal scaled; // whole sums with the scale in front of them, or null
    private final boolean leavesScale; // to whoever reads them
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
        this.whole = reader instanceof Synapses.WholeReader ? (Synapses.WholeReader) reader : null;
        final float[] added = kind.bias() ? context.tensor("bias") : null;
        this.bias = whole == null ? added : null;
        this.scaled = whole == null ? null : output.behind(affine(whole.scales(), added));
        this.leavesScale = whole != null && context.isAffineApplied();
        this.kernels = context.kernels();
    }

    private static ChannelAffine affine(float[] scales, float[] bias) {
        final ChannelAffine affine = new ChannelAffine(scales.length);
        for (int c = 0; c < scales.length; c++) {
            affine.set(c, scales[c], bias == null ? 0f : bias[c]);
        }
        return affine;
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
        output().setFresh(!isIdle);
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
            if (whole == null) {
                Arrays.fill(current, 0f);
                reader.accumulate(entering.active(), read, current);
            } else {
                whole.sumWhole(entering.active(), current);
            }
            Arrays.fill(current, present, output.shape().size(), 0f);
        }
        if (scaled != null && !leavesScale) {
            Conversion.applyHere(scaled);
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
        return leavesScale ? scaled : output;
    }

    @Override
    public long operations() {
        return isIdle ? 0 : synapses.operations(entering().active());
    }
}
