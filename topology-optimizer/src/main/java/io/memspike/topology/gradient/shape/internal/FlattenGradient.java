package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.internal.Rearrangement;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Flatten} and {@link Unflatten} in training. */
final class FlattenGradient {
    private FlattenGradient() {}

    /** Makes those of {@link Flatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Flatten> {
        @Override
        public NodeGradient open(Flatten kind, GradientContext context) {
            return of(Rearrangement.flattening(context.input(0), context.kernels()), context);
        }
    }

    /** Makes those of {@link Unflatten}. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Unflattening implements GradientFactory<Unflatten> {
        @Override
        public NodeGradient open(Unflatten kind, GradientContext context) {
            return of(Rearrangement.unflattening(context.output(), context.kernels()), context);
        }
    }

    private static NodeGradient of(Rearrangement rearrangement, GradientContext context) {
        final Trace entering = context.active(0);
        final Trace output = Trace.ofActive(context.output(), entering);
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> rearrangement.spikes(entering.active(t), output.active(t)),
                (t, into) -> rearrangement.back(output.gradient(t), into));
    }
}
