package io.memspike.tasks.teach;

import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.part.PartOf;
import io.memspike.earlyexit.Trajectories;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * Samples with what a teacher answers to each after all of its steps as their target's values, beside the right class. The teacher is
 * asked once, about samples as they are outside of trainings. Safe for as many threads as the samples.
 */
public final class TaughtSamples implements PartOf {
    private final Samples whole;
    private final float[] answers; // (samples, classes)
    private final int classes;

    private TaughtSamples(Samples whole, float[] answers, int classes) {
        this.whole = whole;
        this.answers = answers;
        this.classes = classes;
    }

    /**
     * Asks a teacher.
     *
     * @param samples what is taught about
     * @param teacher file of the model
     * @param classes that who is taught tells apart
     * @param kernels inner loops; they change no bit
     * @param threads threads; they change no bit
     * @param progress told the number of samples done, now and then
     * @throws FileFormatException where the model is no classifier of these samples into as many classes
     */
    public static TaughtSamples of(
            Samples samples, Path teacher, int classes, Kernels kernels, int threads, IntConsumer progress)
            throws IOException {
        final Model model = ModelNetwork.read(teacher);
        final Network network = Networks.of(teacher, model, samples, kernels);
        if (network.classes() != classes) {
            throw new FileFormatException(teacher, "classes", classes + ", as who is taught has", network.classes());
        }
        final Trajectories seen = EarlyStopCalibration.trajectories(network, samples, threads, progress);
        final float[] answers = new float[samples.size() * classes];
        final float[][] each = new float[seen.steps()][classes];
        for (int n = 0; n < samples.size(); n++) {
            seen.answers(n, each);
            System.arraycopy(each[seen.steps() - 1], 0, answers, n * classes, classes);
        }
        return new TaughtSamples(samples, answers, classes);
    }

    @Override
    public Samples whole() {
        return whole;
    }

    @Override
    public TaughtSamples with(Kernels kernels) {
        return new TaughtSamples(whole.with(kernels), answers, classes);
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public int numberOf(int sample) {
        return sample;
    }

    @Override
    public void target(int sample, Target into) {
        target(sample, 0, into);
    }

    @Override
    public void target(int sample, int epoch, Target into) {
        whole.target(sample, epoch, into);
        System.arraycopy(answers, sample * classes, into.values(classes), 0, classes);
    }
}
