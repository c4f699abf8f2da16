package io.memspike.serve.run;

/** Ends an experiment in whose result nobody is interested any more, at the next thing it tells of its progress. */
final class RunCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunCancelledException() {
        super("cancelled", null, false, false);
    }
}
