package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/** {@link Choice} in training: the gradient goes to the one that is chosen. */
final class ChoiceGradient implements NodeGradient {
    private final int of;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final boolean[] fired;
    private Draw draw;

    private ChoiceGradient(Choice choice, GradientContext context) {
        this.of = choice.of();
        this.entering = context.active(0);
        this.output = Trace.ofSpikes(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.fired = new boolean[context.input(0).size()];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Choice> {
        @Override
        public NodeGradient open(Choice kind, GradientContext context) {
            return new ChoiceGradient(kind, context);
        }
    }

    @Override
    public void begin(int shard, int sample, Draw ofSample) {
        draw = ofSample;
    }

    @Override
    public void forward(int t) {
        Arrays.fill(fired, false);
        for (int e = 0; e < entering.active(t).size(); e++) {
            fired[entering.active(t).index(e)] = true;
        }
        output.active(t).clear();
        for (int i = 0; i < output.shape().size(); i++) {
            if (fired[chosen(t, i)]) {
                output.active(t).add(i, 1f);
            }
        }
    }

    @Override
    public void backward(int t) {
        if (inputGradient == null) {
            return;
        }
        Arrays.fill(inputGradient.gradient(t), 0f);
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < output.shape().size(); i++) {
            inputGradient.gradient(t)[chosen(t, i)] = gradient[i];
        }
    }

    private int chosen(int t, int i) {
        return i * of + draw.pick(t, i, of);
    }
}
