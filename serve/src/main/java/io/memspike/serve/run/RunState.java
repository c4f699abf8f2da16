package io.memspike.serve.run;

/** How far a run is. */
public enum RunState {
    /** It waits until those before it have ended. */
    QUEUED,
    /** It is under way. */
    RUNNING,
    /** There is a result. */
    DONE,
    /** There is none, and a line says why. */
    FAILED,
    /** Somebody did not want it any more. */
    CANCELLED,
    /** The server ended first. */
    INTERRUPTED;

    /** Whether nothing more will come of it by itself. */
    public boolean hasEnded() {
        return this != QUEUED && this != RUNNING;
    }
}
