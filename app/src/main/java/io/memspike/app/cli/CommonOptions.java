package io.memspike.app.cli;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
    private static final int WORTH_SIMD = 10;

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

    public int threads() {
        final int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("--threads: expected 1 to 1024, found " + count);
        }
        return count;
    }

    public Kernels kernels() {
        return kernelsChoice().kernels();
    }

    public KernelsLookup.Choice kernelsChoice() {
        return KernelsLookup.find(kernels);
    }

    /** Kernels for that many samples: a few are done by plain kernels before SIMD would be compiled. */
    public KernelsLookup.Choice kernelsFor(int samples) {
        if (kernels.equals("auto") && samples < WORTH_SIMD) {
            return new KernelsLookup.Choice(new ScalarKernels(), "done before simd would be compiled");
        }
        return kernelsChoice();
    }

    public boolean isJson() {
        return json;
    }

    public boolean isDebug() {
        return debug;
    }
}
