package io.memspike.serve.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.serve.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams asked for over HTTP. */
class StreamHttpTest {
    private static final int PIXEL = 34;
    private static final int IN_BETWEEN = 6 << 20; // bytes: Linux keeps at most 4 MiB for a sender

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new TestServer(List.of(new StreamPart(TestServer.workshop(folder))));
    }

    @AfterEach
    void close() {
        server.close();
        assertEquals(List.of(), server.failures());
    }

    private HttpResponse<String> start(String source, String more) throws Exception {
        return server.post(
                "/api/stream/start",
                "{\"model\":\"prime\",\"source\":\"" + source + "\",\"speed\":10,\"stopAt\":0.8" + more + "}");
    }

    /** The first picture of which that holds. */
    private JsonNode await(Predicate<JsonNode> what) throws Exception {
        final HttpResponse<Stream<String>> frames =
                server.client().send(server.request("/api/stream/frames").build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = frames.body()) {
            return lines.filter(line -> line.startsWith("data: "))
                    .map(line -> json(line.substring(6)))
                    .filter(what)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode json(String text) {
        try {
            return TestServer.json(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<JsonNode> state(String name) {
        return frame -> frame.get("state").asText().equals(name);
    }

    @Test
    void shouldDecideDigitsBeforeTheCamera() throws Exception {
        assertEquals(200, start("saccade:mnist", "").statusCode());

        final JsonNode frame = await(each -> each.get("decided").asInt() >= 5);

        assertEquals(PIXEL * PIXEL, frame.get("surface").binaryValue().length);
        assertTrue(frame.get("right").asInt() >= 3, frame.toString()); // of a model that knows 97 of 100
        long counted = 0;
        for (final JsonNode bin : frame.get("counts")) {
            counted += bin.asLong();
        }
        assertEquals(frame.get("decided").asLong(), counted);
        assertTrue(
                frame.at("/latency/p50").asDouble() <= frame.at("/latency/p999").asDouble());
        assertEquals(frame.get("upTo").size(), frame.get("counts").size());
    }

    @Test
    void shouldPauseGoOnAndStop() throws Exception {
        start("saccade:mnist", "");
        await(state("RUNNING"));
        assertEquals(200, server.post("/api/stream/pause", "{}").statusCode());
        await(state("PAUSED"));
        server.post("/api/stream/go", "{}");
        await(state("RUNNING"));
        server.post("/api/stream/stop", "{}");
        await(state("STOPPED"));
    }

    @Test
    void shouldReadARingThatComesLater() throws Exception {
        assertEquals(200, start("ipc:camera.ring", "").statusCode());
        await(state("WAITING"));
        try (EventIngest ring = EventIngest.create(folder.resolve("camera.ring"), IngestSpec.blocking())) {
            final EventProducer producer = ring.producer(0);
            for (int i = 0; i < 3000; i++) {
                producer.offer(PackedEvent.of(100L * i, i % PIXEL, i / PIXEL % PIXEL, i % 2 == 0));
            }
            producer.end();
            final JsonNode ended = await(state("ENDED"));
            assertEquals(3000, ended.get("events").asInt());
            assertEquals(1, ended.get("decided").asInt());
            assertTrue(ended.get("right").isNull());
        }
    }

    /** More than lies between a server and a client who reads nothing would block who sends it. */
    @Test
    void shouldGoOnWhereAClientDoesNotRead() throws Exception {
        server.close();
        server = new TestServer(List.of(new StreamPart(TestServer.workshop(folder), 1)));
        start("saccade:mnist", "");
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress("127.0.0.1", server.port()));
            slow.getOutputStream()
                    .write("GET /api/stream/frames HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                            .formatted(server.port())
                            .getBytes(StandardCharsets.US_ASCII));
            slow.getInputStream().read(); // it is answered
            final HttpResponse<InputStream> frames = server.client()
                    .send(server.request("/api/stream/frames").build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = frames.body()) {
                body.skipNBytes(IN_BETWEEN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../x.bin",
                "none.bin",
                "saccade:/etc",
                "ipc:../ring",
                "ipc:",
                "udp:7777",
                "jaer:x"
            })
    void shouldRefuseOtherSources(String source) throws Exception {
        final HttpResponse<String> answer = start(source, "");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(TestServer.error(answer).contains("expected"));
    }

    @Test
    void shouldRefuseARingBehindALinkThatLeadsElsewhere() throws Exception {
        Files.createSymbolicLink(folder.resolve("camera.ring"), folder.resolveSibling("still to come.ring"));
        assertEquals(400, start("ipc:camera.ring", "").statusCode());
    }

    @Test
    void shouldKeepWhatRunsWhereTheNextIsRefusedAndEndItWhereItIsNot() throws Exception {
        start("saccade:mnist", "");
        await(state("RUNNING"));
        assertEquals(400, start("none.bin", "").statusCode());
        assertEquals("RUNNING", await(frame -> true).get("state").asText());
        assertEquals(200, start("ipc:camera.ring", "").statusCode());
        assertEquals("ipc:camera.ring", await(state("WAITING")).get("source").asText());
        assertEquals(
                "source: expected a recording, found the ring that is being read: camera.ring",
                TestServer.error(start("camera.ring", "")));
    }

    @Test
    void shouldRefuseWhatIsNoStream() throws Exception {
        Files.writeString(folder.resolve("broken.bin"), "abc");
        assertEquals(400, start("broken.bin", "").statusCode());
        assertEquals(400, start("saccade:mnist", ",\"other\":1").statusCode());
        assertEquals(404, server.post("/api/stream/pause", "{}").statusCode());
        assertEquals(
                400,
                server.post(
                                "/api/stream/start",
                                "{\"model\":\"mnist-inpainting\",\"source\":\"saccade:mnist\",\"speed\":1,\"stopAt\":0.8}")
                        .statusCode());
        for (final String speed : List.of("0", "-1", "1e9")) {
            assertEquals(
                    400,
                    server.post(
                                    "/api/stream/start",
                                    "{\"model\":\"prime\",\"source\":\"saccade:mnist\",\"speed\":" + speed
                                            + ",\"stopAt\":0.8}")
                            .statusCode());
        }
    }
}
