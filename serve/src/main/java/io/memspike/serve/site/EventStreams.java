package io.memspike.serve.site;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** All clients that are sent events, each of which has a place among those that listen. Thread-safe. */
final class EventStreams implements AutoCloseable {
    private static final long TOUCH_MILLIS = 10_000;

    private final Work work;
    private final Listening listening;
    private final Replies replies;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** Sends a client events; may return before all are sent. */
    interface Told {
        void by(EventStream client) throws Exception;
    }

    /** The same of what a body says. */
    interface BodyTold {
        Told of(byte[] bytes) throws IOException;
    }

    EventStreams(Work work, Listening listening, Replies replies) {
        this.work = work;
        this.listening = listening;
        this.replies = replies;
        work.every(TOUCH_MILLIS, () -> streams.forEach(EventStream::touch));
    }

    /** Tells whoever asks. */
    void tell(Context context, Request request, Told told) {
        replies.begun(context, async -> tell(request, async, told));
    }

    /** The same once the body is there, at most so many bytes. */
    void tell(Context context, Request request, int most, BodyTold told) {
        replies.begun(context, async -> replies.read(async, most, bytes -> tell(request, async, told.of(bytes))));
    }

    /** Begins to tell a client, where there is a place for one more that listens. */
    private void tell(Request request, AsyncContext async, Told told) {
        final Runnable left = listening.enter(request.client());
        final EventStream client;
        try {
            final HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setStatus(Replies.OK);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.flushBuffer(); // headers are out: nothing else writes an answer
            final EventStream[] self = new EventStream[1];
            self[0] = new EventStream(async, () -> {
                left.run();
                streams.remove(self[0]);
            });
            client = self[0];
        } catch (IOException | RuntimeException e) { // the client has gone already
            left.run();
            async.complete();
            return;
        }
        streams.add(client);
        try {
            client.begin();
            work.submit(() -> tell(client, told));
        } catch (RejectedExecutionException e) {
            refuse(client, e);
        } catch (IllegalStateException e) { // the client has gone
            client.close();
        }
    }

    private Object tell(EventStream client, Told told) {
        try {
            told.by(client);
        } catch (Exception e) {
            refuse(client, e);
        }
        return null;
    }

    private void refuse(EventStream client, Exception e) {
        client.send("failed", Map.of("error", replies.refusal(e).getMessage()));
        client.end();
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
    }
}
