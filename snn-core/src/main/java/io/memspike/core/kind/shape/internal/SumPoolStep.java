package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link SumPool} at work: an average without its division. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class SumPoolStep implements StepFactory<SumPool> {
    @Override
    public Step open(SumPool kind, StepContext context) {
        return AvgPoolStep.of(kind, context);
    }
}
