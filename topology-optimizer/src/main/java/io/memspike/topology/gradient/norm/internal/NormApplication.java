package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.ChannelAffine;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.norm.ChannelSums;
import java.util.Arrays;

/** A norm applied to currents, where whoever takes them does not apply it itself. */
public final class NormApplication implements Barrier.Application {
    private final Trace entering;
    private final Trace output;
    private final ChannelSums[] sums; // of each part of time
    private final int size;
    private int shard;

    /** Applies the norm that a trace has in front of it. */
    public NormApplication(Trace entering) {
        this.entering = entering;
        this.output = Trace.ofValues(entering.shape(), entering);
        this.sums = new ChannelSums[entering.norm().parts()];
        Arrays.setAll(sums, part -> entering.norm().newSums(part));
        this.size = entering.shape().size();
        output.wantGradients();
    }

    @Override
    public Trace output() {
        return output;
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        for (final ChannelSums part : sums) {
            part.clear();
        }
    }

    @Override
    public void forward(int t) {
        if (t >= output.storedSteps()) {
            return;
        }
        final ChannelAffine affine = entering.norm().affine(entering.norm().partOf(t));
        final float[] scale = affine.scale();
        final float[] offset = affine.offset();
        final float[] current = entering.values(t);
        final float[] normal = output.values(t);
        for (int start = 0; start < size; start += scale.length) {
            final int n = Math.min(scale.length, size - start);
            for (int i = 0; i < n; i++) {
                normal[start + i] = scale[i] * current[start + i] + offset[i];
            }
        }
    }

    @Override
    public void backward(int t) {
        final ChannelSums part = sums[entering.norm().partOf(t)];
        final float[] first = part.first();
        final float[] second = part.second();
        final float[] mean = part.mean();
        final float[] current = entering.values(t);
        final float[] delta = entering.gradient(t);
        System.arraycopy(output.gradient(t), 0, delta, 0, size);
        for (int start = 0; start < size; start += first.length) {
            final int n = Math.min(first.length, size - start);
            for (int i = 0; i < n; i++) {
                first[i] += delta[start + i];
                second[i] += delta[start + i] * (current[start + i] - mean[i]);
            }
        }
        if (t == 0) {
            for (int p = 0; p < sums.length; p++) {
                sums[p].addTo(entering.norm().sums(p, shard));
            }
        }
    }
}
