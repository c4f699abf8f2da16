package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.WorkCounter;
import java.util.function.IntConsumer;

/** Energy of inferences, with early stop and without: of a classifier, or of whatever an answer is worth something. */
public final class EnergyEvaluation {
    private final Network network;
    private final Samples samples;
    private final Worth worth;
    private final EnergyRun run;

    /** What an answer is worth, as the mean of all tells people. */
    @FunctionalInterface
    public interface Worth {
        /** Of the answer that stands in a session after a sample. */
        double of(int sample, Session session);
    }

    /**
     * An evaluation of a classifier, whose answer is worth 1 where it is right.
     *
     * @param network the classifier
     * @param model energy of its layers
     * @param samples what to classify, at least one
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, now and then, by any thread, but one at a time
     */
    public EnergyEvaluation(Network network, EnergyModel model, Samples samples, int threads, IntConsumer progress) {
        this(
                network,
                model,
                samples,
                (sample, session) -> session.decision() == samples.label(sample) ? 1 : 0,
                threads,
                progress);
    }

    /** The same of other answers. */
    public EnergyEvaluation(
            Network network, EnergyModel model, Samples samples, Worth worth, int threads, IntConsumer progress) {
        this.network = network;
        this.samples = samples.with(network.kernels());
        this.worth = worth;
        this.run = new EnergyRun(model, samples.size(), threads, progress);
    }

    /** Whether nothing of what samples show moves, so that what follows from it alone is computed once. */
    public static boolean isStill(Samples samples) {
        return samples.steps() > 1 && samples.storedSteps() == 1;
    }

    /** Counts every sample, and measures what answers are worth; {@code policy} null runs all steps. */
    public EnergyRun.Result run(ExitPolicy policy) {
        return run.run(() -> new Worker(policy));
    }

    /** One thread's session and counter. */
    private final class Worker implements EnergyRun.Inference, Inference.Trace {
        private final ExitPolicy policy;
        private final Session session = network.newSession();
        private final EventFrames frames = EventFrames.of(samples);
        private final WorkCounter counter = run.model().newCounter();
        private InferenceWork used;
        private InferenceWork spared;
        private boolean isDecided;
        private int sample;
        private double value;

        Worker(ExitPolicy policy) {
            this.policy = policy;
        }

        @Override
        public double run(int number, InferenceWork before, InferenceWork after) {
            sample = number;
            used = before;
            spared = after;
            isDecided = false;
            samples.load(sample, frames);
            Inference.run(session, sample, frames, null, this);
            return value;
        }

        @Override
        public void onStep(int t, Session stepped) {
            counter.count(stepped, isDecided ? spared : used);
            if (!isDecided) {
                value = worth.of(sample, stepped);
                isDecided = policy != null && policy.isDecided(stepped.answer());
            }
        }
    }
}
