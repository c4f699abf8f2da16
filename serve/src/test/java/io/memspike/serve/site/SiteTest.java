package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.serve.TestServer;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, how much, and what becomes of those who do not read; over real connections. */
class SiteTest {
    private static final String TOKEN = "a-token-of-24-characters";
    private static final Access OPEN = new Access("127.0.0.1", null);
    private static final int MOST = 100;

    /** A number to be doubled. */
    public record Number(int number) {}

    /** A part that answers, tells and fails. */
    private static final class Tried implements Part {
        private final CompletableFuture<EventStream> listener = new CompletableFuture<>();

        @Override
        public void routes(Site site) {
            site.get("/api/hello", request -> Map.of("hello", request.query("n", 1, 0, 9)));
            site.post("/api/double", MOST, Number.class, (request, body) -> new Number(2 * body.number()));
            site.postBytes("/api/bytes", MOST, (request, bytes) -> Map.of("length", bytes.length));
            site.get("/api/fault", request -> {
                throw new IllegalStateException("a secret at /some/place");
            });
            site.get("/api/large", request -> Map.of("text", "x".repeat(20_000_000)));
            site.download(
                    "/api/file",
                    request ->
                            new Site.Download("a/../b.csv", "text/csv", new ByteArrayInputStream(new byte[] {65, 66})));
            site.events("/api/events", (request, client) -> {
                client.send("first", Map.of("n", 1));
                listener.complete(client);
            });
            site.conversation("/api/talk", Number.class, message -> new Number(2 * message.number()));
        }
    }

    private static TestServer open() throws Exception {
        return new TestServer(List.of(new Tried()));
    }

