package io.memspike.tasks.simulate;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;

/** Simulates {@link Classics#cuba}. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class SimulateCuba implements Experiment<SimulatePlan, SimulateResult> {
    @Override
    public String name() {
        return "simulate cuba";
    }

    @Override
    public SimulateResult run(SimulatePlan plan, Run run) throws IOException {
        return Simulation.run(
                "CUBA",
                Classics.cuba(plan.neurons(), plan.inputs(), plan.seed()),
                Classics.cuba(Classics.SMALL, null, plan.seed()),
                plan,
                run);
    }
}
