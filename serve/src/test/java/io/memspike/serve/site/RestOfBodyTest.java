package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.serve.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that sends more than is taken reads why, however late it sends; over real connections. */
class RestOfBodyTest {
    private static final int MOST = 100;
    private static final int PIECE = 64 << 10;

    /** What is posted. */
    public record Number(int number) {}

    private static TestServer open() throws IOException {
        final Part part = site -> {
            site.post("/api/double", MOST, Number.class, (request, body) -> new Number(2 * body.number()));
            site.postBytes("/api/bytes", MOST, (request, bytes) -> bytes.length);
            site.get("/api/hello", request -> new Number(1));
        };
        return new TestServer(List.of(part));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The line that an answer's headers are followed by. */
    private static String body(BufferedReader answer) throws IOException {
        String line = answer.readLine();
        while (!line.isEmpty()) {
            line = answer.readLine();
        }
        final StringBuilder body = new StringBuilder();
        for (int next = answer.read(); next >= 0; next = answer.read()) { // it may come in pieces
            body.append((char) next);
            if (next == '}') {
                break;
            }
        }
        return body.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "413, /api/double, application/json, Origin", // says itself that it is too long
        "415, /api/double, text/plain, Origin",
        "413, /api/bytes, application/octet-stream, Origin",
        "403, /api/double, application/json, Sec-Fetch-Site",
        "404, /api/nothing, application/json, Origin"
    })
    void shouldTellWhyAndTakeTheRest(int status, String path, String type, String header) throws Exception {
        try (TestServer server = open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            final int pieces = 64; // 4 MiB: more than the network holds
            final String own = "127.0.0.1:" + server.port();
            write(
                    socket,
                    "POST " + path + " HTTP/1.1\r\nHost: " + own + "\r\n" + header + ": "
                            + (header.equals("Origin") ? "http://" + own : "cross-site") + "\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + pieces * PIECE + "\r\n\r\n");
            final BufferedReader answer = reader(socket);
            assertTrue(answer.readLine().startsWith("HTTP/1.1 " + status + " "), "answered before the body is there");

            final OutputStream out = socket.getOutputStream();
            for (int i = 0; i < pieces; i++) {
                out.write(new byte[PIECE]); // refused by nobody
            }
            out.flush();
            assertTrue(body(answer).startsWith("{\"error\":\""));
            assertEquals(List.of(), server.failures());
        }
    }

    @Test
    void shouldTakeTheRestOfPiecesThatTurnOutTooMany() throws Exception {
        try (TestServer server = open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            write(
                    socket,
                    "POST /api/double HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            final String piece = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            write(socket, piece);
            final BufferedReader answer = reader(socket);
            assertTrue(answer.readLine().startsWith("HTTP/1.1 413 "));
            for (int i = 0; i < 1000; i++) {
                write(socket, piece);
            }
            write(socket, "0\r\n\r\n");
            assertEquals("{\"error\":\"body: expected at most 100 bytes, found more\"}", body(answer));
        }
    }

    @Test
    void shouldAwaitNothingOfWhoAsksBeforeItSends() throws Exception {
        try (TestServer server = open()) {
            final String asking = "POST /api/double HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                write(socket, asking + "Content-Length: 1000000\r\n\r\n");
                final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("Connection: close"), answer);
            }
            try (Socket socket = new Socket("127.0.0.1", server.port())) { // of unknown length: it is told to go on
                write(socket, asking + "Transfer-Encoding: chunked\r\n\r\n");
                final BufferedReader answer = reader(socket);
                assertTrue(answer.readLine().startsWith("HTTP/1.1 100 "));
                assertEquals("", answer.readLine());
                final String piece = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
                write(socket, piece);
                assertTrue(answer.readLine().startsWith("HTTP/1.1 413 "));
                for (int i = 0; i < 1000; i++) {
                    write(socket, piece);
                }
                assertTrue(body(answer).startsWith("{\"error\":\"body: expected at most"));
            }
        }
    }

    @Test
    void shouldAnswerTheNextRequestOfTheSameConnection() throws Exception {
        try (TestServer server = open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            final String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n";
            write(
                    socket,
                    "POST /api/double" + host + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                            + "x".repeat(1000) + "GET /api/hello" + host + "Connection: close\r\n\r\n");

            final String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answers.startsWith("HTTP/1.1 413 "), answers);
            assertTrue(answers.contains("}HTTP/1.1 200 ") && answers.endsWith("{\"number\":1}"), answers);
        }
    }
}
