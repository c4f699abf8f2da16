package io.memspike.app.cli;

import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that every command has. Methods take them, since a field that is reflected on costs a class at every start. */
public final class CommonOptions {
    private long seed;
    private Integer threads;
    private String kernels;
    private boolean json;
    private boolean debug;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of every random draw (default: ${DEFAULT-VALUE}).")
    void setSeed(long number) {
        seed = number;
    }

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores). Changes no result.")
    void setThreads(Integer count) {
        threads = count;
    }

    @Option(
            names = "--kernels",
            paramLabel = "auto|simd|scalar",
            defaultValue = "auto",
            description = "Inner loops (default: ${DEFAULT-VALUE}). Changes no result.")
    void setKernels(String name) {
        kernels = name;
    }

    @Option(names = "--json", description = "Print exactly one JSON object on standard output.")
    void setJson(boolean asked) {
        json = asked;
    }

    @Option(names = "--debug", description = "Print stack traces of failures.")
    void setDebug(boolean asked) {
        debug = asked;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    void setHelp(boolean asked) {
        // picocli shows it
    }

    public static CommonOptions of(CommandSpec spec) {
        return spec.mixins().containsKey("common")
                ? (CommonOptions) spec.mixins().get("common").userObject()
                : null;
    }

    public long seed() {
        return seed;
    }

    /** How an experiment is done. */
    Run run(Progress progress, Drawings drawings) {
        final int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return new Run(count, kernels, progress, drawings);
    }

    public boolean isJson() {
        return json;
    }

    public boolean isDebug() {
        return debug;
    }
}
