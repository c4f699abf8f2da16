package io.memspike.tasks.experiment;

import java.io.IOException;

/** Knows a kind of cluster; found where it is made known as a service. Stateless. */
public interface JobRunnerFactory {
    /** How its addresses begin: {@code spark} of {@code spark://HOST:PORT}. */
    String scheme();

    /**
     * Asks a cluster.
     *
     * @param address as it was given
     * @param kernels {@code auto}, {@code simd} or {@code scalar}, for each job
     * @throws IOException where nobody answers
     */
    JobRunner connect(String address, String kernels) throws IOException;
}
