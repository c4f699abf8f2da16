package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.WorkCounter;
import java.util.function.IntConsumer;

/**
 * Energy of a classifier's inferences, with early stop and without, from one run of all steps: what is counted before the
 * policy has decided is what a stopped inference takes. Samples are shared out in blocks that are added up in order, so
 * threads change no bit.
 */
public final class EnergyEvaluation {
    private static final int BLOCK = 32; // samples

    private final Network network;
    private final EnergyModel model;
    private final Samples samples;
    private final int threads;
    private final IntConsumer progress;

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
        if (samples.size() < 1) {
            throw new IllegalArgumentException("energy: expected at least 1 sample, found none");
        }
        this.network = network;
        this.model = model;
        this.samples = samples;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What came out.
     *
     * @param stopped energy with the policy; that of all steps where there is none
     * @param allSteps energy of all steps
     * @param accuracy share of samples classified rightly with the policy, in [0, 1]
     */
    public record Result(EnergyReport stopped, EnergyReport allSteps, double accuracy) {
        /** Share of the array's energy, memory left out, that stopping early saves, in [0, 1). */
        public double saved() {
            return 1 - stopped.array().joules() / allSteps.array().joules();
        }
    }

    /** Counts every sample; {@code policy} null runs all steps. */
    public Result run(ExitPolicy policy) {
        final int blocks = (samples.size() + BLOCK - 1) / BLOCK;
        final Block[] done = new Block[blocks];
        Parallel.run(
                blocks,
                Math.min(threads, blocks),
                () -> {
                    final Worker mine = new Worker(policy);
                    return b -> done[b] = mine.block(b * BLOCK, Math.min(samples.size(), (b + 1) * BLOCK));
                },
                finished -> progress.accept(Math.min(samples.size(), finished * BLOCK)));
        return sum(done);
    }

    private Result sum(Block[] blocks) {
        final InferenceWork used = model.newWork();
        final InferenceWork all = model.newWork();
        int correct = 0;
        for (final Block block : blocks) {
            used.add(block.used);
            all.add(block.used);
            all.add(block.spared);
            correct += block.correct;
        }
        return new Result(
                model.report(used, samples.size()),
                model.report(all, samples.size()),
                (double) correct / samples.size());
    }

    /** Sums of some samples. */
    private final class Block {
        private final InferenceWork used = model.newWork();
        private final InferenceWork spared = model.newWork(); // steps after the decision
        private int samples;
        private int correct;
    }

    /** One thread's session and counter. */
    private final class Worker implements Inference.Trace {
        private final ExitPolicy policy;
        private final Session session = network.newSession();
        private final EventFrames frames = EventFrames.of(samples);
        private final WorkCounter counter = model.newCounter();
        private Block block;
        private boolean isDecided;
        private int decision;

        Worker(ExitPolicy policy) {
            this.policy = policy;
        }

        Block block(int from, int to) {
            block = new Block();
            for (int sample = from; sample < to; sample++) {
                samples.load(sample, frames);
                isDecided = false;
                Inference.run(session, sample, frames, null, this);
                block.samples++;
                block.correct += decision == samples.label(sample) ? 1 : 0;
            }
            return block;
        }

        @Override
        public void onStep(int t, Session stepped) {
            counter.count(stepped, isDecided ? block.spared : block.used);
            if (!isDecided) {
                decision = stepped.decision();
                isDecided = policy != null && policy.isDecided(stepped.answer());
            }
        }
    }
}
