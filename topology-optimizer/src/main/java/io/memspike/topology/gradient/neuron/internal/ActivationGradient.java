package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** {@link Activation} in training. */
final class ActivationGradient implements NodeGradient {
    private final Activation activation;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final int size;

    private ActivationGradient(Activation activation, GradientContext context) {
        this.activation = activation;
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.size = context.output().size();
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Activation> {
        @Override
        public NodeGradient open(Activation kind, GradientContext context) {
            return new ActivationGradient(kind, context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        for (int i = 0; i < size; i++) {
            output.values(t)[i] = activation.of(entering.values(t)[i]);
        }
    }

    @Override
    public void backward(int t) {
        for (int i = 0; inputGradient != null && i < size; i++) {
            inputGradient.gradient(t)[i] = output.gradient(t)[i]
                    * (float) activation.slopeAt(entering.values(t)[i], activation.at(entering.values(t)[i]));
        }
    }
}
