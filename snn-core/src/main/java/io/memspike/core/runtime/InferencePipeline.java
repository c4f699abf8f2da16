package io.memspike.core.runtime;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.LangUtil;
import org.agrona.concurrent.IdleStrategy;

/**
 * Streams samples through a network: a dealer on the calling thread, inference threads that share the ring's slots among
 * them, load and infer, and a sink that sees the results in order.
 *
 * <pre>
 *                          ┌─► inference 0 ─┐
 *   dealer ──► ring buffer ┼─► inference 1 ─┼─► sink ─► histograms
 *   (run)                  └─► …           ─┘
 * </pre>
 *
 * <p>Everything is allocated before the first sample. A sample that fails, wherever it does, is counted and handed to the
 * error handler in its turn; the others go on. Results do not depend on the number of threads.
 */
public final class InferencePipeline implements AutoCloseable {
    private static final long ALERT_AGAIN_MILLIS = 10;

    private final InferenceContext context;
    private final AtomicBoolean isStarted = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final LostThread lostThread = new LostThread();
    private volatile boolean isClosed;

    /** A pipeline of these settings, which it concludes. */
    public InferencePipeline(InferenceContext context) {
        this.context = context.conclude();
    }

    /**
     * Runs the samples and returns when the last result has left. Once per pipeline. An interrupt of the calling thread
     * ends the run as {@link #close()} does, and stays set.
     *
     * @throws IllegalStateException where the pipeline has run before, or one of its threads died
     * @throws RuntimeException or an error: what the error handler threw to end the run; without an error handler of one's
     *     own a {@link SampleFailedException} for the first failure
     */
    public InferenceSummary run() {
        if (!isStarted.compareAndSet(false, true)) {
            throw new IllegalStateException("inference pipeline: expected one run, found a second");
        }
        final InferenceHandler[] handlers = new InferenceHandler[context.threads()];
        for (int i = 0; i < handlers.length; i++) {
            handlers[i] = new InferenceHandler(i, context);
        }
        final SinkHandler sink = new SinkHandler(context.resultSink(), context.errorHandler());
        final Disruptor<InferenceSlot> disruptor = newDisruptor();
        disruptor.setDefaultExceptionHandler(lostThread);
        disruptor.handleEventsWith(handlers).then(sink);
        final RingBuffer<InferenceSlot> ring = disruptor.getRingBuffer();
        final SampleDealer dealer = new SampleDealer(context.from(), context.to(), ring, context.clock());

        final long startNanos = context.clock().nanoTime();
        boolean isInterrupted = false;
        try {
            disruptor.start();
            isInterrupted = read(dealer, sink);
            isInterrupted |= drain(dealer, sink, disruptor);
        } finally {
            disruptor.halt();
            isInterrupted |= join(disruptor);
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        final long elapsedNanos = context.clock().nanoTime() - startNanos;
        if (sink.fatal() != null) {
            LangUtil.rethrowUnchecked(sink.fatal());
        }
        return new InferenceSummary(
                sink.results(),
                sink.failures(),
                dealer.isDone(),
                dealer.backPressure(),
                elapsedNanos,
                sink.latencyNanos(),
                sink.serviceNanos());
    }

    private Disruptor<InferenceSlot> newDisruptor() {
        final ThreadFactory factory = work -> {
            final Thread thread = context.threadFactory().newThread(work);
            threads.add(thread); // all are made by the calling thread
            return thread;
        };
        return new Disruptor<>(
                this::newSlot,
                context.ringSize(),
                factory,
                ProducerType.SINGLE,
                context.waiting().waitStrategy());
    }

    private InferenceSlot newSlot() {
        return new InferenceSlot(
                new InferenceResult(context.samples().steps(), context.network().classes(), context.recordsReadouts()));
    }

    private boolean read(SampleDealer dealer, SinkHandler sink) {
        final IdleStrategy idle = context.waiting().idleStrategy();
        while (!dealer.isDone() && !isClosed && sink.fatal() == null) {
            if (Thread.interrupted()) {
                return true;
            }
            final int work = dealer.doWork();
            if (work == 0) {
                lostThread.throwIfAny();
            }
            idle.idle(work);
        }
        return false;
    }

    /** Waits until the sink has seen all that was published. */
    private boolean drain(SampleDealer dealer, SinkHandler sink, Disruptor<InferenceSlot> disruptor) {
        final IdleStrategy idle = context.waiting().idleStrategy();
        boolean isInterrupted = false;
        while (disruptor.getSequenceValueFor(sink) < dealer.published()) {
            isInterrupted |= Thread.interrupted();
            lostThread.throwIfAny();
            idle.idle();
        }
        return isInterrupted;
    }

    /**
     * Waits for the threads' end. A thread that is only just starting clears the alert that it shares with the others, and
     * one of those may then miss it: so it is given again.
     */
    private boolean join(Disruptor<InferenceSlot> disruptor) {
        boolean isInterrupted = false;
        for (final Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join(ALERT_AGAIN_MILLIS);
                    disruptor.halt();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        return isInterrupted;
    }

    /** Ends the run from any thread: no more samples are read, those on the ring are finished, {@link #run()} returns. */
    @Override
    public void close() {
        isClosed = true;
    }
}
