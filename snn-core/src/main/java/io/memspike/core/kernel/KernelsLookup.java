package io.memspike.core.kernel;

import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kernel.internal.SimdTwin;

/** Chooses the kernels: a ladder of early returns, each with its reason. */
public final class KernelsLookup {
    private static final String SIMD_CLASS = "io.memspike.core.kernel.simd.internal.SimdKernels";
    /** Loaded whatever is chosen: SIMD loops end in it, and would be compiled twice if that led to a class not loaded yet. */
    private static final Kernels SCALAR = new ScalarKernels();

    /**
     * What was chosen and why.
     *
     * @param kernels the implementation
     * @param reason one clause for people
     */
    public record Choice(Kernels kernels, String reason) {}

    private KernelsLookup() {}

    /**
     * Finds kernels by name: {@code "auto"} (SIMD where it helps), {@code "simd"} (or fail) or {@code "scalar"}.
     *
     * @throws IllegalArgumentException where the name is unknown, or SIMD was demanded and cannot be had
     */
    public static Choice find(String name) {
        return switch (name) {
            case "scalar" -> new Choice(SCALAR, "asked for");
            case "simd" -> simd("asked for");
            case "auto" -> auto();
            default ->
                throw new IllegalArgumentException("kernels: expected auto, simd or scalar, found '" + name + "'");
        };
    }

    private static Choice auto() {
        if (!hasVectorModule()) {
            return new Choice(
                    SCALAR,
                    "module jdk.incubator.vector is not resolved: start Java with"
                            + " --add-modules jdk.incubator.vector for SIMD");
        }
        final Choice simd = simd("");
        if (simd.kernels().lanes() < 4) {
            return new Choice(SCALAR, "this machine's vectors hold fewer than 4 floats");
        }
        return new Choice(simd.kernels(), simd.kernels().lanes() + " floats at once");
    }

    private static Choice simd(String reason) {
        if (!hasVectorModule()) {
            throw new IllegalArgumentException(
                    "kernels: simd needs the module jdk.incubator.vector: start Java with --add-modules"
                            + " jdk.incubator.vector");
        }
        return new Choice(SimdTwin.load(Kernels.class, SIMD_CLASS), reason);
    }

    private static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
