package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.internal.ActivationLoops;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Activation} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class ActivationGradient implements GradientFactory<Activation> {
    @Override
    public NodeGradient open(Activation activation, GradientContext context) {
        final Trace entering = context.values(0);
        final Trace output = Trace.ofValues(context.output(), entering);
        final ActivationLoops loops = ActivationLoops.of(activation, context.kernels());
        return StatelessGradient.of(
                context,
                output,
                loops.looksBackAtOutput() ? Reads.OUTPUT : Reads.ENTERING,
                t -> {
                    output.setPositions(t, entering.positions(t));
                    loops.apply(entering.values(t), output.values(t), output.present(t));
                },
                (t, into) ->
                        loops.back(entering.values(t), output.values(t), output.gradient(t), into, output.present(t)));
    }
}
