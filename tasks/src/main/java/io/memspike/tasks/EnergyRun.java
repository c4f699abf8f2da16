package io.memspike.tasks;

import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.tasks.internal.Parallel;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Energy of inferences, with early stop and without, from one run of all steps: what is counted before an inference has
 * stopped is what a stopped one takes. Samples are shared out in blocks that are added up in order, so threads change no bit.
 *
 * @param model energy of the layers
 * @param samples how many, at least one
 * @param threads inference threads; they change no result
 * @param progress told the number of samples done, now and then, by any thread, but one at a time
 */
public record EnergyRun(EnergyModel model, int samples, int threads, IntConsumer progress) {
    private static final int BLOCK = 32; // samples

    public EnergyRun {
        if (samples < 1) {
            throw new IllegalArgumentException("energy: expected at least 1 sample, found none");
        }
    }

    /** One thread's way through a sample. */
    @FunctionalInterface
    public interface Inference {
        /**
         * Runs all steps.
         *
         * @param sample number of the sample
         * @param used what is done until it stops. Added to.
         * @param spared what is done afterwards. Added to.
         * @return what is measured of its answer
         */
        double run(int sample, InferenceWork used, InferenceWork spared);
    }

    /**
     * What came out.
     *
     * @param stopped energy with early stop; that of all steps where there is none
     * @param allSteps energy of all steps
     * @param measured mean of what is measured of the answers, with early stop: of a classifier its accuracy
     * @param used what all inferences did with early stop
     * @param all what they did in all steps
     */
    public record Result(
            EnergyReport stopped, EnergyReport allSteps, double measured, InferenceWork used, InferenceWork all) {
        /** Share of the array's energy, memory left out, that stopping early saves, in [0, 1). */
        public double saved() {
            return 1 - stopped.array().joules() / allSteps.array().joules();
        }

        /** Share of the steps that stopping early saves, in [0, 1). */
        public double savedSteps() {
            return 1 - stopped.meanSteps() / allSteps.meanSteps();
        }
    }

    /**
     * Counts every sample.
     *
     * @param workers gives each thread its own
     */
    public Result run(Supplier<? extends Inference> workers) {
        final int blocks = (samples + BLOCK - 1) / BLOCK;
        final Block[] done = new Block[blocks];
        Parallel.run(
                blocks,
                Math.min(threads, blocks),
                () -> {
                    final Inference mine = workers.get();
                    return b -> done[b] = block(mine, b * BLOCK, Math.min(samples, (b + 1) * BLOCK));
                },
                finished -> progress.accept(Math.min(samples, finished * BLOCK)));
        return sum(done);
    }

    private Block block(Inference inference, int from, int to) {
        final Block block = new Block(model.newWork(), model.newWork(), new double[to - from]);
        for (int sample = from; sample < to; sample++) {
            block.measured[sample - from] = inference.run(sample, block.used, block.spared);
        }
        return block;
    }

    private Result sum(Block[] blocks) {
        final InferenceWork used = model.newWork();
        final InferenceWork all = model.newWork();
        double measured = 0;
        for (final Block block : blocks) {
            used.add(block.used);
            all.add(block.used);
            all.add(block.spared);
            for (final double each : block.measured) {
                measured += each;
            }
        }
        return new Result(model.report(used, samples), model.report(all, samples), measured / samples, used, all);
    }

    /** Sums of some samples; {@code spared} is of steps after they stopped. */
    private record Block(InferenceWork used, InferenceWork spared, double[] measured) {}
}
