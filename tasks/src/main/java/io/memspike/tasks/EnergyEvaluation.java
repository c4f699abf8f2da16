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

/** Energy of a classifier's inferences, with early stop and without. */
public final class EnergyEvaluation {
    private final Network network;
    private final Samples samples;
    private final EnergyRun run;

    /**
     * An evaluation.
     *
     * @param network the classifier
     * @param model energy of its layers
     * @param samples what to classify, at least one
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, now and then, by any thread, but one at a time
     */
    public EnergyEvaluation(Network network, EnergyModel model, Samples samples, int threads, IntConsumer progress) {
        this.network = network;
        this.samples = samples;
        this.run = new EnergyRun(model, samples.size(), threads, progress);
    }

    /** Counts every sample, and measures accuracy; {@code policy} null runs all steps. */
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
        private int decision;

        Worker(ExitPolicy policy) {
            this.policy = policy;
        }

        @Override
        public double run(int sample, InferenceWork before, InferenceWork after) {
            used = before;
            spared = after;
            isDecided = false;
            samples.load(sample, frames);
            Inference.run(session, sample, frames, null, this);
            return decision == samples.label(sample) ? 1 : 0;
        }

        @Override
        public void onStep(int t, Session stepped) {
            counter.count(stepped, isDecided ? spared : used);
            if (!isDecided) {
                decision = stepped.decision();
                isDecided = policy != null && policy.isDecided(stepped.answer());
            }
        }
    }
}
