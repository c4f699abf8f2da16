package io.memspike.serve.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.memspike.serve.site.Site.Download;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Answers that are computed once their request's thread has gone, and refusals of every kind of client. Thread-safe. */
final class Replies {
    /** Type of whatever is no file. */
    static final String JSON = "application/json";

    /** Status of what went well. */
    static final int OK = 200;

    private static final long MOST_WAITING = 256L << 20; // bytes of answers
    private static final int INTERNAL = 500;

    private final Work work;
    private final Consumer<Throwable> failures;
    private final WaitingAnswers waiting = new WaitingAnswers(MOST_WAITING);

    /** Goes on with a request whose thread has gone; what it throws is the answer. */
    interface Begun {
        void on(AsyncContext async) throws IOException;
    }

    /** Goes on once the body is there. */
    interface Body {
        void of(byte[] bytes) throws IOException;
    }

    /** Makes an answer of a body. */
    interface BodyDownloading {
        Download of(byte[] bytes) throws Exception;
    }

    Replies(Work work, Consumer<Throwable> failures) {
        this.work = work;
        this.failures = failures;
    }

    /** An answer as JSON, which waits for its client. */
    Download json(Object answer) {
        return new Download(null, JSON, waiting.of(Json.bytes(answer)));
    }

    /** Lets a request's thread go. */
    void begun(Context context, Begun begun) {
        context.future(() -> {
            final AsyncContext async = context.req().getAsyncContext();
            async.setTimeout(0);
            try {
                begun.on(async);
            } catch (IOException | RuntimeException e) {
                refuse(async, e);
            }
            return new Unending();
        });
    }

    /** Has an answer computed, and written as its client reads. */
    void later(Context context, Callable<Download> task) {
        begun(context, async -> answer(async, task));
    }

    /** The same once the body is there, at most so many bytes. */
    void later(Context context, int most, BodyDownloading task) {
        begun(context, async -> read(async, most, bytes -> answer(async, () -> task.of(bytes))));
    }

    /** Reads a body of at most so many bytes as it comes. */
    void read(AsyncContext async, int most, Body body) throws IOException {
        BodyReader.read(async, most).whenComplete((bytes, failure) -> {
            if (failure != null) {
                refuse(async, failure);
                return;
            }
            try {
                body.of(bytes);
            } catch (IOException | RuntimeException e) {
                refuse(async, e);
            }
        });
    }

    private void answer(AsyncContext async, Callable<Download> task) {
        work.submit(task).whenComplete((answer, failure) -> {
            if (failure == null) {
                if (answer.name() != null) {
                    ((HttpServletResponse) async.getResponse())
                            .setHeader(
                                    "Content-Disposition",
                                    "attachment; filename=\"" + answer.name().replaceAll("[^A-Za-z0-9._-]", "_") + '"');
                }
                AnswerWriter.write(async, OK, answer.type(), answer.bytes());
            } else {
                refuse(async, failure);
            }
        });
    }

    private void refuse(AsyncContext async, Throwable e) {
        final RefusedException refused = refusal(e);
        AnswerWriter.write(
                async,
                refused.status(),
                JSON,
                new ByteArrayInputStream(Json.error(refused.getMessage()).getBytes(UTF_8)));
    }

    /** Refuses a request whose thread has not gone. */
    void refuse(Context context, Throwable e) {
        final RefusedException refused = refusal(e);
        context.status(refused.status() < 400 ? INTERNAL : refused.status());
        context.contentType(JSON);
        context.result(Json.error(refused.getMessage()));
    }

    /** What a client is told; what is the server's own fault is reported, too. */
    RefusedException refusal(Throwable e) {
        if (Refusals.isOwn(e)) {
            failures.accept(e);
        }
        return Refusals.of(e);
    }

    /** What never comes: whoever writes the answer ends it. */
    private static final class Unending extends CompletableFuture<Void> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false; // a stream is told by its own listener
        }
    }
}
