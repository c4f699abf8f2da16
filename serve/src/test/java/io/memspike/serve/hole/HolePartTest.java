package io.memspike.serve.hole;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.serve.TestServer;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.PriorSamples;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Pictures;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of holes, over HTTP: what the commands inpaint and sample say. */
class HolePartTest {
    private static final int PICTURES = 3;
    private static final Canvas CANVAS = new Canvas(32);

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

    private static AutoEncoderNetwork network() throws Exception {
        return AutoEncoderNetwork.of(
                ShippedModels.inpainting(), KernelsLookup.find("auto").kernels(), ReadNoise.NONE);
    }

    @Test
    void shouldFillAsTheCommandDoes() throws Exception {
        final Model model = ShippedModels.inpainting();
        final HoleMask hole = HoleMask.of(CANVAS, Hole.prime());
        final Inpainting.Result expected = new Inpainting(
                        network(), new Inpainting.Settings(hole, PictureStop.of(model), 1, 1))
                .run(Pictures.of(DataSets.ofSystem().images("mnist", Split.TEST), CANVAS, PICTURES), done -> {});
        final byte[] missing = new byte[CANVAS.pixels()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = (byte) (hole.contains(i) ? 1 : 0);
        }
        for (int i = 0; i < PICTURES; i++) {
            final List<JsonNode> told = fill(i, missing);
            final JsonNode last = told.get(told.size() - 2);
            final JsonNode finished = told.get(told.size() - 1);

            assertEquals(expected.steps()[i], finished.get("steps").intValue());
            assertEquals(told.size() - 1, finished.get("steps").intValue(), "every step was told");
            assertArrayEquals(
                    Painted.greys(expected.filled().get(i)),
                    Base64.getDecoder().decode(last.get("greys").textValue()));
        }
    }

    /** Data of the events that filling a test digit sends. */
    private static List<JsonNode> fill(int sample, byte[] missing) throws Exception {
        final String pixels = TestServer.json(server.get("/api/digit/sample?dataset=mnist&sample=" + sample)
                        .body())
                .get("pixels")
                .textValue();
        final HttpResponse<String> answer = server.post(
                "/api/hole/fill",
                "{\"model\":\"mnist-inpainting\",\"number\":" + sample + ",\"pixels\":\"" + pixels + "\",\"missing\":\""
                        + Base64.getEncoder().encodeToString(missing) + "\"}");
        assertEquals(200, answer.statusCode());
        final List<JsonNode> data = new ArrayList<>();
        for (final String line : answer.body().lines().toList()) {
            if (line.startsWith("data: ")) {
                data.add(TestServer.json(line.substring(6)));
            }
        }
        return data;
    }

    @Test
    void shouldDrawFromThePriorAsTheCommandDoes() throws Exception {
        final List<float[]> expected = PriorSamples.draw(network(), 3, 7, 1);
        final JsonNode drawn = TestServer.json(server.get("/api/hole/prior?model=mnist-inpainting&count=3&seed=7")
                .body());

        assertEquals(32, drawn.get("side").intValue());
        assertEquals(3, drawn.get("pictures").size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(
                    Painted.greys(expected.get(i)),
                    Base64.getDecoder().decode(drawn.get("pictures").get(i).textValue()));
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAHole() throws Exception {
        final List<JsonNode> whole = fill(0, new byte[CANVAS.pixels()]);
        assertEquals(
                "hole: expected a hole of at least 1 pixel, found none",
                whole.get(0).get("error").textValue());
        final List<JsonNode> small = fill(0, new byte[9]);
        assertEquals(
                "hole: expected 1024 pixels, found 9", small.get(0).get("error").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|expected model, pixels and missing|{}",
                "400|--early-stop: expected a threshold|{\"model\":\"m\",\"pixels\":\"\",\"missing\":\"\",\"stop\":\"soon\"}",
            })
    void shouldRefuseInOneLine(int status, String expected, String body) throws Exception {
        final HttpResponse<String> answer = server.post("/api/hole/fill", body);

        assertEquals(status, answer.statusCode());
        assertTrue(TestServer.error(answer).contains(expected), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "404,model=nobody",
        "400,model=prime",
        "400,model=mnist-inpainting&count=65",
        "400,model=mnist-inpainting&seed=x"
    })
    void shouldDrawNothingElse(int status, String query) throws Exception {
        final HttpResponse<String> answer = server.get("/api/hole/prior?" + query);

        assertEquals(status, answer.statusCode());
        assertEquals(1, TestServer.error(answer).lines().count());
    }
}
