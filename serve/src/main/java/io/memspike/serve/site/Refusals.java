package io.memspike.serve.site;

import io.memspike.core.file.FileFormatException;
import io.memspike.tasks.experiment.Failures;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** What a client is told of a failure: a status and one line, never where in the code it happened. */
final class Refusals {
    /** What more work than can wait is answered by. */
    private static final int BUSY = 429;

    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int FAILED = 500;

    private Refusals() {}

    /** The refusal that a failure comes to. */
    static RefusedException of(Throwable thrown) {
        final Throwable e =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (e instanceof RefusedException refused) {
            return refused;
        }
        if (e instanceof RejectedExecutionException) {
            return new RefusedException(BUSY, "expected time for it, found too much waiting: try again");
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return new RefusedException(MISSING, Failures.line(e));
        }
        if (e instanceof FileFormatException || e instanceof IllegalArgumentException) {
            return new RefusedException(BAD, Failures.line(e));
        }
        return new RefusedException(FAILED, e instanceof IOException ? Failures.line(e) : "the server failed");
    }

    /** Whether it is the server's own fault, which whoever runs it wants to know. */
    static boolean isOwn(Throwable thrown) {
        return of(thrown).status() == FAILED;
    }
}
