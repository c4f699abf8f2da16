package io.memspike.core.kind.matrix.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.run.MatrixStep;
import io.memspike.core.run.StepFactory;

/** {@link Linear} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class LinearStep extends MatrixStep.Factory<Linear> {
    @Override
    public boolean followsLength(Linear linear) {
        return linear.atPositions();
    }
}
