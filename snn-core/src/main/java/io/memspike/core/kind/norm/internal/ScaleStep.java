package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Scale} at work. */
@AutoService(StepFactory.class)
public final class ScaleStep implements StepFactory {
    @Override
    public Class<Scale> kind() {
        return Scale.class;
    }

    @Override
    public Step open(Kind kind, StepContext context) {
        return AffineStep.of(((Scale) kind).per(), context.tensor("scale"), null, context);
    }
}
