package io.memspike.core.runtime;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.ErrorHandler;
import org.agrona.LangUtil;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Every setting of an {@link InferencePipeline}. Set what differs from the defaults, hand it over, and leave it alone: the
 * pipeline concludes it. Network, samples and sink have no default.
 */
public final class InferenceContext {
    private static final int DEFAULT_RING_SIZE = 64;

    private Network network;
    private Samples samples;
    private ResultSink resultSink;
    private int from;
    private int to = -1;
    private ExitPolicy exitPolicy;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int ringSize = DEFAULT_RING_SIZE;
    private Waiting waiting = Waiting.BACKOFF;
    private boolean recordsReadouts;
    private boolean countsSynapticOperations;
    private Supplier<? extends Inference.Trace> traces;
    private ErrorHandler errorHandler = LangUtil::rethrowUnchecked;
    private ThreadFactory threadFactory = new PipelineThreads();
    private NanoClock clock = SystemNanoClock.INSTANCE;
    private boolean isConcluded;

    /**
     * Checks the settings, once.
     *
     * @return this
     * @throws IllegalArgumentException where one is missing, out of range, or does not fit another
     * @throws IllegalStateException where they are concluded already: a context serves one pipeline
     */
    public InferenceContext conclude() {
        if (isConcluded) {
            throw new IllegalStateException("inference context: expected one pipeline, found a second");
        }
        require(network != null, "network", "a network", network);
        require(samples != null, "samples", "samples", samples);
        require(resultSink != null, "resultSink", "a sink", resultSink);
        require(errorHandler != null, "errorHandler", "a handler", errorHandler);
        require(threadFactory != null, "threadFactory", "a factory", threadFactory);
        require(clock != null, "clock", "a clock", clock);
        require(waiting != null, "waiting", "a way to wait", waiting);
        to = to < 0 ? samples.size() : to;
        require(to <= samples.size(), "to", "at most " + samples.size() + " samples", to);
        require(from >= 0 && from <= to, "from", "a sample in [0, " + to + "]", from);
        require(threads >= 1, "threads", "at least 1", threads);
        require(ringSize >= 1 && BitUtil.isPowerOfTwo(ringSize), "ringSize", "a power of two", ringSize);
        require(
                network.input().equals(samples.shape()),
                "samples",
                "the network's input shape " + network.input(),
                samples.shape());
        require(
                samples.classes() <= network.classes(),
                "samples",
                "at most the network's " + network.classes() + " classes",
                samples.classes());
        samples = samples.with(network.kernels());
        isConcluded = true;
        return this;
    }

    private static void require(boolean condition, String setting, String expected, Object found) {
        if (!condition) {
            throw new IllegalArgumentException(
                    "inference context: " + setting + ": expected " + expected + ", found " + found);
        }
    }

    /** The network; each inference thread opens a session of it. */
    public InferenceContext network(Network value) {
        network = value;
        return this;
    }

    /** The network. */
    public Network network() {
        return network;
    }

    /** The samples; loaded by the inference threads. */
    public InferenceContext samples(Samples value) {
        samples = value;
        return this;
    }

    /** The samples; loaded by the network's loops once concluded. */
    public Samples samples() {
        return samples;
    }

    /** Where results go, in order. */
    public InferenceContext resultSink(ResultSink value) {
        resultSink = value;
        return this;
    }

    /** Where results go, in order. */
    public ResultSink resultSink() {
        return resultSink;
    }

    /** Number of the first sample; 0 unless set. */
    public InferenceContext from(int value) {
        from = value;
        return this;
    }

    /** Number of the first sample. */
    public int from() {
        return from;
    }

    /** One past the number of the last sample; all samples unless set. */
    public InferenceContext to(int value) {
        require(value >= 0, "to", "at least 0", value);
        to = value;
        return this;
    }

    /** One past the number of the last sample; −1 stands for all until concluded. */
    public int to() {
        return to;
    }

    /** When an inference stops; null, as unless set, runs all steps. */
    public InferenceContext exitPolicy(ExitPolicy value) {
        exitPolicy = value;
        return this;
    }

    /** When an inference stops, or null. */
    public ExitPolicy exitPolicy() {
        return exitPolicy;
    }

    /** Number of inference threads, at least 1; one for each core unless set. */
    public InferenceContext threads(int value) {
        threads = value;
        return this;
    }

    /** Number of inference threads. */
    public int threads() {
        return threads;
    }

    /** Number of slots on the ring, a power of two; 64 unless set. Each holds the frames of one sample. */
    public InferenceContext ringSize(int value) {
        ringSize = value;
        return this;
    }

    /** Number of slots on the ring. */
    public int ringSize() {
        return ringSize;
    }

    /** What idle threads do; {@link Waiting#BACKOFF} unless set. */
    public InferenceContext waiting(Waiting value) {
        waiting = value;
        return this;
    }

    /** What idle threads do. */
    public Waiting waiting() {
        return waiting;
    }

    /** Whether results hold the read-out of every step; false unless set. */
    public InferenceContext recordsReadouts(boolean value) {
        recordsReadouts = value;
        return this;
    }

    /** Whether results hold the read-out of every step. */
    public boolean recordsReadouts() {
        return recordsReadouts;
    }

    /** Whether results tell the synaptic operations, which takes a little time; false unless set. */
    public InferenceContext countsSynapticOperations(boolean value) {
        countsSynapticOperations = value;
        return this;
    }

    /** Whether results tell the synaptic operations. */
    public boolean countsSynapticOperations() {
        return countsSynapticOperations;
    }

    /**
     * Makes what sees the session after each step, one for each inference thread, which waits for it. Null, as unless set,
     * for nobody.
     */
    public InferenceContext traces(Supplier<? extends Inference.Trace> value) {
        traces = value;
        return this;
    }

    /** Makes what sees the session after each step, or null. */
    public Supplier<? extends Inference.Trace> traces() {
        return traces;
    }

    /**
     * Told of each {@link SampleFailedException}, by the sink's thread, in order of samples; the run goes on. What it
     * throws ends the run. Unless set it throws what it is told: the first failure ends the run.
     */
    public InferenceContext errorHandler(ErrorHandler value) {
        errorHandler = value;
        return this;
    }

    /** Told of samples that fail. */
    public ErrorHandler errorHandler() {
        return errorHandler;
    }

    /** Makes the inference threads, then the sink's; daemon threads unless set. */
    public InferenceContext threadFactory(ThreadFactory value) {
        threadFactory = value;
        return this;
    }

    /** Makes the inference threads, then the sink's. */
    public ThreadFactory threadFactory() {
        return threadFactory;
    }

    /** Measures latency; the system's clock unless set. */
    public InferenceContext clock(NanoClock value) {
        clock = value;
        return this;
    }

    /** Measures latency. */
    public NanoClock clock() {
        return clock;
    }
}
