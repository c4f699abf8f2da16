package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks in NIR on the command line. */
class NirCommandTest {
    private static final String DENSE = "golden/peers/a-lif-dense/";

    @TempDir
    Path directory;

    private static JsonNode json(Cli run) throws IOException {
        assertEquals(0, run.status(), run.err());
        return JsonMapper.builder().build().readTree(run.out());
    }

    /** The input of a peer as NPY, as many times as there are samples. */
    private Path input(String peer, int samples, String extents) throws IOException {
        final byte[] bytes;
        try (SafetensorsFile file = SafetensorsFile.open(Outside.file(peer + "vectors.safetensors"))) {
            bytes = file.tensor("input").bytes();
        }
        final ByteBuffer all = ByteBuffer.allocate(samples * bytes.length);
        for (int i = 0; i < samples; i++) {
            all.put(bytes);
        }
        return NpyFloats.write(directory.resolve("input.npy"), extents, all.array());
    }

    private static byte[] elements(Path npy) throws IOException {
        final byte[] bytes = Files.readAllBytes(npy);
        final int begin =
                10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        return Arrays.copyOfRange(bytes, begin, bytes.length);
    }

    private static byte[] expected(String name) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(Outside.file(DENSE + "vectors.safetensors"))) {
            return file.tensor(name).bytes();
        }
    }

    @Test
    void shouldTellNodesAndEdges() throws IOException {
        final Path file = Outside.file("golden/peers/j-nested/network.nir");
        final JsonNode info = json(Cli.run("nir", "info", file, "--json"));
        assertEquals("1.0.7", info.get("version").textValue());
        assertEquals(8, info.get("nodes").size());
        assertEquals("block.deeper.fc", info.get("nodes").get(0).get("node").textValue());
        assertEquals("Linear", info.get("nodes").get(0).get("type").textValue());
        assertEquals(
                "weight [16, 16]", info.get("nodes").get(0).get("parameters").textValue());
        assertEquals(7, info.get("edges").size());
        assertTrue(Cli.run("nir", "info", file).out().contains("block.lif → block.deeper.fc"));
    }

    @Test
    void shouldRecordEverySpikeOfNorse() throws IOException {
        final Path out = directory.resolve("recorded");
        final JsonNode result = json(Cli.run(
                "nir",
                "run",
                Outside.file(DENSE + "network.nir"),
                "--input",
                input(DENSE, 1, "200, 24"),
                "--dt",
                "1e-4",
                "--as",
                "norse",
                "--record",
                "lif,lif_1",
                "--out",
                out,
                "--json"));
        assertArrayEquals(expected("expected.norse.lif.spikes"), elements(out.resolve("lif.spikes.npy")));
        assertArrayEquals(expected("expected.norse.lif_1.spikes"), elements(out.resolve("lif_1.spikes.npy")));
        assertEquals(475.0, result.get("spikes").get(0).get("perSample").doubleValue());
        assertEquals(146.0, result.get("spikes").get(1).get("perSample").doubleValue());
        assertEquals(1, result.get("samples").intValue());
        assertEquals(200, result.get("steps").intValue());
        assertEquals(
                "dt=1.0E-4 integrator=euler reset=zero spikes=one start=leak loop=behind gain=shared lower=none",
                result.get("discretisation").textValue());
    }

    @Test
    void shouldRecordOutputsOfSeveralSamplesOnAnyThreads() throws IOException {
        final Path file = Outside.file(DENSE + "network.nir");
        final Path input = input(DENSE, 20, "20, 200, 24");
        for (final String how : new String[] {"--threads 1 --kernels scalar", "--threads 3 --kernels simd"}) {
            final String out = directory.resolve("out" + how.charAt(10)).toString();
            final String line = "nir run " + file + " --input " + input + " --dt 1e-4 --out " + out + " " + how;
            final Cli run = Cli.run((Object[]) line.split(" "));
            assertEquals(0, run.status(), run.err());
            assertTrue(run.out().contains("discretisation  dt=1.0E-4 integrator=euler reset=value"), run.out());
            assertTrue(run.out().contains("spikes          lif: 475.0 a sample"), run.out());
        }
        assertArrayEquals(
                Files.readAllBytes(directory.resolve("out1/lif_1.spikes.npy")),
                Files.readAllBytes(directory.resolve("out3/lif_1.spikes.npy")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200, 24 | --dt 1 --record nobody | 2 | record: expected one of the nodes [affine, input, lif, lif_1, linear], found nobody
        100, 48 | --dt 1 | 1 | input.npy: header: shape: expected [T, 24] or [N, T, 24], as the graph's input has it, found [100, 48]
        200, 24 | --dt 0 | 2 | --dt: expected a time above 0, found 0.0
        200, 24 | --dt 1 --as loihi | 2 | --as: expected one of nir, norse, snntorch, sinabs, nengo, lava, found loihi
        200, 24 | --reset zero | 2 | /network.nir does not say one, found none
        200, 24 | --dt 1 --reset none | 2 | --reset: expected one of zero, value, subtract, found none
        """)
    void shouldRefuseInOneLineAndLeaveNothing(String extents, String options, int status, String expected)
            throws IOException {
        final Path input = input(DENSE, 1, extents);
        final Path out = directory.resolve("out");
        final String line = "nir run " + Outside.file(DENSE + "network.nir") + " --input " + input + " --out " + out;
        final Cli run = Cli.run((Object[]) (line + " " + options).split(" "));
        assertEquals(status, run.status(), run.err());
        assertTrue(run.err().lines().findFirst().orElseThrow().endsWith(expected), run.err());
        assertFalse(Files.exists(out));
    }

    private JsonNode nir(String line) throws IOException {
        return json(Cli.run((Object[]) ("nir " + line + " --json").split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"safetensors", "yaml"})
    void shouldConvertAndExportToTheSameBits(String suffix) throws IOException {
        final Path peer = Outside.file("golden/peers/c-lif-recurrent/network.nir");
        final Path model = directory.resolve("model." + suffix);
        final Path back = directory.resolve("back.nir");
        final JsonNode converted = nir("convert " + peer + " --dt 1e-4 --as norse --out " + model);
        final JsonNode exported = nir("export " + model + " --out " + back);
        assertEquals("[]", converted.get("notes").toString());
        assertEquals(
                "dt=1.0E-4 integrator=euler reset=zero spikes=one start=leak loop=behind gain=shared lower=none",
                exported.get("discretisation").textValue().replace("start=zero", "start=leak"));
        final Path input = input("golden/peers/c-lif-recurrent/", 1, "200, 24");
        nir("run " + peer + " --dt 1e-4 --as norse --record lif.lif,lif2 --input " + input + " --out "
                + directory.resolve("one"));
        nir("run " + back + " --record lif.lif,lif2 --input " + input + " --out " + directory.resolve("other"));
        for (final String name : new String[] {"lif.lif.spikes.npy", "lif2.spikes.npy", "lif2.membrane.npy"}) {
            assertArrayEquals(
                    Files.readAllBytes(directory.resolve("one").resolve(name)),
                    Files.readAllBytes(directory.resolve("other").resolve(name)),
                    name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--as sinabs --lower none --spikes one, 0.99, 5673.75",
        "--as sinabs --lower none, 1.0, 5674.2",
        "--as sinabs, 1.0, 9834.98",
        "--reset subtract --spikes one, 0.99, 5673.75",
    })
    void shouldReadRealDigits(String options, double accuracy, double first) throws IOException {
        final JsonNode result =
                nir("evaluate " + Outside.file("golden/external/nir/NIR__scnn_mnist_batches__9122dac.nir")
                        + " --dataset n-mnist --data " + Outside.file("data/nmnist") + " --dt 1e-3 " + options);
        assertEquals(accuracy, result.get("accuracy").doubleValue());
        assertEquals(100, result.get("samples").intValue());
        assertEquals(300, result.get("steps").intValue());
        assertEquals(first, result.get("spikesPerSample").get("1").doubleValue(), 1e-9);
    }

    @Test
    void shouldTrainPruneAndServeWhatWasConverted() throws IOException {
        final Path model = directory.resolve("cnn.safetensors");
        nir("convert " + Outside.file("golden/external/nir/NIR__scnn_mnist_batches__9122dac.nir")
                + " --dt 1 --as sinabs --out " + model);
        assertTrue(json(Cli.run("evaluate", model, "--dataset", "mnist", "--samples", "30", "--json"))
                        .get("accuracy")
                        .doubleValue()
                >= 0.9);
        final Path pruned = directory.resolve("pruned.safetensors");
        final String train = "train classify --dataset mnist --samples 20 --test-samples 10 --hold-out 0 --epochs 1"
                + " --sparsity 0.3 --network " + model + " --out " + pruned + " --json";
        json(Cli.run((Object[]) train.split(" ")));
        final Path out = directory.resolve("pruned.nir");
        final JsonNode exported = nir("export " + pruned + " --out " + out);
        assertEquals(15, exported.get("nodes").intValue());
        final Cli stream = Cli.run("array", "energy", pruned, "--dataset", "mnist", "--samples", "2", "--json");
        assertEquals(0, stream.status(), stream.err());
    }

    @Test
    void shouldRefuseWhatNirDoesNotHaveAndWhatIsNoDigit() throws IOException {
        final Path yaml = Files.writeString(
                directory.resolve("n.yaml"),
                "input: [2, 4, 4]\nnodes:\n  m: {maxPool: {kernel: 2}}\n  fc: {linear: {out: 1}, tensors: {weight: 1}}\n"
                        + "edges: [input m fc]\n");
        final Path out = directory.resolve("n.nir");
        assertEquals(
                "memspike: " + yaml + ": node m (maxPool): expected a kind that NIR has, found maxPool\n",
                Cli.run("nir", "export", yaml, "--out", out).assertFailed());
        assertFalse(Files.exists(out));
        final Path peer = Outside.file(DENSE + "network.nir");
        assertTrue(
                Cli.run("nir", "evaluate", peer, "--dt", "1e-3", "--data", directory)
                        .assertFailed()
                        .endsWith(
                                "--data: expected a directory with Test/0 to Test/9 and the recordings of N-MNIST, found none of these\n"));
        assertTrue(Cli.run("nir", "evaluate", peer, "--dt", "1e-3", "--data", Outside.file("data/nmnist"))
                .assertFailed()
                .endsWith("input: expected the shape of the recordings, 2×34×34, found 24×1×1\n"));
    }

    @Test
    void shouldNameADirectoryGivenForItsInput() throws IOException {
        final Cli cli = Cli.run(
                "nir",
                "run",
                Outside.file(DENSE + "network.nir"),
                "--input",
                directory,
                "--dt",
                0.0001,
                "--out",
                directory.resolve("out"));

        assertTrue(cli.assertFailed().contains(directory + ": expected an NPY array or NIRData, found a directory"));
    }

    @Test
    void shouldRefuseABrokenFile() throws IOException {
        final Path file = Files.writeString(directory.resolve("broken.nir"), "no HDF5");
        assertEquals(
                "memspike: " + file + ": head: expected the signature of HDF5, found none in 7 bytes\n",
                Cli.run("nir", "info", file).assertFailed());
    }
}
