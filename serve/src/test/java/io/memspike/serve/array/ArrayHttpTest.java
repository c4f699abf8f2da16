package io.memspike.serve.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.serve.TestServer;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.ShippedModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays asked for over HTTP: what is told is what the model's cells are. */
class ArrayHttpTest {
    private static final String MODEL = "mnist-classifier";

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static String node;
    private static MemristorArray array;

    @BeforeAll
    static void serve() throws Exception {
        server = new TestServer(List.of(new ArrayPart(TestServer.workshop(folder))));
        final JsonNode layers = json("/api/array").at("/models/" + MODEL);
        node = layers.get(layers.size() - 1).get("node").asText();
        final Model model = ShippedModels.read(MODEL);
        array = ModelNetwork.array(model, node, Matrix.of(model.graph(), node));
    }

    @AfterAll
    static void close() {
        server.close();
        assertEquals(List.of(), server.failures());
    }

    private static JsonNode json(String path) throws Exception {
        final var answer = server.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return TestServer.json(answer.body());
    }

    private static String query(String more) {
        return "?model=" + MODEL + "&node=" + node + more;
    }

    @Test
    void shouldTellEachCellAsItIs() throws Exception {
        final int rows = array.layer().unfolding().rows();
        for (int row = 0; row < rows; row += rows / 7) {
            final int w = array.layer().unfolding().weight(row, 3);
            final JsonNode cell = json("/api/array/cell" + query("&row=" + row + "&column=3"));
            assertEquals(
                    array.positiveSiemens()[w] * 1e6,
                    cell.get("positiveMicrosiemens").asDouble());
            assertEquals(
                    array.negativeSiemens()[w] * 1e6,
                    cell.get("negativeMicrosiemens").asDouble());
            assertEquals(array.weights()[w], cell.get("weight").floatValue());
            assertEquals(array.mask()[w] != 0, cell.get("isConnected").asBoolean());
            assertTrue(cell.get("positiveTargetMicrosiemens").isNull()); // it was never aimed at anything
            assertEquals("class 3", cell.get("columnMeaning").asText());
        }
    }

    @Test
    void shouldMapAndCountAllCells() throws Exception {
        final JsonNode shown = json("/api/array/map" + query(""));
        final byte[] cells = shown.at("/map/cells").binaryValue();
        final double highest = shown.at("/map/highestSiemens").asDouble();
        final int columns = 2 * array.layer().unfolding().columns();
        assertEquals(array.layer().unfolding().rows() * columns, cells.length);
        for (int i = 0; i < cells.length; i += 97) {
            final int w = array.layer().unfolding().weight(i / columns, i % columns / 2);
            final double siemens = i % 2 == 0 ? array.positiveSiemens()[w] : array.negativeSiemens()[w];
            if (array.mask()[w] == 0) {
                assertEquals(1, cells[i]);
            } else {
                assertEquals(siemens, ((cells[i] & 0xff) - 2) / 253.0 * highest, highest / 253);
            }
        }
        int connected = 0;
        for (final byte bit : array.mask()) {
            connected += bit;
        }
        int counted = 0;
        for (final JsonNode bin : shown.at("/conductances/of/0")) {
            counted += bin.asInt();
        }
        assertEquals(connected, counted);
        assertEquals(connected, shown.get("connected").asInt());
    }

    @Test
    void shouldTellWhatWiresKeepAsTheSolverDoes() throws Exception {
        final WiredLayer wired =
                WiredLayer.of(array, new CrossbarWires(LineResistances.ofWires(5, 5), false), Tiles.PRIME);
        final JsonNode drop = json("/api/array/drop" + query("&tile=0&wire=5"));
        final int columns = 2 * drop.at("/tile/outputs").asInt();
        final double most = drop.get("mostPercent").asDouble();
        final byte[] cells = drop.get("cells").binaryValue();
        for (int i = 0; i < cells.length; i += 131) {
            assertEquals(100 * wired.irDrop()[i / columns][i % columns], (cells[i] & 0xff) / 255.0 * most, most / 255);
        }
    }

    @Test
    void shouldTellWhatProgrammedCellsWereAimedAt() throws Exception {
        final JsonNode cell = json("/api/array/cell" + query("&row=1&column=3&device=pcm&age=86400"));
        assertTrue(cell.get("positiveTargetMicrosiemens").isNumber());
        int faulty = json("/api/array/map" + query("&device=rram&stuck-at=0.5"))
                .get("faulty")
                .asInt();
        assertTrue(faulty > 0.4 * 2 * array.mask().length && faulty < 0.6 * 2 * array.mask().length);
    }

    @ParameterizedTest
    @CsvSource({
        "cell, &row=-1, 400",
        "cell, &row=999999, 400",
        "cell, &column=x, 400",
        "map, &device=histogram:/etc/passwd, 400",
        "map, &age=5, 400",
        "map, &stuck-at=2, 400",
        "map, &stuck-at=NaN, 400",
        "drop, &tile=99, 400",
        "drop, &wire=0, 400"
    })
    void shouldRefuseInOneLine(String what, String more, int status) throws Exception {
        final var answer = server.get("/api/array/" + what + query(more));
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(TestServer.error(answer).contains("expected"));
    }

    @Test
    void shouldNotFindWhatIsNotThere() throws Exception {
        assertEquals(404, server.get("/api/array/map?model=none&node=x").statusCode());
        assertEquals(
                404, server.get("/api/array/map?model=" + MODEL + "&node=x").statusCode());
    }
}
