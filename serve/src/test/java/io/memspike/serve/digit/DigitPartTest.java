package io.memspike.serve.digit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.serve.TestServer;
import io.memspike.tasks.evaluate.Evaluate;
import io.memspike.tasks.evaluate.EvaluatePlan;
import io.memspike.tasks.evaluate.EvaluateResult;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Run;
import io.memspike.testing.Outside;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of digits, over HTTP. */
class DigitPartTest {
    private static final int SAMPLES = 12;

    @TempDir
    static Path directory;

    private static TestServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = TestServer.ofPage(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode run(String fields) throws Exception {
        final HttpResponse<String> answer = server.post("/api/digit/run", "{\"model\":\"prime\"," + fields + "}");
        assertEquals(200, answer.statusCode(), answer.body());
        return TestServer.json(answer.body());
    }

    /** Evaluate on the first samples; further fields of its plan begin with a comma. */
    private static EvaluateResult evaluated(String fields) throws Exception {
        final String plan = "{\"model\":\"prime\",\"samples\":" + SAMPLES + fields + "}";
        return new Evaluate().run(Plans.read(plan, EvaluatePlan.class), Run.quiet(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "'\"readNoise\":0.2,\"seed\":5,'|',\"readNoise\":0.2,\"seed\":5'",
                "'\"adcBits\":5,\"seed\":3,'|',\"converters\":{\"adcBits\":\"5\"},\"seed\":3'",
                "'\"adcBits\":6,\"readNoise\":0.05,'|',\"converters\":{\"adcBits\":\"6\"},\"readNoise\":0.05'"
            })
    void shouldAnswerTheBitsThatEvaluateGives(String settings, String options) throws Exception {
        final Path logits = directory.resolve("logits.safetensors");
        evaluated(options + ",\"logits\":\"" + logits + "\"");
        final float[] expected;
        try (SafetensorsFile file = SafetensorsFile.open(logits)) {
            expected = file.tensor("logits").floats();
        }
        for (int i = 0; i < SAMPLES; i++) {
            final JsonNode answer = run(settings + "\"dataset\":\"mnist\",\"sample\":" + i);
            for (int t = 0; t < 10; t++) {
                final float[] readout = new float[10];
                for (int c = 0; c < 10; c++) {
                    readout[c] = (float)
                            answer.get("trail").get(t).get("readout").get(c).doubleValue();
                }
                assertArrayEquals(Arrays.copyOfRange(expected, (i * 10 + t) * 10, (i * 10 + t + 1) * 10), readout);
            }
        }
    }

    @Test
    void shouldStopWhereEvaluateStops() throws Exception {
        final EvaluateResult expected = evaluated(",\"earlyStop\":\"0.4\"");
        int steps = 0;
        int right = 0;
        for (int i = 0; i < SAMPLES; i++) {
            final JsonNode answer = run("\"stop\":0.4,\"dataset\":\"mnist\",\"sample\":" + i);
            steps += answer.get("steps").intValue();
            right += answer.get("decision").intValue() == answer.get("label").intValue() ? 1 : 0;
            assertEquals(answer.get("steps").intValue(), answer.get("trail").size());
        }
        assertEquals(expected.meanSteps(), (double) steps / SAMPLES, 1e-12);
        assertEquals(expected.accuracy(), (double) right / SAMPLES, 1e-12);
    }

    @Test
    void shouldCutTheWeakestOfWhatIsConnected() throws Exception {
        final JsonNode whole = weights("");
        final JsonNode cut = weights("\"pruned\":0.8,");
        int more = 0;
        float strongestCut = 0;
        float weakestKept = Float.MAX_VALUE;
        final byte[] before = Base64.getDecoder().decode(whole.get("connected").textValue());
        final byte[] after = Base64.getDecoder().decode(cut.get("connected").textValue());
        for (int i = 0; i < before.length; i++) {
            final float weight = Math.abs((float) whole.get("weights").get(i).doubleValue());
            if (before[i] == 1 && after[i] == 0) {
                more++;
                strongestCut = Math.max(strongestCut, weight);
                assertEquals(0, cut.get("weights").get(i).doubleValue());
            } else if (after[i] == 1) {
                weakestKept = Math.min(weakestKept, weight);
            }
        }
        assertTrue(more > 0, "connections cut");
        assertTrue(strongestCut <= weakestKept, strongestCut + " was cut, " + weakestKept + " was not");
        assertEquals(
                0.8,
                run("\"pruned\":0.8,\"dataset\":\"mnist\",\"sample\":1")
                        .get("pruned")
                        .doubleValue(),
                1e-3);
    }

    private static JsonNode weights(String settings) throws Exception {
        final HttpResponse<String> answer = server.post(
                "/api/digit/weights",
                "{\"of\":{" + settings + "\"model\":\"prime\",\"dataset\":\"mnist\"},\"node\":\"n1\",\"neuron\":7}");
        assertEquals(200, answer.statusCode(), answer.body());
        return TestServer.json(answer.body());
    }

    @Test
    void shouldFeelFaultsAndAge() throws Exception {
        final JsonNode own = run("\"dataset\":\"mnist\",\"sample\":3").get("trail");
        final JsonNode faulty =
                run("\"faults\":0.1,\"dataset\":\"mnist\",\"sample\":3").get("trail");
        final JsonNode programmed =
                run("\"device\":\"pcm\",\"dataset\":\"mnist\",\"sample\":3").get("trail");
        final JsonNode old = run("\"device\":\"pcm\",\"age\":1e7,\"dataset\":\"mnist\",\"sample\":3")
                .get("trail");

        assertNotEquals(own, faulty);
        assertNotEquals(own, programmed);
        assertNotEquals(programmed, old);
    }

    @Test
    void shouldNameADrawing() throws Exception {
        final JsonNode sample = TestServer.json(
                server.get("/api/digit/sample?dataset=mnist&sample=0").body());
        final JsonNode drawn = run("\"pixels\":\"" + sample.get("pixels").textValue() + "\"");

        assertEquals(7, sample.get("label").intValue());
        assertEquals(7, drawn.get("decision").intValue());
        assertTrue(drawn.get("label").isNull(), "nobody knows what a drawing is of");
    }

    @Test
    void shouldShowARecordingAsTheDataSetOfRecordingsShowsIt() throws Exception {
        final byte[] bytes = Files.readAllBytes(Outside.file("data/nmnist/Test/3/00614.bin"));
        final HttpResponse<String> given = given(bytes, "a.bin");
        assertEquals(200, given.statusCode(), given.body());
        final String name = TestServer.json(given.body()).get("recording").textValue();

        assertEquals(3, run("\"recording\":\"" + name + "\"").get("decision").intValue());
    }

    private static HttpResponse<String> given(byte[] recording, String name) throws Exception {
        return server.send(server.request("/api/digit/recording?name=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(recording)));
    }

    /** A recording of EVT 3 in which words tell of twelve events each. */
    private static byte[] vectors(int words) {
        final byte[] head = "% evt 3.0\n% geometry 34x34\n% end\n".getBytes(StandardCharsets.US_ASCII);
        final ByteBuffer bytes =
                ByteBuffer.allocate(head.length + 6 + 4 * words).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(head);
        bytes.putShort((short) 0x8000).putShort((short) 0x6001).putShort((short) 0x0003); // time, and row
        for (int i = 0; i < words; i++) {
            bytes.putShort((short) 0x3800).putShort((short) 0x4fff); // columns from 0, of which twelve
        }
        return bytes.array();
    }

    @Test
    void shouldTakeNoRecordingOfFarMoreEventsThanBytes() throws Exception {
        assertEquals(200, given(vectors(1000), "a.raw").statusCode());
        final HttpResponse<String> bomb = given(vectors(GivenRecordings.MOST_EVENTS / 12 + 1), "a.raw");

        assertEquals(400, bomb.statusCode(), bomb.body());
        assertEquals("recording: expected at most 1048576 events, found more", TestServer.error(bomb));
    }

    @Test
    void shouldTakeARecordingWhateverItsFileIsCalled() throws Exception {
        for (final String name : List.of("a." + "b".repeat(4000), "..%2F..%2Fa.raw%2F", "%00", "")) {
            assertEquals(200, given(vectors(10), name).statusCode(), name);
        }
        try (Stream<Path> left = Files.list(directory.resolve("given"))) {
            assertEquals(List.of(), left.toList(), "its file is gone");
        }
    }

    @Test
    void shouldSayWhichRequestItAnswers() throws Exception {
        assertEquals(7, run("\"asked\":7,\"dataset\":\"mnist\"").get("asked").intValue());
        assertTrue(run("\"dataset\":\"mnist\"").get("asked").isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|model: expected one of|{\"model\":\"nobody\",\"dataset\":\"mnist\"}",
                "404|dataset: expected one of|{\"model\":\"prime\",\"dataset\":\"/etc\"}",
                "404|recording: expected one|{\"model\":\"prime\",\"recording\":\"x\"}",
                "400|sample: expected 0 to 9999|{\"model\":\"prime\",\"dataset\":\"mnist\",\"sample\":10000}",
                "400|expected one of pixels|{\"model\":\"prime\"}",
                "400|pixels: expected 28 x 28 bytes, found 3|{\"model\":\"prime\",\"pixels\":\"AAAA\"}",
                "400|pixels: expected Base64|{\"model\":\"prime\",\"pixels\":\"???\"}",
                "400|unknown field|{\"model\":\"prime\",\"dataset\":\"mnist\",\"colour\":1}",
                "400|request|{\"model\":",
                "400|device: expected own|{\"model\":\"prime\",\"dataset\":\"mnist\",\"device\":\"histogram:/etc/passwd\"}",
                "400|age: expected a device|{\"model\":\"prime\",\"dataset\":\"mnist\",\"age\":9}",
                "400|readNoise: expected a share|{\"model\":\"prime\",\"dataset\":\"mnist\",\"readNoise\":-1}",
                "400|adcBits: expected|{\"model\":\"prime\",\"dataset\":\"mnist\",\"adcBits\":99}",
                "400|found an auto-encoder|{\"model\":\"mnist-inpainting\",\"dataset\":\"mnist\"}"
            })
    void shouldRefuseInOneLine(int status, String expected, String body) throws Exception {
        final HttpResponse<String> answer = server.post("/api/digit/run", body);

        assertEquals(status, answer.statusCode(), answer.body());
        final String line = TestServer.error(answer);
        assertTrue(line.contains(expected), line);
        assertEquals(1, line.lines().count());
    }
}
