package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.internal.Scanning;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;

/** {@link Scan} in training: a step's gradient comes back to its own column. */
@SuppressWarnings("rawtypes")
@AutoService(GradientFactory.class)
public final class ScanGradient implements GradientFactory<Scan> {
    @Override
    public NodeGradient open(Scan scan, GradientContext context) {
        final Scanning scanning = new Scanning(context.input(0));
        final Trace entering = context.values(0);
        final Trace output = Trace.ofValues(context.output(), context.steps());
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> scanning.forth(t, entering.values(t), output.values(t)),
                (t, into) -> scanning.back(t, output.gradient(t), into));
    }
}
