package io.memspike.tasks.simulate;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;

/** Simulates {@link Classics#brunel}. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class SimulateBrunel implements Experiment<SimulatePlan, SimulateResult> {
    @Override
    public String name() {
        return "simulate brunel";
    }

    @Override
    public SimulateResult run(SimulatePlan plan, Run run) throws IOException {
        return Simulation.run(
                "Brunel",
                Classics.brunel(plan.neurons(), plan.inputs(), plan.seed()),
                Classics.brunel(Classics.SMALL, null, plan.seed()),
                plan,
                run);
    }
}
