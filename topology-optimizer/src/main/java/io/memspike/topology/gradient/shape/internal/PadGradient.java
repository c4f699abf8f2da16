package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.internal.Padding;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Pad} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class PadGradient implements GradientFactory<Pad> {
    @Override
    public NodeGradient open(Pad pad, GradientContext context) {
        final Padding padding = new Padding(context.input(0), context.output());
        final Trace entering = context.active(0);
        final Trace output = Trace.ofActive(context.output(), entering);
        return StatelessGradient.of(
                context,
                output,
                t -> padding.forth(entering.active(t), output.active(t)),
                (t, into) -> padding.back(output.gradient(t), into));
    }
}
