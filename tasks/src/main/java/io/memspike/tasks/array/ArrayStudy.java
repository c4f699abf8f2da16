package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.runtime.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Accuracy of a model over arrays: every strength of an effect on several devices. Points and devices are shared out among
 * threads, each device's samples run on one; results depend on the plan and the samples alone. One run at a time.
 */
public final class ArrayStudy {
    private static final int TELL_EVERY = 50;

    private final ArrayNetworks networks;
    private final EventSamples samples;
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
    public ArrayStudy(ArrayNetworks networks, EventSamples samples, int threads, LongConsumer progress) {
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
            final List<List<Future<Double>>> jobs = new ArrayList<>();
            for (final ArraySetup setup : plan.sweep().setups(plan.fixed())) {
                final List<Future<Double>> devices = new ArrayList<>();
                for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                    devices.add(pool.submit(accuracy(setup, plan.seed() + repeat)));
                }
                jobs.add(devices);
            }
            final List<StudyPoint> points = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                points.add(new StudyPoint(plan.sweep().values().get(i), results(jobs.get(i))));
            }
            return points;
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Double> results(List<Future<Double>> devices) throws InterruptedException {
        final List<Double> accuracies = new ArrayList<>();
        for (final Future<Double> device : devices) {
            try {
                accuracies.add(device.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("array study: " + e.getCause(), e.getCause());
            }
        }
        return accuracies;
    }

    private Callable<Double> accuracy(ArraySetup setup, long seed) {
        return () -> {
            final Network network = networks.network(setup, seed);
            final NetworkSession session = network.newSession();
            final EventFrames frames = EventFrames.of(samples);
            int correct = 0;
            for (int i = 0; i < samples.size(); i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("array study");
                }
                samples.load(i, frames);
                Inference.run(session, i, frames, null, null);
                correct += session.decision() == samples.label(i) ? 1 : 0;
                if ((i + 1) % TELL_EVERY == 0) {
                    tell(TELL_EVERY);
                }
            }
            tell(samples.size() % TELL_EVERY);
            return (double) correct / samples.size();
        };
    }

    private synchronized void tell(int further) {
        done += further;
        progress.accept(done);
    }
}
