package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.internal.Padding;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Pad} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class PadGradient implements GradientFactory<Pad> {
    @Override
    public NodeGradient open(Pad pad, GradientContext context) {
        final Padding padding = new Padding(context.input(0), context.output());
        if (context.isDense(0)) {
            final Trace values = context.values(0);
            final Trace padded = Trace.ofValues(context.output(), values);
            return StatelessGradient.of(
                    context,
                    padded,
                    Reads.NOTHING,
                    t -> padding.forth(values.values(t), padded.values(t)),
                    (t, into) -> padding.back(padded.gradient(t), into));
        }
        final Trace entering = context.active(0);
        final Trace output = Trace.ofActive(context.output(), entering);
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> padding.forth(entering.active(t), output.active(t)),
                (t, into) -> padding.back(output.gradient(t), into));
    }
}
