package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.ChannelAffine;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.Elementwise;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.neuron.internal.NeuronGradient;
import io.memspike.topology.gradient.norm.ChannelSums;
import java.util.Arrays;

/** A norm applied to currents, where whoever takes them does not apply it itself. */
public final class NormApplication implements Barrier.Application {
    private final Trace entering;
    private final Trace output;
    private final ChannelSums[] sums; // of each part of time
    private final int size;
    private final Elementwise elements;
    private final NeuronGradient loops;
    private int shard;

    /** Applies the norm that a trace has in front of it. */
    public NormApplication(Trace entering, Kernels kernels) {
        this.elements = Elementwise.of(kernels);
        this.loops = NeuronGradient.of(kernels);
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
        elements.affine(affine.scale(), affine.offset(), entering.values(t), output.values(t), size);
    }

    @Override
    public void likenSteps() {
        if (output.storedSteps() == 1 && sums.length == 1) {
            entering.alikeFrom(output.alikeFrom());
            entering.norm().alikeFrom(output.alikeFrom());
        }
    }

    @Override
    public Reads reads() {
        return Reads.ENTERING;
    }

    @Override
    public void backward(int t) {
        final float[] delta = entering.gradient(t);
        if (t <= entering.alikeFrom()) {
            System.arraycopy(output.gradient(t), 0, delta, 0, size);
        }
        final ChannelSums part = sums[entering.norm().partOf(t)];
        loops.addProducts(delta, entering.values(t), part, size);
        if (t == 0) {
            for (int p = 0; p < sums.length; p++) {
                sums[p].addTo(entering.norm().sums(p, shard));
            }
        }
    }
}
