package io.memspike.bench.run;

import io.memspike.bench.peer.ExternalTool;
import io.memspike.bench.peer.JsonLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The hardware's limit of synaptic accumulation: {@code synaptic_limit.c} of the references, compiled for this machine.
 *
 * @param program the compiled program
 */
public record SynapticLimit(Path program) {
    private static final String NAME = "C limit";

    /**
     * Compiles the program.
     *
     * @param references directory with {@code synaptic_limit.c}
     * @param work directory for the program
     */
    public static SynapticLimit compile(Path references, Path work)
            throws ExternalTool.Unavailable, InterruptedException {
        final Path source = references.resolve("synaptic_limit.c");
        if (!Files.isRegularFile(source)) {
            throw new ExternalTool.Unavailable(NAME + ": expected " + source + ", found none");
        }
        final Path program = work.resolve("synaptic_limit");
        ExternalTool.run(
                NAME + " (compiler)",
                List.of("cc", "-O3", "-march=native", source.toString(), "-o", program.toString()));
        return new SynapticLimit(program);
    }

    /** Synaptic operations a second, the best of the program's repetitions; {@code shape} as in AccumulateBenchmark. */
    public double operationsPerSecond(String shape) throws ExternalTool.Unavailable, InterruptedException {
        final String[] extents = shape.split("[x/]");
        final String out = ExternalTool.run(NAME, List.of(program.toString(), extents[0], extents[1], extents[2]));
        return JsonLine.of(NAME, out).positive("synapticOpsPerSecond");
    }
}
