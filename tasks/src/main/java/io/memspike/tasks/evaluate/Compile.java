package io.memspike.tasks.evaluate;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.EightBits;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.plan.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds a model's weights to 8 bits and writes it. Whether a layer has one scale or each of its columns one is chosen on training samples: by how
 * far the answers are from those of floats.
 */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Compile implements Experiment<Compile.Plan, Compile.Result> {
    /** What is compiled; the components say what they mean. */
    public record Plan(
            @Option(label = "MODEL", says = "a model file", positional = true)
            Path model,

            @Option(label = "int8", says = "what weights become", otherwise = "int8")
            Precision precision,

            @Option(written = true, label = "FILE", says = "the model file to write", required = true)
            Path out,

            DataChoice data,

            @Option(label = "N", says = "choose scales on the first N training samples", otherwise = "500")
            int samples,

            long seed) {
        /** Refuses what cannot be asked for. */
        public Plan {
            if (precision != Precision.INT8) {
                throw new IllegalArgumentException("--precision: expected int8, found float, which models are without");
            }
            if (samples < 1) {
                throw new IllegalArgumentException("--samples: expected at least 1, found " + samples);
            }
        }
    }

    /** What came out; the components say what they mean. */
    public record Result(
            @Means("what has a scale of its own: `LAYER` or `COLUMN`")
            EightBits scales,

            @Means("share of the training samples that the model classifies rightly in floats")
            double accuracyFloat,

            @Means("what each choice of scales gives on the same samples")
            List<Candidate> candidates,

            @Means("number of these samples") int samples,
            @Means("size of the file") long bytes,
            @Means("the model file written") Path model) {
        /**
         * One choice.
         *
         * @param scales what has a scale of its own
         * @param accuracy share classified rightly
         * @param distance mean magnitude by which read-outs differ from those of floats, over samples, steps and classes
         */
        public record Candidate(EightBits scales, double accuracy, double distance) {}
    }

    @Override
    public String name() {
        return "compile";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.model());
        final Model model = ModelNetwork.read(plan.model());
        Networks.requireClassifier(plan.model(), model);
        if (precision(plan, model) == Precision.INT8) {
            throw new FileFormatException(plan.model() + ": expected a model of floats, found one that is compiled");
        }
        final Samples samples = plan.data()
                .data(plan.model(), model, plan.seed())
                .firstTraining(plan.data().of(model), plan.samples());
        final Kernels kernels = run.kernels();
        try (Progress.Bar bar = run.begin("compile", (1L + EightBits.values().length) * samples.size())) {
            final Map<EightBits, Model> roundings = new EnumMap<>(EightBits.class);
            for (final EightBits scales : EightBits.values()) { // refused before anything is run
                roundings.put(scales, rounded(plan, scales, model));
                Networks.of(plan.model(), roundings.get(scales), samples, kernels);
            }
            final ClassifierEvaluation.Recording floating = record(plan, model, samples, kernels, run, bar, 0);
            final List<Result.Candidate> candidates = new ArrayList<>();
            Model best = null;
            double least = Double.POSITIVE_INFINITY;
            for (final EightBits scales : EightBits.values()) {
                final Model rounded = roundings.get(scales);
                final ClassifierEvaluation.Recording found =
                        record(plan, rounded, samples, kernels, run, bar, 1 + scales.ordinal());
                final double distance = distance(
                        floating.trajectories().potentials(),
                        found.trajectories().potentials());
                candidates.add(new Result.Candidate(scales, found.result().accuracy(), distance));
                if (distance < least) {
                    least = distance;
                    best = rounded;
                }
            }
            EightBits.write(best, plan.out());
            return new Result(
                    EightBits.of(best),
                    floating.result().accuracy(),
                    candidates,
                    samples.size(),
                    Files.size(plan.out()),
                    plan.out());
        }
    }

    private static Precision precision(Plan plan, Model model) throws FileFormatException {
        try {
            return Precision.of(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(plan.model() + ": " + e.getMessage());
        }
    }

    private static Model rounded(Plan plan, EightBits scales, Model model) throws FileFormatException {
        try {
            return scales.round(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(plan.model() + ": " + e.getMessage());
        }
    }

    private static ClassifierEvaluation.Recording record(
            Plan plan, Model model, Samples samples, Kernels kernels, Run run, Progress.Bar bar, int before)
            throws FileFormatException {
        final long done = (long) before * samples.size();
        return new ClassifierEvaluation(
                        Networks.of(plan.model(), model, samples, kernels),
                        samples,
                        run.threads(),
                        count -> bar.to(done + count))
                .record();
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((double) a[i] - b[i]);
        }
        return sum / a.length;
    }
}