    /** What a server says to bytes as they are. */
    private static String raw(TestServer server, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String host, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + String.join(
                        "", List.of(headers).stream().map(each -> each + "\r\n").toList()) + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "0.0.0.0",
                "localhost.evil.example:1"
            })
    void shouldAnswerNobodyWhoKnowsItByAnotherName(String host) throws Exception {
        try (TestServer server = open()) {
            final String answer = raw(server, get("/api/hello", host));

            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
            assertTrue(answer.contains("{\"error\":\"Host: expected a name of this server"), answer);
            assertTrue(
                    raw(server, get("/api/hello", "localhost:" + server.port())).startsWith("HTTP/1.1 200"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://127.0.0.1", "null", "http://127.0.0.1:1"})
    void shouldAnswerNoOtherSite(String origin) throws Exception {
        try (TestServer server = open()) {
            final HttpResponse<String> answer = server.send(server.request("/api/double")
                    .header("Origin", origin)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"number\":2}")));

            assertEquals(403, answer.statusCode());
            assertTrue(TestServer.error(answer).startsWith("Origin: expected this page"));
        }
    }

    @Test
    void shouldConverseWithNoOtherSite() throws Exception {
        try (TestServer server = open()) {
            final CompletionException refused = assertThrows(
                    CompletionException.class,
                    () -> socket(server, "http://evil.example", new CompletableFuture<>())
                            .join());
            assertTrue(String.valueOf(refused.getCause()).contains("WebSocketHandshakeException"), refused.toString());

            final CompletableFuture<String> said = new CompletableFuture<>();
            final WebSocket socket =
                    socket(server, "http://127.0.0.1:" + server.port(), said).join();
            socket.sendText("{\"number\":21}", true).join();
            assertEquals("{\"number\":42}", said.get(10, TimeUnit.MINUTES));
        }
    }

    @Test
    void shouldSayInAConversationWhatIsWrongWithAMessage() throws Exception {
        try (TestServer server = open()) {
            final CompletableFuture<String> said = new CompletableFuture<>();
            final WebSocket socket =
                    socket(server, "http://127.0.0.1:" + server.port(), said).join();
            socket.sendText("{\"numbers\":21}", true).join();
            assertTrue(said.get(10, TimeUnit.MINUTES).startsWith("{\"error\":\"request: "), said.join());
        }
    }

    private static CompletableFuture<WebSocket> socket(
            TestServer server, String origin, CompletableFuture<String> said) {
        return server.client()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/talk"), hearing(said));
    }

    private static WebSocket.Listener hearing(CompletableFuture<String> said) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                said.complete(text.toString());
                return null;
            }
        };
    }

    @Test
    void shouldAnswerThoseWhoKnowTheTokenAlone() throws Exception {
        try (TestServer server =
                new TestServer(new Access("127.0.0.1", TOKEN), TestServer.WIDE, List.of(new Tried()))) {
            assertEquals(401, server.get("/api/hello").statusCode());
            assertEquals(401, server.get("/").statusCode());
            assertEquals(401, server.get("/style.css").statusCode());
            assertEquals(401, server.get("/?token=another-token-of-24-char").statusCode());
            assertEquals(
                    401, server.get("/api/hello?token=" + TOKEN).statusCode(), "only the page takes it by address");
            assertEquals(
                    401,
                    server.send(server.request("/api/hello").header("Authorization", "Bearer wrong"))
                            .statusCode());
            assertEquals(
                    200,
                    server.send(server.request("/api/hello").header("Authorization", "Bearer " + TOKEN))
                            .statusCode());

            final HttpResponse<String> visit = server.get("/?token=" + TOKEN);
            assertEquals(302, visit.statusCode());
            final String cookie = visit.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
            assertEquals(
                    200,
                    server.send(server.request("/api/hello").header("Cookie", cookie.replaceFirst(";.*", "")))
                            .statusCode());
        }
    }

    @Test
    void shouldRefuseWhatIsTooLargeWhetherItSaysSoOrNot() throws Exception {
        try (TestServer server = open()) {
            final HttpResponse<String> told = server.post("/api/double", " ".repeat(MOST + 1));
            assertEquals(413, told.statusCode());
            assertTrue(TestServer.error(told).startsWith("body: expected at most 100 bytes"));

            final HttpResponse<String> chunked = server.send(server.request("/api/bytes")
                    .header("Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(new byte[MOST + 1]))));
            assertEquals(413, chunked.statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/..%2f..%2fpom.xml",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..%5c..%5c",
                "//etc/passwd",
                "/js/%00main.js",
                "/..;/..;/etc/passwd",
                "/uplot/../../../META-INF/MANIFEST.MF"
            })
    void shouldGiveNothingOutsideOfThePage(String path) throws Exception {
        try (TestServer server = open()) {
            final String answer = raw(server, get(path, "127.0.0.1:" + server.port()));

            assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d.*"), answer);
            assertFalse(answer.contains("root:") || answer.contains("<project") || answer.contains("Manifest-Version"));
        }
    }

    @Test
    void shouldRefuseInOneLineOfJson() throws Exception {
        try (TestServer server = open()) {
            assertEquals(
                    "{\"number\":4}",
                    server.post("/api/double", "{\"number\":2}").body());
            for (final String bad :
                    List.of("{\"number\":", "[]", "{\"number\":\"x\"}", "{\"other\":1}", "", "{\"number\":null}")) {
                final HttpResponse<String> answer = server.post("/api/double", bad);
                assertEquals(400, answer.statusCode(), bad);
                assertEquals(1, TestServer.error(answer).lines().count());
            }
            final HttpResponse<String> form = server.send(server.request("/api/double")
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"number\":2}")));
            assertEquals(415, form.statusCode(), "as a form of another site could send it");
            assertEquals(400, server.get("/api/hello?n=x").statusCode());
            final HttpResponse<String> nowhere = server.get("/api/nowhere");
            assertEquals(404, nowhere.statusCode());
            assertNotNull(TestServer.error(nowhere));
        }
    }

    @Test
    void shouldKeepItsOwnFaultsToItself() throws Exception {
        try (TestServer server = open()) {
            final HttpResponse<String> answer = server.get("/api/fault");

            assertEquals(500, answer.statusCode());
            assertEquals("the server failed", TestServer.error(answer));
            assertEquals(1, server.failures().size(), "told to whoever runs it");
        }
    }

    @Test
    void shouldForbidThePageWhatItDoesNotNeed() throws Exception {
        try (TestServer server = open()) {
            for (final String path : List.of("/", "/style.css", "/js/main.js", "/uplot/uPlot.esm.js", "/api/hello")) {
                final HttpResponse<String> answer = server.get(path);
                assertEquals(200, answer.statusCode(), path);
                final String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElseThrow();
                assertTrue(policy.startsWith("default-src 'self';"), policy);
                assertFalse(policy.contains("unsafe") || policy.contains("http"), policy);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
                assertTrue(answer.headers().firstValue("Server").isEmpty());
            }
        }
    }

    @Test
    void shouldAskThoseForPatienceWhoAskTooOften() throws Exception {
        try (TestServer server = new TestServer(OPEN, new Limits(1e-9, 3, 1e6, 1e6, 9), List.of(new Tried()))) {
            final String cookie = cookie(server);
            assertTrue(cookie.startsWith("memspike-client-" + server.port() + "="), "not that of another server here");
            final List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(hello(server, cookie));
            }
            assertEquals(List.of(200, 200, 200, 429, 429), statuses);
            assertEquals(200, hello(server, cookie(server)), "another client");
        }
    }

    @Test
    void shouldTakeAllWhoInventTheirCookiesForOneClient() throws Exception {
        try (TestServer server = new TestServer(OPEN, new Limits(1e-9, 3, 1e6, 1e6, 9), List.of(new Tried()))) {
            final String cookie = cookie(server);
            final List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(hello(server, cookie + i));
            }
            assertEquals(List.of(200, 200, 200, 429, 429), statuses);
        }
    }

    @Test
    void shouldAskThoseForPatienceWhoGuessAtTheToken() throws Exception {
        try (TestServer server = new TestServer(
                new Access("127.0.0.1", TOKEN), new Limits(1e-9, 4, 1e6, 1e6, 9), List.of(new Tried()))) {
            final HttpResponse<String> visit = server.get("/?token=" + TOKEN);
            final String cookies = String.join(
                    "; ",
                    visit.headers().allValues("Set-Cookie").stream()
                            .map(each -> each.replaceFirst(";.*", ""))
                            .toList());
            for (int i = 0; i < 3; i++) {
                assertEquals(401, server.get("/?token=guess-" + i).statusCode());
            }
            assertEquals(429, server.get("/?token=guess").statusCode());
            assertEquals(429, server.get("/?token=" + TOKEN).statusCode(), "nor is anybody told that a guess is right");
            assertEquals(200, hello(server, cookies), "who knew it before is let in");
        }
    }

    /** What the page gives a browser to be known by. */
    private static String cookie(TestServer server) throws Exception {
        return server.get("/").headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static int hello(TestServer server, String cookie) throws Exception {
        return server.send(server.request("/api/hello").header("Cookie", cookie))
                .statusCode();
    }

    @Test
    void shouldWaitForNobodyWhoDoesNotSendItsBody() throws Exception {
        final List<Socket> slow = new ArrayList<>();
        try (TestServer server = open()) {
            for (int i = 0; i < 300; i++) { // more than threads listen
                final Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/double HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n"
                                        + "Connection: close\r\n\r\n{\"num")
                                .getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            assertEquals(
                    200,
                    server.send(server.request("/api/hello").timeout(Duration.ofMinutes(10)))
                            .statusCode());
            final Socket one = slow.get(slow.size() - 1); // the first may have waited too long by now
            one.getOutputStream().write("ber\":4}".getBytes(StandardCharsets.ISO_8859_1));
            one.getOutputStream().flush();
            final String answer = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.contains("{\"number\":8}"), answer);
            assertEquals(List.of(), server.failures());
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldConverseSoManyTimesWithOneClient() throws Exception {
        try (TestServer server = open()) {
            final List<WebSocket> open = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                final CompletableFuture<String> said = new CompletableFuture<>();
                open.add(socket(server, "http://127.0.0.1:" + server.port(), said)
                        .join());
                open.get(i).sendText("{\"number\":1}", true).join();
                said.get(10, TimeUnit.MINUTES); // it has its place before the next comes
            }
            final CompletableFuture<Integer> closed = new CompletableFuture<>();
            server.client()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/talk"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                            closed.complete(status);
                            return null;
                        }
                    })
                    .join();
            assertEquals(1013, closed.get(10, TimeUnit.MINUTES));

            final CompletableFuture<String> said = new CompletableFuture<>();
            final WebSocket other = server.client()
                    .newWebSocketBuilder()
                    .header("Cookie", cookie(server))
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/talk"), hearing(said))
                    .join();
            other.sendText("{\"number\":21}", true).join();
            assertEquals("{\"number\":42}", said.get(10, TimeUnit.MINUTES), "another client is heard");
            open.forEach(WebSocket::abort);
        }
    }

    @Test
    void shouldListenToSoManyAndNoMore() throws Exception {
        try (TestServer server = new TestServer(OPEN, new Limits(1e6, 1e6, 1e6, 1e6, 1), List.of(new Tried()));
                Socket first = listening(server)) {
            final HttpResponse<String> second = server.get("/api/events");

            assertEquals(429, second.statusCode());
            assertTrue(first.isConnected());
        }
    }

    /** A client of events that has read the first one. */
    private static Socket listening(TestServer server) throws Exception {
        final Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream()
                .write(get("/api/events", "127.0.0.1:" + server.port()).getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        final StringBuilder read = new StringBuilder();
        while (read.indexOf("event: first\ndata: {\"n\":1}\n\n") < 0) {
            read.append((char) socket.getInputStream().read());
        }
        return socket;
    }

    @Test
    void shouldDropOldNewsOfAClientThatDoesNotRead() throws Exception {
        final Tried part = new Tried();
        try (TestServer server = new TestServer(List.of(part));
                Socket slow = listening(server)) {
            final EventStream stream = part.listener.get(10, TimeUnit.MINUTES);
            final String news = "x".repeat(10_000);
            for (int i = 0; i < 5_000 || stream.dropped() == 0; i++) { // more than the network holds; returns at once
                stream.send("news", Map.of("n", i, "text", news));
            }
            assertEquals(200, server.get("/api/hello").statusCode(), "others are answered meanwhile");

            // who does not read is closed: the clock was here, and again, and nothing was read
            while (stream.isOpen()) {
                stream.touch();
            }
            assertTrue(slow.isConnected());
        }
    }

    @Test
    void shouldWaitForNobodyWhoDoesNotReadItsAnswer() throws Exception {
        final List<Socket> slow = new ArrayList<>();
        try (TestServer server = open()) {
            for (int i = 0; i < 3; i++) { // more than threads compute
                final Socket socket = new Socket("127.0.0.1", server.port());
                socket.getOutputStream()
                        .write(get("/api/large", "127.0.0.1:" + server.port()).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                assertEquals('H', socket.getInputStream().read(), "the answer has begun");
                slow.add(socket);
            }
            assertEquals("{\"hello\":1}", server.get("/api/hello").body());
            final String read = new String(slow.get(0).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(read.endsWith("xx\"}"), "all of it is there for who reads at last");
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldGiveAFileANameThatIsOne() throws Exception {
        try (TestServer server = open()) {
            final HttpResponse<String> file = server.get("/api/file");

            assertEquals("AB", file.body());
            assertEquals(
                    "attachment; filename=\"a_.._b.csv\"",
                    file.headers().firstValue("Content-Disposition").orElseThrow());
        }
    }

    @Test
    void shouldNoticeAClientThatHasGone() throws Exception {
        final Tried part = new Tried();
        try (TestServer server = new TestServer(List.of(part))) {
            listening(server).close();
            final EventStream stream = part.listener.get(10, TimeUnit.MINUTES);
            final CountDownLatch gone = new CountDownLatch(1);
            final Thread telling = new Thread(() -> {
                while (stream.send("news", Map.of())) {
                    Thread.onSpinWait();
                }
                gone.countDown();
            });
            telling.start();
            assertTrue(gone.await(10, TimeUnit.MINUTES), "sending says that nobody is there");
        }
    }
}
