package io.memspike.serve.site;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One client that asks over and over, as while it draws: each message is answered in turn, and where a newer one came while
 * the last answer was being made or read, those between are forgotten. So a client has one task at most, and nobody waits
 * for a client that does not read.
 */
final class Conversation {
    /** Makes an answer. */
    @FunctionalInterface
    interface Answering {
        /** The answer to a message. */
        Object answer(String message) throws Exception;
    }

    private final Session session;
    private final Answering answering;
    private final Work work;
    private final Consumer<Throwable> failures;
    private final Runnable left;
    private final AtomicReference<String> newest = new AtomicReference<>();
    private boolean isBusy;

    Conversation(Session session, Answering answering, Work work, Consumer<Throwable> failures, Runnable left) {
        this.session = session;
        this.answering = answering;
        this.work = work;
        this.failures = failures;
        this.left = left;
    }

    /** The client has gone. */
    void left() {
        left.run();
    }

    /** A message came. */
    void on(String message) {
        newest.set(message);
        next();
    }

    private void next() {
        final String message;
        synchronized (this) {
            if (isBusy || !session.isOpen()) {
                return;
            }
            message = newest.getAndSet(null);
            if (message == null) {
                return;
            }
            isBusy = true;
        }
        try {
            work.submit(() -> Json.write(answering.answer(message)))
                    .handle((answer, failure) -> failure == null ? answer : refusal(failure))
                    .thenAccept(this::send);
        } catch (RejectedExecutionException e) {
            send(refusal(e));
        }
    }

    private String refusal(Throwable failure) {
        if (Refusals.isOwn(failure)) {
            failures.accept(failure);
        }
        return Json.error(Refusals.of(failure).getMessage());
    }

    private void send(String answer) {
        session.sendText(answer, Callback.from(this::free, failure -> session.disconnect()));
    }

    private void free() {
        synchronized (this) {
            isBusy = false;
        }
        next();
    }
}
