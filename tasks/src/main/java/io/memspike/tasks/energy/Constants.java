package io.memspike.tasks.energy;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;

/** Tells the constants of a technology, each with its source. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Constants implements Experiment<ConstantsPlan, ConstantsResult> {
    @Override
    public String name() {
        return "array constants";
    }

    @Override
    public ConstantsResult run(ConstantsPlan plan, Run run) throws IOException {
        return ConstantsResult.of(plan.technology().priced());
    }
}
