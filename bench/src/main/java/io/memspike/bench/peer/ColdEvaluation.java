package io.memspike.bench.peer;

import io.memspike.datasets.set.DataSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user meets: {@code memspike evaluate MODEL --samples N} in a fresh process. Classes are loaded and compiled while
 * it runs, and the camera makes the events.
 *
 * @param memspike command that starts Memspike
 * @param kernels kernels to run with
 * @param threads inference threads
 */
record ColdEvaluation(List<String> memspike, String kernels, int threads) {
    private static final String NAME = "Memspike, cold";

    /**
     * One run.
     *
     * @param samplesPerSecond throughput as the command tells it: start and latencies are not in it
     * @param seconds from the start of the process to its end
     */
    record Run(double samplesPerSecond, double seconds) {}

    /** Evaluates the first test digits. */
    Run run(Path model, int samples) throws ExternalTool.Unavailable, InterruptedException {
        final List<String> command = new ArrayList<>(memspike);
        command.addAll(List.of("evaluate", model.toString(), "--dataset", DataSets.MNIST, "--json"));
        command.addAll(List.of("--samples", Integer.toString(samples), "--threads", Integer.toString(threads)));
        command.addAll(List.of("--kernels", kernels));
        final long start = System.nanoTime();
        final String out = ExternalTool.run(NAME, command);
        final double seconds = (System.nanoTime() - start) / 1e9;
        return new Run(JsonLine.of(NAME, out).positive("samplesPerSecond"), seconds);
    }
}
