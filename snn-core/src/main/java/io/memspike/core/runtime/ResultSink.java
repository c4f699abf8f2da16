package io.memspike.core.runtime;

/** Where results leave the runtime. Called by one thread, in ascending order of sample number. */
@FunctionalInterface
public interface ResultSink {
    /**
     * One sample is done.
     *
     * @param result valid only during the call, its storage is reused. Not to be modified.
     */
    void onResult(InferenceResult result);
}
