package io.memspike.serve;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.memspike.serve.site.Access;
import io.memspike.serve.site.Limits;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.RestOfBody;
import io.memspike.serve.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Listens, and answers with the page and what its parts say, until it is closed. Thread-safe. */
public final class Server implements AutoCloseable {
    private static final String PAGE = "/io/memspike/serve/page";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final int MOST_BODY = 64 << 20;
    private static final int MOST_MESSAGE = 64 << 10;
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Javalin javalin;
    private final Access access;
    private final List<Part> parts;
    private final Site[] site = new Site[1];

    private Server(Access access, Limits limits, int threads, Consumer<Throwable> failures, List<Part> parts) {
        this.access = access;
        this.parts = List.copyOf(parts);
        this.javalin = Javalin.create(config -> {
            settle(config);
            site[0] = new Site(config.routes, access, limits, threads, failures);
            drawing(config, "uPlot.esm.js", "text/javascript");
            drawing(config, "uPlot.min.css", "text/css");
            parts.forEach(part -> part.routes(site[0]));
        });
    }

    /**
     * A server that listens.
     *
     * @param access where, and who may ask
     * @param port to listen at; 0 for any that is free
     * @param limits how much is taken
     * @param threads that compute answers
     * @param failures told what is the server's own fault
     * @param parts of the page
     * @throws IOException where nobody can listen there
     */
    public static Server start(
            Access access, int port, Limits limits, int threads, Consumer<Throwable> failures, List<Part> parts)
            throws IOException {
        final Server server = new Server(access, limits, threads, failures, parts);
        try {
            server.javalin.start(access.host(), port);
        } catch (JavalinBindException e) {
            server.close();
            throw new IOException(
                    "--port: expected one that is free and may be listened at on " + access.host() + ", found " + port,
                    e);
        }
        return server;
    }

    private static void settle(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MOST_BODY; // each route has its own, smaller
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = PAGE;
            files.location = Location.CLASSPATH;
        });
        config.jetty.modifyServer(server -> server.insertHandler(new RestOfBody(MOST_BODY)));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyWebSocketServletFactory(sockets -> {
            sockets.setMaxTextMessageSize(MOST_MESSAGE);
            sockets.setMaxBinaryMessageSize(MOST_MESSAGE);
            sockets.setIdleTimeout(IDLE);
        });
    }

    /** A file of what draws curves. */
    private static void drawing(JavalinConfig config, String name, String type) {
        config.routes.get("/uplot/" + name, context -> {
            context.contentType(type);
            context.result(Server.class.getResourceAsStream(UPLOT + name));
        });
    }

    /** The port that it listens at. */
    public int port() {
        return javalin.port();
    }

    /** What to open in a browser, with the token where one is needed. */
    public String address() {
        final String host = access.host().contains(":") ? "[" + access.host() + "]" : access.host();
        return "http://" + host + ":" + port() + "/" + (access.token() == null ? "" : "?token=" + access.token());
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        if (site[0] != null) {
            site[0].close();
        }
        javalin.stop();
    }
}
