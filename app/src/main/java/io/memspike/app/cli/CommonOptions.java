package io.memspike.app.cli;

import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of every random draw (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores). Changes no result.")
    private Integer threads;

    @Option(
            names = "--kernels",
            paramLabel = "auto|simd|scalar",
            defaultValue = "auto",
            description = "Inner loops (default: ${DEFAULT-VALUE}). Changes no result.")
    private String kernels;

    @Option(names = "--json", description = "Print exactly one JSON object on standard output.")
    private boolean json;

    @Option(names = "--debug", description = "Print stack traces of failures.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

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
