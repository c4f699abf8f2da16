package io.memspike.topology.gradient.matrix;

import io.memspike.core.Synapses;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.Trace;

/** A node's currents as they were before a {@link CurrentReadout}, and its way back; nothing where a batch has none. */
final class ReadCurrents {
    private final GradientContext context;
    private final Trace output;
    private final boolean hasBias;
    private final double[] sums; // of ∂L/∂number by shard
    private CurrentReadout readout; // of this batch, or null
    private float[][] before; // [stored step]: currents that were not read yet
    private float[][] readings; // [stored step], without bias; null where the output itself has none
    private float[] back; // ∂L/∂currents of the step at hand
    private int shard;
    private long first; // number of the read at step 0

    ReadCurrents(Trace output, boolean hasBias, GradientContext context) {
        this.context = context;
        this.output = output;
        this.hasBias = hasBias;
        this.sums = context.readoutGradient();
    }

    void begin(int ofBatch, long read) {
        shard = ofBatch;
        first = read;
        readout = context.readout();
        if (readout != null && before == null) {
            final int room = output.shape().size() + Synapses.PADDING;
            before = new float[output.storedSteps()][room];
            readings = hasBias ? new float[output.storedSteps()][room] : null;
            back = new float[room];
        }
    }

    /** Replaces the currents of a step by what is read of them. */
    void read(int t, float[] current) {
        if (readout == null) {
            return;
        }
        final int n = output.shape().size();
        System.arraycopy(current, 0, before[t], 0, n);
        readout.read(current, first + t);
        if (hasBias) {
            System.arraycopy(current, 0, readings[t], 0, n);
        }
    }

    /** ∂L/∂current from ∂L/∂reading, which is not modified. */
    float[] back(int t, float[] delta) {
        if (readout == null) {
            return delta;
        }
        System.arraycopy(delta, 0, back, 0, output.shape().size());
        sums[shard] += readout.back(before[t], hasBias ? readings[t] : output.values(t), back);
        return back;
    }
}
