package io.memspike.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.set.DataSets;
import io.memspike.serve.model.ServedModels;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Access;
import io.memspike.serve.site.Limits;
import io.memspike.serve.site.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on a free port of loopback, and a client of it. */
public final class TestServer implements AutoCloseable {
    /** Limits that no test comes near by accident. */
    public static final Limits WIDE = new Limits(1e6, 1e6, 1e6, 1e6, 512);

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int THREADS = 2;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final int port; // known when the server is closed, too

    /** The parts of the page. */
    public TestServer(List<Part> parts) throws IOException {
        this(new Access("127.0.0.1", null), WIDE, parts);
    }

    /** The same, others let in. */
    public TestServer(Access access, Limits limits, List<Part> parts) throws IOException {
        this(access, 0, limits, parts);
    }

    private TestServer(Access access, int port, Limits limits, List<Part> parts) throws IOException {
        server = Server.start(access, port, limits, THREADS, failures::add, parts);
        this.port = server.port();
    }

    /** Another at the port of this one, which was closed. */
    public TestServer again(List<Part> parts) throws IOException {
        return new TestServer(new Access("127.0.0.1", null), port(), WIDE, parts);
    }

    /** The whole page, with the models in the jar and what the system has of data. */
    public static TestServer ofPage(Path directory, Path... models) throws IOException {
        return new TestServer(Parts.of(workshop(directory, models)));
    }

    /** What parts work with. */
    public static Workshop workshop(Path directory, Path... models) throws IOException {
        return new Workshop(
                ServedModels.open(List.of(models)),
                DataSets.ofSystem(),
                null,
                directory,
                KernelsLookup.find("auto").kernels(),
                THREADS);
    }

    /** The page's address. */
    public String address() {
        return server.address();
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** What was the server's own fault. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** A request to fill in. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    /** Its answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A client of its own. */
    public HttpClient client() {
        return client;
    }

    /** The answer to a GET. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** The answer to a POST of JSON. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** JSON of a body. */
    public static JsonNode json(String body) throws IOException {
        return MAPPER.readTree(body);
    }

    /** The line of a refusal, which says nothing else. */
    public static String error(HttpResponse<String> response) throws IOException {
        final JsonNode body = json(response.body());
        if (body.size() != 1 || !body.path("error").isTextual()) {
            throw new AssertionError("expected {\"error\": …}, found " + response.body());
        }
        return body.get("error").textValue();
    }

    @Override
    public void close() {
        server.close();
    }
}
