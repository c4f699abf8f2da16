package io.memspike.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.serve.array.ArrayPart;
import io.memspike.serve.digit.DigitPart;
import io.memspike.serve.hole.HolePart;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.run.RunRecord;
import io.memspike.serve.run.RunStore;
import io.memspike.serve.run.RunsPart;
import io.memspike.serve.stream.StreamPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole page before any bytes, as targets of a fuzzer; {@code .ci/fuzz} runs them. What must hold: an answer below 500, or the
 * 505 of another HTTP, or none, soon, and never what lies beside the server's folder.
 */
class RequestFuzz {
    private static final int HANG_MILLIS =
            System.getenv("JAZZER_FUZZ") == null ? 600_000 : 55_000; // a machine may be busy, a fuzzer finds that out
    private static final int MOST_READ = 1 << 16;
    private static final String SECRET = "what-lies-beside-the-folder";
    private static TestServer server;
    private static RunStore store;
    private static Path around;

    /** A method and a path with its query, then the body in the lines behind. */
    static Stream<byte[]> requests() {
        return Stream.of(
                        "GET /",
                        "GET /js/stream.js",
                        "GET /../secret.txt",
                        "GET /api/runs",
                        "GET /api/runs/form?experiment=train%20classify",
                        "GET /api/runs/1",
                        "GET /api/runs/1/news?after=2",
                        "GET /api/runs/1/file?name=../../../secret.txt",
                        "GET /api/runs/1/curve.csv",
                        "GET /api/runs/1/result.json",
                        "DELETE /api/runs/1",
                        "POST /api/runs\n{\"experiment\":\"evaluate\",\"plan\":{\"model\":\"prime\",\"samples\":\"2\",\"data\":\"../..\"}}",
                        "POST /api/runs\n{\"experiment\":\"data info\",\"plan\":{\"recording\":\"../secret.txt\"}}",
                        "POST /api/runs/1/cancel\n{}",
                        "POST /api/runs/1/resume\n{}",
                        "GET /api/stream",
                        "GET /api/stream/frames",
                        "POST /api/stream/start\n{\"model\":\"prime\",\"source\":\"../secret.txt\",\"speed\":1,\"stopAt\":0.8}",
                        "POST /api/stream/start\n{\"model\":\"prime\",\"source\":\"ipc:a\",\"speed\":1,\"stopAt\":0.8}",
                        "POST /api/stream/stop\n{}",
                        "GET /api/array",
                        "GET /api/array/map?model=prime&node=fc&what=conductance",
                        "GET /api/array/cell?model=prime&node=fc&row=1&column=2",
                        "GET /api/digit/models",
                        "GET /api/digit/sample?model=prime&number=3",
                        "POST /api/digit/run\n{\"model\":\"prime\",\"sample\":3,\"seed\":1}",
                        "POST /api/digit/weights\n{\"model\":\"prime\"}",
                        "GET /api/hole/models",
                        "GET /api/hole/prior?model=mnist-inpainting&seed=1")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    static Stream<byte[]> raw() {
        return Stream.of(
                        "GET /api/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                        "GET /../../secret.txt HTTP/1.0\r\nHost: localhost\r\n\r\n",
                        "POST /api/stream/stop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        "POST /api/digit/recording HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"
                                + "Content-Length: 9\r\n\r\nabc",
                        "GET /api/digit/talk HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n\u0081\u0002{}")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static synchronized TestServer server() throws IOException {
        if (server == null) {
            around = Files.createTempDirectory("memspike-fuzz");
            Files.writeString(around.resolve("secret.txt"), SECRET);
            final Workshop workshop = TestServer.workshop(Files.createDirectory(around.resolve("folder")));
            final RunsPart runs = new RunsPart(workshop);
            store = runs.store();
            server = new TestServer(List.of(
                    new DigitPart(workshop),
                    new HolePart(workshop),
                    new ArrayPart(workshop),
                    new StreamPart(workshop),
                    runs));
        }
        return server;
    }

    @AfterAll
    static synchronized void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
            try (Stream<Path> all = Files.walk(around)) {
                all.sorted((a, b) -> b.compareTo(a))
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    @MethodSource("requests")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void request(byte[] bytes) throws IOException {
        final String[] parts = new String(bytes, ISO_8859_1).split("\n", 2);
        final String body = parts.length == 2 ? parts[1] : "";
        final String head = parts[0].replace("\r", "") + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
        final String type = parts[0].contains("recording") ? "application/octet-stream" : "application/json";
        check((head + "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(ISO_8859_1));
    }

    @MethodSource("raw")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void raw(byte[] bytes) throws IOException {
        check(bytes);
    }

    private static void check(byte[] bytes) throws IOException {
        final TestServer asked = server();
        final String answer = answer(asked.port(), bytes);

        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 ([1-4]\\d\\d|505) .*"), answer);
        final boolean isGuessed =
                new String(bytes, ISO_8859_1).contains(SECRET); // an answer may tell what it was asked
        assertFalse(answer.contains(SECRET) && !isGuessed, answer);
        assertEquals(List.of(), asked.failures());
        for (final RunRecord run : store.all()) {
            forget(run.id());
        }
    }

    private static void forget(int run) throws IOException {
        store.cancel(run);
        if (store.get(run).state().hasEnded()) {
            store.delete(run);
        }
    }

    /** What comes within a while, of what does not end its beginning; nothing where the connection is just closed. */
    private static String answer(int port, byte[] bytes) throws IOException {
        final ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(HANG_MILLIS); // what hangs longer throws
            final OutputStream out = socket.getOutputStream();
            out.write(bytes);
            socket.shutdownOutput();
            final InputStream in = socket.getInputStream();
            final byte[] piece = new byte[MOST_READ];
            int count = in.read(piece);
            while (count > 0) {
                read.write(piece, 0, count);
                final String text = read.toString(ISO_8859_1);
                final boolean isEndless = text.contains("text/event-stream") || text.startsWith("HTTP/1.1 101");
                count = isEndless || read.size() > MOST_READ ? 0 : in.read(piece);
            }
        } catch (SocketException e) { // closed while it was written to: refused
            return read.toString(ISO_8859_1);
        }
        return read.toString(ISO_8859_1);
    }
}
