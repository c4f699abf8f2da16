package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.shape.internal.Upsampling;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Upsample} in training. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class UpsampleGradient implements GradientFactory<Upsample> {
    @Override
    public NodeGradient open(Upsample upsample, GradientContext context) {
        final Upsampling upsampling = new Upsampling(upsample, context.input(0));
        final Trace entering = context.values(0);
        final Trace output = Trace.ofValues(context.output(), entering);
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> upsampling.forth(entering.values(t), output.values(t)),
                (t, into) -> upsampling.back(output.gradient(t), into));
    }
}
