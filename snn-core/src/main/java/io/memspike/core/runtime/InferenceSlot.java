package io.memspike.core.runtime;

/**
 * A place on the ring. Written in turn by the dealer, by one inference thread, and by the sink, each after the one before
 * has released it.
 */
final class InferenceSlot {
    final InferenceResult result;
    int sample;
    long publishedNanos;
    SampleFailedException failure; // null while all is well

    InferenceSlot(InferenceResult result) {
        this.result = result;
    }

    void fail(String stage, Throwable cause) {
        failure = new SampleFailedException(sample, stage, cause);
    }
}
