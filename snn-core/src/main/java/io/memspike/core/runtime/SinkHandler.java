package io.memspike.core.runtime;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import org.HdrHistogram.Histogram;
import org.agrona.ErrorHandler;

/** The last stage: slots in order to the sink, failures to the error handler, times into histograms. */
final class SinkHandler implements EventHandler<InferenceSlot> {
    private static final long LONGEST_NANOS = 3_600_000_000_000L; // an hour: what takes longer is recorded as this
    private static final int DIGITS = 3;

    private final ResultSink sink;
    private final ErrorHandler errorHandler;
    private final Histogram latencyNanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final Histogram serviceNanos = new Histogram(LONGEST_NANOS, DIGITS);
    private Sequence progress;
    private int results;
    private int failures;
    private volatile Throwable fatal; // what the error handler threw

    SinkHandler(ResultSink sink, ErrorHandler errorHandler) {
        this.sink = sink;
        this.errorHandler = errorHandler;
    }

    @Override
    public void setSequenceCallback(Sequence sequence) {
        progress = sequence;
    }

    @Override
    public void onEvent(InferenceSlot slot, long sequence, boolean endOfBatch) {
        if (fatal == null) {
            deliver(slot);
        }
        progress.set(sequence);
    }

    private void deliver(InferenceSlot slot) {
        if (slot.failure == null) {
            try {
                sink.onResult(slot.result);
                results++;
                latencyNanos.recordValue(Math.min(slot.result.latencyNanos, LONGEST_NANOS));
                serviceNanos.recordValue(Math.min(slot.result.serviceNanos, LONGEST_NANOS));
            } catch (Throwable t) {
                slot.fail("result sink", t);
            }
        }
        if (slot.failure != null) {
            failures++;
            try {
                errorHandler.onError(slot.failure);
            } catch (Throwable t) { // the handler's way to say that the run is to end
                fatal = t;
            }
        }
    }

    Throwable fatal() {
        return fatal;
    }

    int results() {
        return results;
    }

    int failures() {
        return failures;
    }

    Histogram latencyNanos() {
        return latencyNanos;
    }

    Histogram serviceNanos() {
        return serviceNanos;
    }
}
