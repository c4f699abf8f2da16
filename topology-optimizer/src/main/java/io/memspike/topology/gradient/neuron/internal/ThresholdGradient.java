package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/** {@link Threshold} in training. */
final class ThresholdGradient implements NodeGradient {
    private final Threshold kind;
    private final GradientContext context;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final ParameterSums sums;
    private final float spikeCost;
    private final int size;
    private float[] threshold;
    private int shard;

    private ThresholdGradient(Threshold kind, GradientContext context) {
        this.kind = kind;
        this.context = context;
        this.entering = context.values(0);
        this.output = Trace.ofSpikes(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.sums = ParameterSums.of(context, kind.per(), "vThreshold");
        this.spikeCost = context.spikeCost();
        this.size = context.output().size();
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Threshold> {
        @Override
        public List<String> learnable(Threshold kind) {
            return List.of("vThreshold");
        }

        @Override
        public NodeGradient open(Threshold kind, GradientContext context) {
            return new ThresholdGradient(kind, context);
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        if (threshold == null || sums.isAsked()) {
            threshold = kind.per().spread(context.tensor("vThreshold"), context.output());
        }
    }

    @Override
    public void forward(int t) {
        output.active(t).above(entering.values(t), threshold, size);
    }

    @Override
    public void backward(int t) {
        final float[] x = entering.values(t);
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < size; i++) {
            final float delta = (gradient[i] + spikeCost) * kind.surrogate().at(x[i] - threshold[i]);
            if (inputGradient != null) {
                inputGradient.gradient(t)[i] = delta;
            }
            sums.add(shard, i, -delta);
        }
    }
}
