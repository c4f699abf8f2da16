package io.memspike.core.runtime;

/** One sample could not be loaded, inferred or handed to the sink; the cause says why. */
public final class SampleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int sample;

    SampleFailedException(int sample, String stage, Throwable cause) {
        super("sample " + sample + ": " + stage + " failed: " + cause, cause);
        this.sample = sample;
    }

    /** Number of the sample. */
    public int sample() {
        return sample;
    }
}
