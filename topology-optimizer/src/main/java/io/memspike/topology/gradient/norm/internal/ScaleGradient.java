package io.memspike.topology.gradient.norm.internal;

import io.memspike.core.graph.Per;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.neuron.internal.ParameterSums;

/** A factor, and perhaps a term, for what enters, in training. */
final class ScaleGradient implements NodeGradient {
    private final Per per;
    private final GradientContext context;
    private final boolean hasOffset;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final ParameterSums scales;
    private final ParameterSums offsets;
    private final int[] numberOf; // of each element in the tensors
    private int shard;

    ScaleGradient(Per per, boolean hasOffset, GradientContext context) {
        this.per = per;
        this.context = context;
        this.hasOffset = hasOffset;
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.scales = ParameterSums.of(context, per, "scale");
        this.offsets = ParameterSums.of(context, per, "offset");
        this.numberOf = new int[context.output().size()];
        for (int i = 0; i < numberOf.length; i++) {
            numberOf[i] = this.per.index(i, context.output());
        }
        context.output(output);
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
    }

    @Override
    public void forward(int t) {
        final float[] scale = context.tensor("scale");
        final float[] offset = hasOffset ? context.tensor("offset") : null;
        final float[] x = entering.values(t);
        final float[] y = output.values(t);
        for (int i = 0; i < numberOf.length; i++) {
            y[i] = scale[numberOf[i]] * x[i] + (offset == null ? 0f : offset[numberOf[i]]);
        }
    }

    @Override
    public void backward(int t) {
        final float[] scale = context.tensor("scale");
        final float[] x = entering.values(t);
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < numberOf.length; i++) {
            scales.add(shard, i, (double) gradient[i] * x[i]);
            offsets.add(shard, i, gradient[i]);
        }
        if (inputGradient != null) {
            final float[] into = inputGradient.gradient(t);
            for (int i = 0; i < numberOf.length; i++) {
                into[i] = scale[numberOf[i]] * gradient[i];
            }
        }
    }
}
