package io.memspike.core.runtime;

import com.lmax.disruptor.ExceptionHandler;

/**
 * What a stage throws in spite of catching everything, for instance because telling of a failure failed. Its thread then
 * ends and never releases its slots: better a clear end of the run than a wait without one.
 */
final class LostThread implements ExceptionHandler<InferenceSlot> {
    private volatile Throwable cause;

    @Override
    public void handleEventException(Throwable thrown, long sequence, InferenceSlot slot) {
        end(thrown);
    }

    @Override
    public void handleOnStartException(Throwable thrown) {
        end(thrown);
    }

    @Override
    public void handleOnShutdownException(Throwable thrown) {
        end(thrown);
    }

    private void end(Throwable thrown) {
        cause = thrown;
        throw new IllegalStateException("inference pipeline: a thread has ended", thrown);
    }

    void throwIfAny() {
        if (cause != null) {
            throw new IllegalStateException(
                    "inference pipeline: a thread has ended: its stage failed beyond repair", cause);
        }
    }
}
