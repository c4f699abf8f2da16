package io.memspike.tasks.sweep;

import io.memspike.core.internal.Services;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.JobRunnerFactory;
import io.memspike.tasks.experiment.LocalRunner;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.util.Map;

/** Who does jobs, by address. */
final class JobRunners {
    private static final String LOCAL = "local";

    private JobRunners() {}

    /**
     * Who does them.
     *
     * @param address {@code local}, or what a factory on the class path knows: {@code spark://HOST:PORT}
     * @param run how each is done; here its threads are shared by all that are done at once
     * @param atOnce jobs at a time in this process; 0 for as many as threads
     */
    static JobRunner find(String address, Run run, int atOnce) throws IOException {
        if (address.equals(LOCAL)) {
            final int jobs = atOnce == 0 ? run.threads() : atOnce;
            return new LocalRunner(Run.quiet(Math.max(1, run.threads() / jobs)).withKernels(run.kernelsName()), jobs);
        }
        if (atOnce != 0) {
            throw new IllegalArgumentException("--at-once: expected --on local, found --on " + address);
        }
        final Map<String, JobRunnerFactory> factories =
                Services.byName(JobRunnerFactory.class, "job runner", JobRunnerFactory::scheme);
        final int end = address.indexOf(':');
        final JobRunnerFactory factory = factories.get(end < 0 ? address : address.substring(0, end));
        if (factory == null) {
            throw new IllegalArgumentException("--on: expected local"
                    + (factories.isEmpty()
                            ? ", as there is no cluster on the class path"
                            : " or an address of " + String.join(", ", factories.keySet()))
                    + ", found " + address);
        }
        return factory.connect(address, run.kernelsName());
    }
}
