package io.memspike.serve.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Where parts of the page put their routes. Answers are computed on {@linkplain Work threads of their own}; what an answer
 * throws becomes a status and one line: {@link IllegalArgumentException} and files in the wrong format 400, files that are
 * not there 404, a {@link RefusedException} its own, anything else 500.
 */
public final class Site implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final long TOUCH_MILLIS = 10_000;
    private static final long MOST_WAITING = 256L << 20; // bytes of answers
    private static final int OK = 200;
    private static final int INTERNAL = 500;

    private final RoutesConfig routes;
    private final Work work;
    private final Guard guard;
    private final Consumer<Throwable> failures;
    private final Listening listening;
    private final WaitingAnswers waiting = new WaitingAnswers(MOST_WAITING);
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** Makes an answer of a request. */
    @FunctionalInterface
    public interface Answer {
        /** A record, a map or a list, which becomes JSON. */
        Object of(Request request) throws Exception;
    }

    /** Makes an answer of what a request's body says. */
    @FunctionalInterface
    public interface BodyAnswer<B> {
        /** A record, a map or a list, which becomes JSON. */
        Object of(Request request, B body) throws Exception;
    }

    /** Sends a client events; may return before all are sent. */
    @FunctionalInterface
    public interface Telling {
        /** Sends, or remembers whom to send to. */
        void to(Request request, EventStream client) throws Exception;
    }

    /** The same of what a request's body says. */
    @FunctionalInterface
    public interface BodyTelling<B> {
        /** Sends, or remembers whom to send to. */
        void to(Request request, B body, EventStream client) throws Exception;
    }

    /** Answers a message of a conversation. */
    @FunctionalInterface
    public interface MessageAnswer<M> {
        /** A record, a map or a list, which becomes JSON. */
        Object of(M message) throws Exception;
    }

    /** Makes a file of a request. */
    @FunctionalInterface
    public interface Downloading {
        /** The file. */
        Download of(Request request) throws Exception;
    }

    /**
     * A file that is given to a client to keep.
     *
     * @param name as the client is to call it; null for the last part of the path
     * @param type of its content, such as {@code text/csv}
     * @param bytes read to the end, and closed
     */
    public record Download(String name, String type, InputStream bytes) {}

    /**
     * A site without routes.
     *
     * @param routes where they go
     * @param access who may ask
     * @param limits how much is taken
     * @param threads that compute answers
     * @param failures told what is the server's own fault
     */
    public Site(RoutesConfig routes, Access access, Limits limits, int threads, Consumer<Throwable> failures) {
        this.routes = routes;
        this.work = new Work(threads);
        this.guard = new Guard(access, limits);
        this.listening = new Listening(limits.mostListening());
        this.failures = failures;
        routes.before(guard::check);
        routes.wsBeforeUpgrade(guard::check);
        routes.exception(Exception.class, (e, context) -> refuse(context, e));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> refuse(context, new RefusedException(e.getStatus(), String.valueOf(e.getMessage()))));
        routes.error(404, context -> {
            if (context.path().startsWith("/api/") && !JSON.equals(context.res().getContentType())) {
                refuse(context, RefusedException.notFound("path: expected one that there is, found another"));
            }
        });
        work.every(TOUCH_MILLIS, () -> streams.forEach(EventStream::touch));
    }

    /** Threads that compute. */
    public Work work() {
        return work;
    }

    /** Answers a GET with JSON. */
    public void get(String path, Answer answer) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            later(context, () -> json(answer.of(request)));
        });
    }

    /** Answers a DELETE with JSON. */
    public void delete(String path, Answer answer) {
        routes.delete(path, context -> {
            final Request request = new Request(context);
            later(context, () -> json(answer.of(request)));
        });
    }

    /**
     * Answers a POST of JSON with JSON.
     *
     * @param most bytes of its body
     * @param type what the body is, read strictly
     */
    public <B extends Record> void post(String path, int most, Class<B> type, BodyAnswer<B> answer) {
        routes.post(path, context -> {
            final Request request = new Request(context);
            request.requireJson(most);
            later(context, most, bytes -> json(answer.of(request, Json.read(new String(bytes, UTF_8), type))));
        });
    }

    /** Answers a POST of bytes, at most so many, with JSON. They come as {@code application/octet-stream}. */
    public void postBytes(String path, int most, BodyAnswer<byte[]> answer) {
        routes.post(path, context -> {
            if (!"application/octet-stream".equals(context.req().getContentType())) {
                throw new RefusedException(415, "body: expected application/octet-stream, found another type");
            }
            final Request request = new Request(context);
            request.requireLength(most);
            later(context, most, bytes -> json(answer.of(request, bytes)));
        });
    }

    /** Answers a GET with a file to keep. */
    public void download(String path, Downloading answer) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            context.header("Content-Disposition", "attachment");
            later(context, () -> answer.of(request));
        });
    }

    /** Answers a GET with events as they come. */
    public void events(String path, Telling telling) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            begun(context, async -> tell(request, async, client -> telling.to(request, client)));
        });
    }

    /** Answers a POST of JSON, at most so many bytes, with events as they come. */
    public <B extends Record> void postEvents(String path, int most, Class<B> type, BodyTelling<B> telling) {
        routes.post(path, context -> {
            final Request request = new Request(context);
            request.requireJson(most);
            begun(
                    context,
                    async -> read(async, most, bytes -> {
                        final B body = Json.read(new String(bytes, UTF_8), type);
                        tell(request, async, client -> telling.to(request, body, client));
                    }));
        });
    }

    /**
     * Answers messages of clients that ask over and over: each client's newest, one at a time.
     *
     * @param type what a message is, read strictly
     */
    public <M extends Record> void conversation(String path, Class<M> type, MessageAnswer<M> answer) {
        final Map<String, Conversation> open = new ConcurrentHashMap<>();
        routes.ws(path, socket -> {
            socket.onConnect(context -> {
                final Runnable left;
                try {
                    left = listening.enter(Guard.client(context));
                } catch (RefusedException e) {
                    context.closeSession(1013, "too many clients");
                    return;
                }
                open.put(
                        context.sessionId(),
                        new Conversation(
                                context.session, text -> answer.of(Json.read(text, type)), work, failures, left));
            });
            socket.onMessage(context -> {
                final Conversation with = open.get(context.sessionId());
                if (with != null) {
                    with.on(context.message());
                }
            });
            socket.onClose(context -> {
                final Conversation with = open.remove(context.sessionId());
                if (with != null) {
                    with.left();
                }
            });
        });
    }

    /** Goes on with a request whose thread has gone; what it throws is the answer. */
    private interface Begun {
        void on(AsyncContext async) throws IOException;
    }

    private interface Body {
        void of(byte[] bytes) throws IOException;
    }

    private interface BodyDownloading {
        Download of(byte[] bytes) throws Exception;
    }

    private Download json(Object answer) {
        return new Download(null, JSON, waiting.of(Json.bytes(answer)));
    }

    /** Lets a request's thread go. */
    private void begun(Context context, Begun begun) {
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
    private void later(Context context, Callable<Download> task) {
        begun(context, async -> answer(async, task));
    }

    /** The same once the body is there. */
    private void later(Context context, int most, BodyDownloading task) {
        begun(context, async -> read(async, most, bytes -> answer(async, () -> task.of(bytes))));
    }

    /** Reads a body of at most so many bytes as it comes. */
    private void read(AsyncContext async, int most, Body body) throws IOException {
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
        own(e);
        final RefusedException refused = Refusals.of(e);
        AnswerWriter.write(
                async,
                refused.status(),
                JSON,
                stream(Json.error(refused.getMessage()).getBytes(UTF_8)));
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private interface Told {
        void by(EventStream client) throws Exception;
    }

    /** Begins to tell a client, where there is a place for one more that listens. */
    private void tell(Request request, AsyncContext async, Told told) {
        final Runnable left = listening.enter(request.client());
        final EventStream client;
        try {
            final HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setStatus(OK);
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

    /** What never comes: the stream itself ends the answer. */
    private static final class Unending extends CompletableFuture<Void> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false; // the stream is told by its own listener
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
        own(e);
        client.send("failed", Map.of("error", Refusals.of(e).getMessage()));
        client.end();
    }

    private void own(Throwable e) {
        if (Refusals.isOwn(e)) {
            failures.accept(e);
        }
    }

    private void refuse(Context context, Throwable e) {
        own(e);
        final RefusedException refused = Refusals.of(e);
        context.status(refused.status() < 400 ? INTERNAL : refused.status());
        context.contentType(JSON);
        context.result(Json.error(refused.getMessage()));
    }

    @Override
    public void close() {
        streams.forEach(EventStream::close);
        work.close();
    }
}
