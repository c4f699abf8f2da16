package io.memspike.serve.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where parts of the page put their routes. Answers are computed on {@linkplain Work threads of their own}; what an answer
 * throws becomes a status and one line: {@link IllegalArgumentException} and files in the wrong format 400, files that are
 * not there 404, a {@link RefusedException} its own, anything else 500.
 */
public final class Site implements AutoCloseable {
    private final RoutesConfig routes;
    private final Work work;
    private final Listening listening;
    private final Consumer<Throwable> failures;
    private final Replies replies;
    private final EventStreams streams;

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
        this.listening = new Listening(limits.mostListening());
        this.failures = failures;
        this.replies = new Replies(work, failures);
        this.streams = new EventStreams(work, listening, replies);
        final Guard guard = new Guard(access, limits);
        routes.before(guard::check);
        routes.wsBeforeUpgrade(guard::check);
        routes.exception(Exception.class, (e, context) -> replies.refuse(context, e));
        routes.exception(
                HttpResponseException.class,
                (e, context) ->
                        replies.refuse(context, new RefusedException(e.getStatus(), String.valueOf(e.getMessage()))));
        routes.error(404, context -> {
            if (context.path().startsWith("/api/")
                    && !Replies.JSON.equals(context.res().getContentType())) {
                replies.refuse(context, RefusedException.notFound("path: expected one that there is, found another"));
            }
        });
    }

    /** Threads that compute. */
    public Work work() {
        return work;
    }

    /** Answers a GET with JSON. */
    public void get(String path, Answer answer) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            replies.later(context, () -> replies.json(answer.of(request)));
        });
    }

    /** Answers a DELETE with JSON. */
    public void delete(String path, Answer answer) {
        routes.delete(path, context -> {
            final Request request = new Request(context);
            replies.later(context, () -> replies.json(answer.of(request)));
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
            replies.later(
                    context,
                    most,
                    bytes -> replies.json(answer.of(request, Json.read(new String(bytes, UTF_8), type))));
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
            replies.later(context, most, bytes -> replies.json(answer.of(request, bytes)));
        });
    }

    /** Answers a GET with a file to keep. */
    public void download(String path, Downloading answer) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            context.header("Content-Disposition", "attachment");
            replies.later(context, () -> answer.of(request));
        });
    }

    /** Answers a GET with events as they come. */
    public void events(String path, Telling telling) {
        routes.get(path, context -> {
            final Request request = new Request(context);
            streams.tell(context, request, client -> telling.to(request, client));
        });
    }

    /** Answers a POST of JSON, at most so many bytes, with events as they come. */
    public <B extends Record> void postEvents(String path, int most, Class<B> type, BodyTelling<B> telling) {
        routes.post(path, context -> {
            final Request request = new Request(context);
            request.requireJson(most);
            streams.tell(context, request, most, bytes -> {
                final B body = Json.read(new String(bytes, UTF_8), type);
                return client -> telling.to(request, body, client);
            });
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

    @Override
    public void close() {
        streams.close();
        work.close();
    }
}
