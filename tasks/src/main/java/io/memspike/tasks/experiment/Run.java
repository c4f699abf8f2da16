package io.memspike.tasks.experiment;

import io.memspike.core.Samples;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How an experiment is done: what changes no bit of its result.
 *
 * @param threads at least 1
 * @param kernelsName {@code auto}, {@code simd} or {@code scalar}
 * @param progress who is told how far it is
 * @param drawings who draws plots
 */
public record Run(int threads, String kernelsName, Progress progress, Drawings drawings) {
    private static final int WORTH_SIMD = 10;
    private static final String AUTO = "auto";

    /** Refuses a number of threads that no machine has. */
    public Run {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("--threads: expected 1 to 1024, found " + threads);
        }
    }

    /** Quietly, and without drawing. */
    public static Run quiet(int threads) {
        return new Run(threads, AUTO, Progress.NONE, Drawings.NONE);
    }

    /** The same with these inner loops. */
    public Run withKernels(String name) {
        return new Run(threads, name, progress, drawings);
    }

    /** The inner loops. */
    public Kernels kernels() {
        return choice().kernels();
    }

    /** The inner loops, and why these. */
    public KernelsLookup.Choice choice() {
        return KernelsLookup.find(kernelsName);
    }

    /** Those for that many samples: a few are done by plain kernels before SIMD would be compiled. */
    public KernelsLookup.Choice choice(int samples) {
        if (kernelsName.equals(AUTO) && samples < WORTH_SIMD) {
            return new KernelsLookup.Choice(new ScalarKernels(), "done before simd would be compiled");
        }
        return choice();
    }

    /** Tells that something begins; {@code most} is where it ends. */
    public Progress.Bar begin(String task, long most) {
        return progress.begin(task, most);
    }

    /** Tells news that are worth a line before all is done. */
    public void tell(Record news) {
        progress.tell(news);
    }

    /** Tells what had to be done to data, where anything had. */
    public void tellOf(Samples samples) {
        if (!samples.remark().isEmpty()) {
            tell(new Remark(samples.remark()));
        }
    }

    /** Draws; nothing where the file is null. */
    public void draw(Path file, Record what) throws IOException {
        if (file != null) {
            drawings.draw(file, what);
        }
    }

    /** Refuses at once what could not be drawn after hours, or over one of the files that are read; null is no file. */
    public void requireDrawing(Path file, Path... inputs) throws IOException {
        if (file != null && drawings == Drawings.NONE) {
            drawings.draw(file, this); // refuses
        }
        Checkpoints.requireWritable(file);
        Checkpoints.requireNoInput(file, inputs);
    }
}
