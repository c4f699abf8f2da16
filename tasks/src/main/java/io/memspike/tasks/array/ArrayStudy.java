package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Accuracy of a model over arrays: every strength of an effect on several devices. Points and devices are shared out among
 * threads, and each device's samples, too, where there are fewer devices than threads; results depend on the plan and the
 * samples alone. One run at a time.
 */
public final class ArrayStudy {
    private static final int TELL_EVERY = 50;

    private final ArrayNetworks networks;
    private final Samples samples;
    private final int threads;
    private final LongConsumer progress;
    private long done; // guarded by this

    /**
     * A study.
     *
     * @param networks the model, and how it comes onto arrays
     * @param samples what to classify; any number of threads loads from it
     * @param threads at least 1; changes no result
     * @param progress told the number of inferences done, now and then, by one thread at a time
     */
    public ArrayStudy(ArrayNetworks networks, Samples samples, int threads, LongConsumer progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        this.networks = networks;
        this.samples = samples;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs all of it.
     *
     * @return a point for each value of the sweep, in its order
     * @throws IllegalArgumentException where the model does not fit the samples, or a crossbar the memory
     * @throws InterruptedException if interrupted; all work has then been given up
     */
    public List<StudyPoint> run(StudyPlan plan) throws InterruptedException {
        done = 0;
        final ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            final List<List<Device>> jobs = new ArrayList<>();
            final int devices = plan.sweep().values().size() * plan.repeats();
            final int parts = Math.max(1, Math.min(samples.size(), (threads + devices - 1) / devices));
            for (final ArraySetup setup : plan.sweep().setups(plan.fixed())) {
                final List<Device> point = new ArrayList<>();
                for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                    point.add(new Device(setup, plan.seed() + repeat, parts, pool));
                }
                jobs.add(point);
            }
            final List<StudyPoint> points = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                final List<Double> accuracies = new ArrayList<>();
                for (final Device device : jobs.get(i)) {
                    accuracies.add(device.accuracy());
                }
                points.add(new StudyPoint(plan.sweep().values().get(i), accuracies));
            }
            return points;
        } finally {
            pool.shutdownNow();
        }
    }

    /** One device at one point; its samples are run in parts. */
    private final class Device {
        private final ArraySetup setup;
        private final long seed;
        private final List<Future<Integer>> correct = new ArrayList<>();
        private Network network; // guarded by this
        private int partsLeft; // guarded by this

        Device(ArraySetup setup, long seed, int parts, ExecutorService pool) {
            this.setup = setup;
            this.seed = seed;
            this.partsLeft = parts;
            for (int part = 0; part < parts; part++) {
                final int from = (int) ((long) samples.size() * part / parts);
                final int to = (int) ((long) samples.size() * (part + 1) / parts);
                correct.add(pool.submit(() -> {
                    final int found = correct(made(), from, to);
                    done();
                    return found;
                }));
            }
        }

        /** The network, made by the first part that needs it. */
        private synchronized Network made() {
            if (network == null) {
                network = networks.network(setup, seed);
            }
            return network;
        }

        /** Lets go of the network after its last part. */
        private synchronized void done() {
            partsLeft--;
            network = partsLeft == 0 ? null : network;
        }

        double accuracy() throws InterruptedException {
            int sum = 0;
            for (final Future<Integer> part : correct) {
                try {
                    sum += part.get();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("array study: " + e.getCause(), e.getCause());
                }
            }
            return (double) sum / samples.size();
        }
    }

    private int correct(Network network, int from, int to) throws InterruptedException {
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        int correct = 0;
        int told = from;
        for (int i = from; i < to; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("array study");
            }
            samples.load(i, frames);
            Inference.run(session, i, frames, null, null);
            correct += session.decision() == samples.label(i) ? 1 : 0;
            if (i + 1 - told == TELL_EVERY) {
                tell(TELL_EVERY);
                told = i + 1;
            }
        }
        tell(to - told);
        return correct;
    }

    private synchronized void tell(int further) {
        done += further;
        progress.accept(done);
    }
}
