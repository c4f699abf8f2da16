package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.serve.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs asked for over HTTP. */
class RunsHttpTest {
    @TempDir
    private Path folder;

    private final String gate = UUID.randomUUID().toString();
    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        server = serving();
    }

    private TestServer serving() throws IOException {
        return new TestServer(List.of(new RunsPart(TestServer.workshop(folder))));
    }

    @AfterEach
    void close() {
        Waiting.open(gate);
        server.close();
        server.failures().forEach(Throwable::printStackTrace);
        assertEquals(List.of(), server.failures());
    }

    private HttpResponse<String> start(String plan) throws Exception {
        return server.post("/api/runs", "{\"experiment\":\"waiting\",\"plan\":" + plan + "}");
    }

    private int started() throws Exception {
        final HttpResponse<String> run = start("{\"gate\":\"" + gate + "\",\"news\":\"twice\"}");
        assertEquals(200, run.statusCode(), run.body());
        return TestServer.json(run.body()).get("id").asInt();
    }

    @Test
    void shouldTellARunUntilItsEnd() throws Exception {
        final int id = started();
        Waiting.awaitBegun(gate);
        Waiting.open(gate);

        final String news = server.get("/api/runs/" + id + "/news").body(); // ends with the run

        assertTrue(
                news.contains("event: news\n") && news.contains("\"number\":1") && news.contains("\"number\":2"), news);
        assertTrue(news.endsWith("\n\n"), news);
        final String last =
                news.substring(news.lastIndexOf("event: state\ndata: ") + 19).strip();
        assertEquals("DONE", TestServer.json(last).get("state").asText());
        final String rest = server.get("/api/runs/" + id + "/news?after=1").body();
        assertTrue(!rest.contains("\"number\":1") && rest.contains("\"number\":2"), rest);
    }

    @Test
    void shouldTellWhatComesWhileAClientListens() throws Exception {
        final int id = started();
        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> listening = server.client()
                .sendAsync(server.request("/api/runs/" + id + "/news").build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add));
        for (String line = ""; !line.contains("RUNNING"); line = lines.take()) {}

        Waiting.open(gate);

        listening.join();
        assertTrue(
                lines.stream().allMatch(line -> line.isEmpty() || line.matches("(: |event: [a-z]+|data: \\{.*})")),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("DONE")), lines.toString());
    }

    @Test
    void shouldGiveResultAndFiles() throws Exception {
        final int id = started();
        Waiting.open(gate);
        server.get("/api/runs/" + id + "/news");

        final JsonNode run = TestServer.json(server.get("/api/runs/" + id).body());
        assertEquals("runs/1/files/out.txt", run.at("/result/file").asText());
        assertEquals("the file", run.at("/meanings/file").asText());
        assertEquals("out.txt", run.at("/files/0").asText());
        final HttpResponse<String> file = server.get("/api/runs/1/file?name=out.txt");
        assertEquals("written", file.body());
        assertTrue(file.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
        assertEquals(
                "key,value,meaning\nfile,runs/1/files/out.txt,the file\nread,,what was read\n",
                server.get("/api/runs/1/result.csv").body());
        final String curve = server.get("/api/runs/1/curve.csv").body();
        assertTrue(curve.startsWith("news,number,ratio,what,at\nNews,1,,é 1,"), curve);
        assertEquals(
                run.get("result"),
                TestServer.json(server.get("/api/runs/1/result.json").body()));
    }

    @Test
    void shouldShowARunOfAServerBeforeAndGoOnWithIt() throws Exception {
        started();
        Waiting.awaitBegun(gate);
        server.close();

        server = serving();
        final JsonNode all = TestServer.json(server.get("/api/runs").body());
        assertEquals("INTERRUPTED", all.at("/runs/0/state").asText());
        assertEquals(200, server.post("/api/runs/1/resume", "{}").statusCode());
        Waiting.open(gate);
        assertTrue(server.get("/api/runs/1/news").body().contains("DONE"));
    }

    @Test
    void shouldRefuseInOneLine() throws Exception {
        refused(400, "--count: expected a whole number, found 'x'", start("{\"gate\":\"g\",\"count\":\"x\"}"));
        refused(400, "--count: expected at least 0, found -1", start("{\"gate\":\"g\",\"count\":\"-1\"}"));
        refused(
                400,
                "--input: expected a file in the server's folder, or a name that comes with Memspike, found /etc/passwd",
                start("{\"gate\":\"g\",\"input\":\"/etc/passwd\"}"));
        assertEquals(
                400, server.post("/api/runs", "{\"experiment\":\"waiting\"}").statusCode());
        assertEquals(400, server.post("/api/runs", "{}").statusCode());
        assertEquals(413, start("{\"gate\":\"" + "g".repeat(70_000) + "\"}").statusCode());
        for (final String path : List.of("7", "7/news", "7/file?name=x", "7/result.csv", "x", "0", "%2e%2e")) {
            final HttpResponse<String> answer = server.get("/api/runs/" + path);
            if (path.endsWith("news")) { // the answer had begun
                assertTrue(answer.body().contains("event: failed"), path + answer.body());
            } else {
                assertEquals(404, answer.statusCode(), path + " " + answer.body());
            }
        }
        assertEquals(404, server.post("/api/runs/7/cancel", "{}").statusCode());
        assertEquals(400, server.get("/api/runs/form?experiment=sweep").statusCode());
    }

    private static void refused(int status, String line, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(line, TestServer.error(answer));
    }

    @Test
    void shouldTellLargeNumbersOfAPlanAsTextsThatNoDoubleRounds() throws Exception {
        final HttpResponse<String> run = server.post(
                "/api/runs",
                "{\"experiment\":\"train classify\",\"plan\":{\"network\":\"mlp\",\"seed\":\"9007199254740993\",\"samples\":\"60\"}}");
        assertEquals(200, run.statusCode(), run.body());
        final int id = TestServer.json(run.body()).get("id").asInt();
        server.post("/api/runs/" + id + "/cancel", "{}");
        for (final JsonNode plan : List.of(
                TestServer.json(run.body()).get("plan"),
                TestServer.json(server.get("/api/runs/" + id).body()).at("/run/plan"),
                TestServer.json(server.get("/api/runs").body()).at("/runs/0/plan"))) {
            assertTrue(plan.get("seed").isTextual(), plan.toString());
            assertEquals("9007199254740993", plan.get("seed").asText());
            assertTrue(plan.get("samples").isNumber());
        }
        server.get("/api/runs/" + id + "/news"); // ends with the run, which writes no more then
    }

    @Test
    void shouldCancelAndDelete() throws Exception {
        started();
        Waiting.awaitBegun(gate);
        assertEquals(409, server.send(server.request("/api/runs/1").DELETE()).statusCode());
        server.post("/api/runs/1/cancel", "{}");
        assertTrue(server.get("/api/runs/1/news").body().contains("CANCELLED"));
        assertEquals(200, server.send(server.request("/api/runs/1").DELETE()).statusCode());
        assertTrue(Files.notExists(folder.resolve("runs/1")));
    }
}
