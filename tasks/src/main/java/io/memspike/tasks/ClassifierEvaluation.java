package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.core.runtime.InferenceContext;
import io.memspike.core.runtime.InferencePipeline;
import io.memspike.core.runtime.InferenceResult;
import io.memspike.core.runtime.InferenceSummary;
import io.memspike.core.runtime.ResultSink;
import io.memspike.earlyexit.Trajectories;
import io.memspike.earlyexit.TrajectoryRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Runs a classifier over samples on the ring-buffer pipeline. */
public final class ClassifierEvaluation {
    private final Network network;
    private final Samples samples;
    private final int threads;
    private final IntConsumer progress;
    private final List<Supplier<? extends Inference.Trace>> traces;

    /**
     * An evaluation.
     *
     * @param network the classifier
     * @param samples what to classify
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, now and then
     */
    public ClassifierEvaluation(Network network, Samples samples, int threads, IntConsumer progress) {
        this(network, samples, threads, progress, List.of());
    }

    private ClassifierEvaluation(
            Network network,
            Samples samples,
            int threads,
            IntConsumer progress,
            List<Supplier<? extends Inference.Trace>> traces) {
        if (samples.classes() > network.classes()) {
            throw new IllegalArgumentException("model: expected a read-out of at least " + samples.classes()
                    + " classes, found " + network.classes());
        }
        this.network = network;
        this.samples = samples;
        this.threads = threads;
        this.progress = progress;
        this.traces = traces;
    }

    /**
     * The same, seen by one more.
     *
     * @param trace makes what sees the session after each step, one for each thread
     */
    public ClassifierEvaluation seenBy(Supplier<? extends Inference.Trace> trace) {
        final List<Supplier<? extends Inference.Trace>> all = new ArrayList<>(traces);
        all.add(trace);
        return new ClassifierEvaluation(network, samples, threads, progress, List.copyOf(all));
    }

    private Inference.Trace newTrace() {
        final Inference.Trace[] each = new Inference.Trace[traces.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = traces.get(i).get();
        }
        return (t, session) -> {
            for (final Inference.Trace trace : each) {
                trace.onStep(t, session);
            }
        };
    }

    /**
     * What came out.
     *
     * @param samples number of samples
     * @param correct samples classified rightly
     * @param totalSteps steps used by all samples together
     * @param synapticOperations synaptic operations of all samples together
     * @param samplesPerSecond throughput of the pipeline
     */
    public record Result(int samples, int correct, long totalSteps, long synapticOperations, double samplesPerSecond) {
        /** Share of samples classified rightly. */
        public double accuracy() {
            return (double) correct / samples;
        }

        /** Mean steps until the decision. */
        public double meanSteps() {
            return (double) totalSteps / samples;
        }

        /** Mean synaptic operations until the decision. */
        public double synapticOperationsPerSample() {
            return (double) synapticOperations / samples;
        }
    }

    /** Classifies every sample; {@code policy} null runs all steps. */
    public Result run(ExitPolicy policy) {
        final Counter counter = new Counter(progress);
        final InferenceSummary summary = run(new InferenceContext()
                .exitPolicy(policy)
                .countsSynapticOperations(true)
                .resultSink(counter));
        return counter.result(summary);
    }

    /**
     * All steps of every sample.
     *
     * @param result what came out
     * @param trajectories each step's read-out
     */
    public record Recording(Result result, Trajectories trajectories) {}

    /** Runs all steps of every sample and keeps each step's read-out. */
    public Recording record() {
        final boolean isMeaned =
                !network.graph().readout().equals(network.graph().output());
        final TrajectoryRecorder recorder =
                new TrajectoryRecorder(0, samples.size(), samples.steps(), network.classes(), isMeaned);
        final Counter counter = new Counter(progress);
        final InferenceSummary summary = run(new InferenceContext()
                .countsSynapticOperations(true)
                .recordsReadouts(true)
                .resultSink(result -> {
                    recorder.onResult(result);
                    counter.onResult(result);
                }));
        return new Recording(counter.result(summary), recorder.trajectories());
    }

    private InferenceSummary run(InferenceContext context) {
        context.network(network).samples(samples).from(0).to(samples.size()).threads(threads);
        context.traces(traces.isEmpty() ? null : this::newTrace);
        try (InferencePipeline pipeline = new InferencePipeline(context)) {
            final InferenceSummary summary = pipeline.run();
            if (!summary.isComplete()) {
                throw new IllegalStateException("evaluation was interrupted");
            }
            return summary;
        }
    }

    /**
     * Latency of one sample at a time on the calling thread, from its events to its decision, in nanoseconds.
     *
     * @param policy when to stop; null runs all steps
     * @param count samples to time, at most all
     */
    public Histogram latencyNanos(ExitPolicy policy, int count) {
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        final Histogram histogram = new Histogram(3);
        for (int i = 0; i < Math.min(count, samples.size()); i++) {
            samples.load(i, frames);
            final long start = System.nanoTime();
            Inference.run(session, i, frames, policy, null);
            histogram.recordValue(System.nanoTime() - start);
        }
        return histogram;
    }

    private static final class Counter implements ResultSink {
        private static final int TELL_EVERY = 50;
        private final IntConsumer progress;
        private int samples;
        private int correct;
        private long steps;
        private long operations;

        Counter(IntConsumer progress) {
            this.progress = progress;
        }

        @Override
        public void onResult(InferenceResult result) {
            samples++;
            correct += result.isCorrect() ? 1 : 0;
            steps += result.steps();
            operations += result.synapticOperations();
            if (samples % TELL_EVERY == 0) {
                progress.accept(samples);
            }
        }

        Result result(InferenceSummary summary) {
            progress.accept(samples);
            return new Result(samples, correct, steps, operations, summary.samplesPerSecond());
        }
    }
}
