package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the page's runs where its server is killed at any moment: every run is told, and comes to the same bits. */
class ServeCrashTest {
    private static final String TRAINING =
            "{\"experiment\":\"train classify\",\"plan\":{\"network\":\"mlp\",\"samples\":\"60\",\"hold-out\":\"20\",\"test-samples\":\"10\","
                    + "\"epochs\":\"4\",\"batch\":\"20\"}}";
    private static final Pattern ADDRESS = Pattern.compile("(http://[^/ ]+)/");

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private Victim serve() throws IOException {
        return Victim.start(directory.resolve("log"), "serve", "--port", 0, "--dir", directory.resolve("served"));
    }

    /** Where it listens; null where it was killed before it did. */
    private static String address(Victim server) throws IOException {
        while (true) {
            final boolean isAlive = server.isAlive();
            final Matcher found = ADDRESS.matcher(server.said());
            if (found.find()) {
                return found.group(1);
            }
            if (!isAlive) {
                return null;
            }
            Thread.onSpinWait();
        }
    }

    private JsonNode send(String address, String path, String body) throws IOException, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        final HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonMapper().readTree(answer.body());
    }

    /** Lets interrupted runs go on, and starts one where all are done. */
    private void goOn(String address) throws IOException, InterruptedException {
        final JsonNode all = send(address, "/api/runs", null);
        boolean isAllDone = true;
        for (final JsonNode run : all.get("runs")) {
            final String state = run.get("state").asText();
            assertTrue(List.of("QUEUED", "RUNNING", "INTERRUPTED", "DONE").contains(state), run.toString());
            isAllDone &= state.equals("DONE");
            if (state.equals("INTERRUPTED")) {
                send(address, "/api/runs/" + run.get("id").asInt() + "/resume", "{}");
            }
        }
        if (isAllDone) {
            send(address, "/api/runs", TRAINING);
        }
    }

    /** Waits until a run tells nothing any more. */
    private void await(String address, int run) throws IOException, InterruptedException {
        try (Stream<String> news = client.send(
                        HttpRequest.newBuilder(URI.create(address + "/api/runs/" + run + "/news"))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()) {
            news.forEach(line -> {});
        }
    }

    @Test
    void shouldKeepEveryRunAndComeToTheSameModels() throws Exception {
        final long begin = System.nanoTime();
        final Victim first = serve();
        final String there = address(first);
        send(there, "/api/runs", TRAINING);
        await(there, 1);
        final long nanos = System.nanoTime() - begin;
        first.killedAfter(0).status();

        final Random random = new Random(5);
        for (int killed = 0; killed < CrashTest.MOMENTS; killed++) {
            final Victim server = serve().killedAfter(CrashTest.moment(random, nanos));
            try {
                final String address = address(server);
                if (address != null) {
                    goOn(address);
                }
            } catch (IOException e) { // it was killed meanwhile
                assertTrue(server.status() != 0, () -> "it lives, but " + e);
            }
            server.status();
        }
        final Victim last = serve();
        requireAllTheSame(address(last));
        last.killedAfter(0).status();
    }

    private void requireAllTheSame(String address) throws IOException, InterruptedException {
        goOn(address);
        final JsonNode all = send(address, "/api/runs", null);
        final Path runs = directory.resolve("served/runs");
        final byte[] model = Files.readAllBytes(runs.resolve("1/files/model.safetensors"));
        for (final JsonNode each : all.get("runs")) {
            final int id = each.get("id").asInt();
            await(address, id);
            final JsonNode run = send(address, "/api/runs/" + id, null);
            assertEquals("DONE", run.at("/run/state").asText(), run.toString());
            assertArrayEquals(model, Files.readAllBytes(runs.resolve(id + "/files/model.safetensors")), "run " + id);
        }
        for (final JsonNode damaged : all.get("damaged")) { // was killed before it was in line: nobody was told of it
            assertTrue(damaged.asText().endsWith("expected what is known of a run, found none"), damaged.asText());
        }
        try (Stream<Path> files = Files.walk(runs)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
    }
}
