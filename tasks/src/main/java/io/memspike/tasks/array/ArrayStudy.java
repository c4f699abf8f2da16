package io.memspike.tasks.array;

import io.memspike.memristor.hardware.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * What a model achieves over arrays: every strength of an effect on several devices. Points and devices are shared out among
 * threads, and each device's samples, too, where there are fewer devices than threads; results depend on the plan and the
 * samples alone. One run at a time.
 */
public final class ArrayStudy {
    private static final int TELL_EVERY = 50;

    private final StudyTask task;
    private final int threads;
    private final LongConsumer progress;
    private long done; // guarded by this

    /**
     * A study.
     *
     * @param task the model, and what is measured
     * @param threads at least 1; changes no result
     * @param progress told the number of inferences done, now and then, by one thread at a time
     */
    public ArrayStudy(StudyTask task, int threads, LongConsumer progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        this.task = task;
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
            final int parts = Math.max(1, Math.min(task.sampleCount(), (threads + devices - 1) / devices));
            for (final Hardware hardware : plan.sweep().hardware(plan.fixed())) {
                final List<Device> point = new ArrayList<>();
                for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                    point.add(new Device(hardware, plan.seed() + repeat, parts, pool));
                }
                jobs.add(point);
            }
            final List<StudyPoint> points = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                final List<Double> means = new ArrayList<>();
                for (final Device device : jobs.get(i)) {
                    means.add(device.mean());
                }
                points.add(new StudyPoint(plan.sweep().values().get(i), means));
            }
            return points;
        } finally {
            pool.shutdownNow();
        }
    }

    /** One device at one point; its samples are run in parts. */
    private final class Device {
        private final Hardware hardware;
        private final long seed;
        private final List<Future<?>> parts = new ArrayList<>();
        private final double[] results = new double[task.sampleCount()]; // each part writes its own
        private StudyTask.Device made; // guarded by this
        private int partsLeft; // guarded by this

        Device(Hardware hardware, long seed, int parts, ExecutorService pool) {
            this.hardware = hardware;
            this.seed = seed;
            this.partsLeft = parts;
            for (int part = 0; part < parts; part++) {
                final int from = (int) ((long) task.sampleCount() * part / parts);
                final int to = (int) ((long) task.sampleCount() * (part + 1) / parts);
                this.parts.add(pool.submit(() -> {
                    final Told told = new Told();
                    made().run(from, to, results, told::done);
                    told.rest(to - from);
                    done();
                    return null;
                }));
            }
        }

        /** The device, made by the first part that needs it. */
        private synchronized StudyTask.Device made() {
            if (made == null) {
                made = task.on(hardware, seed);
            }
            return made;
        }

        /** Lets go of the device after its last part. */
        private synchronized void done() {
            partsLeft--;
            made = partsLeft == 0 ? null : made;
        }

        double mean() throws InterruptedException {
            for (final Future<?> part : parts) {
                try {
                    part.get();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("array study: " + e.getCause(), e.getCause());
                }
            }
            double sum = 0;
            for (final double result : results) {
                sum += result;
            }
            return sum / results.length;
        }
    }

    /** Tells of a part's samples, now and then. One thread. */
    private final class Told {
        private int told;

        void done(int samples) {
            if (samples - told == TELL_EVERY) {
                rest(samples);
            }
        }

        void rest(int samples) {
            tell(samples - told);
            told = samples;
        }
    }

    private synchronized void tell(int further) {
        done += further;
        progress.accept(done);
    }
}
