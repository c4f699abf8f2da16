package io.memspike.memristor.tile.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Substrate;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.WeightSlicing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks on tiles beside the plain ones and the vectors of an independent PyTorch program. The files are large and
 * belong to topology-optimizer's tests; Maven runs a module's tests in the module's folder, so they are read from the
 * folder beside it.
 */
class GoldenTilesTest {
    private static final Path FOLDER = Path.of("..", "topology-optimizer", "src", "test", "resources", "golden");
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final Shape INPUT = new Shape(2, 34, 34);
    private static final int STEPS = 10;
    private static final ArrayGeometry ONE_BLOCK = ArrayGeometry.PRIME.withTile(4096, 512); // holds any fan-in

    /** A golden file's network, as arrays. */
    private record Golden(Graph graph, Map<String, MemristorArray> arrays, float[] input, float[] output) {
        static Golden of(String network) throws IOException {
            try (SafetensorsFile file = SafetensorsFile.open(FOLDER.resolve("prime_" + network + ".safetensors"))) {
                final Graph graph =
                        architecture(network, Float.parseFloat(file.metadata().get("weight_scale")));
                final Map<String, MemristorArray> arrays = new TreeMap<>();
                for (final Node node : graph.nodesOf(MatrixKind.class)) {
                    final float[] kept = file.tensor("mask" + arrays.size()).floats();
                    final float[] weights =
                            file.tensor("weight" + arrays.size()).floats();
                    final byte[] mask = new byte[kept.length];
                    for (int j = 0; j < mask.length; j++) {
                        mask[j] = (byte) kept[j];
                    }
                    final Matrix matrix = Matrix.of(graph, node.name());
                    arrays.put(
                            node.name(),
                            MemristorArray.mapped(matrix, weights, FormedRram.prime(), graph.position(node.name()))
                                    .disconnect(mask));
                }
                return new Golden(
                        graph,
                        arrays,
                        file.tensor("input").floats(),
                        file.tensor("output").floats());
            }
        }

        Network plain() {
            return Network.of(
                    graph,
                    (node, matrix) ->
                            WeightedSynapses.of(matrix, arrays.get(node.name()).effectiveWeights(), KERNELS),
                    KERNELS);
        }

        Network tiled(ArrayGeometry geometry) {
            return Network.of(graph, wiring(geometry), KERNELS);
        }

        Substrate wiring(ArrayGeometry geometry) {
            return (node, matrix) -> {
                final InputGrid grid = geometry.drive() instanceof InputDrive.PulseWidth
                        ? InputGrid.ANY
                        : InputGrid.into(graph, node.name());
                return new TiledSynapses(arrays.get(node.name()), TileSpec.ideal(geometry, grid), KERNELS);
            };
        }

        int samples() {
            return input.length / STEPS / INPUT.size();
        }

        EventFrames frames(int sample) {
            final EventFrames frames = new EventFrames(INPUT, STEPS);
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    final float count = input[(sample * STEPS + t) * INPUT.size() + INPUT.channelFirst(i)];
                    if (count != 0f) {
                        frames.step(t).add(i, count);
                    }
                }
            }
            return frames;
        }

        /** Read-out of every step of every sample. */
        float[] readouts(Network network) {
            final float[] readouts = new float[output.length];
            final float[] readout = new float[10];
            final Session session = network.newSession();
            for (int n = 0; n < samples(); n++) {
                final EventFrames frames = frames(n);
                session.reset(n);
                for (int t = 0; t < STEPS; t++) {
                    session.step(frames.step(t));
                    session.readout(readout);
                    System.arraycopy(readout, 0, readouts, (n * STEPS + t) * 10, 10);
                }
            }
            return readouts;
        }
    }

    private static Graph architecture(String network, float scale) {
        final Integrator readout = Integrator.readout(0.1f);
        if (network.equals("mlp")) {
            final Lif lif = new Lif(0.2f, 0.5f, 0.1f);
            return Graph.chain(
                    INPUT,
                    List.of(
                            new Linear(64, scale),
                            lif,
                            new Linear(64, scale),
                            lif,
                            new Linear(10, scale),
                            readout,
                            new Mean()));
        }
        final Lif lif = new Lif(0.2f, 0.2f, 0.1f);
        final AvgPool pool = new AvgPool(2);
        return Graph.chain(
                INPUT,
                List.of(
                        new Conv2d(12, 5, 1, 1, scale),
                        lif,
                        pool,
                        new Conv2d(64, 5, 1, 0, scale),
                        lif,
                        pool,
                        new Linear(10, scale),
                        readout,
                        new Mean()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldGiveThePlainNetworksBitsWhenTilesHoldTheFanIn(String network) throws IOException {
        final Golden golden = Golden.of(network);

        assertArrayEquals(golden.readouts(golden.plain()), golden.readouts(golden.tiled(ONE_BLOCK)));
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, DIFFERENTIAL", "mlp, DIFFERENTIAL_DIGITAL", "mlp, OFFSET_COLUMN",
        "conv, DIFFERENTIAL", "conv, DIFFERENTIAL_DIGITAL", "conv, OFFSET_COLUMN"
    })
    void shouldMatchPyTorchOnTilesOfAnyKindAndDrive(String network, SignScheme signs) throws IOException {
        final Golden golden = Golden.of(network);
        float largest = 0f;
        for (final float value : golden.output()) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (final InputDrive drive :
                new InputDrive[] {InputDrive.PULSE_WIDTH, InputDrive.BINARY, InputDrive.bitSerial(8)}) {
            final ArrayGeometry geometry =
                    ArrayGeometry.PRIME.withTile(256, 100).with(signs).with(drive);

            // no potential lies so near a threshold that another order of sums would move a spike
            assertArrayEquals(
                    golden.output(), golden.readouts(golden.tiled(geometry)), 1e-4f * largest, drive.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"mlp, 2", "mlp, 8", "conv, 2", "conv, 8"})
    void shouldStayWithinHalfACodeAnInputWithSlicedWeightsAndSerialInputs(String network, int bitsPerCell)
            throws IOException {
        final Golden golden = Golden.of(network);
        final Substrate wiring = golden.wiring(
                ArrayGeometry.PRIME.with(new WeightSlicing(8, bitsPerCell)).with(InputDrive.bitSerial(8)));
        final Network plain = golden.plain();
        final Session session = plain.newSession();
        final List<Node> nodes = golden.graph().nodesOf(MatrixKind.class);
        for (int n = 0; n < golden.samples(); n++) {
            final EventFrames frames = golden.frames(n);
            final float[] readout = new float[10];
            final float[] plainly = new float[10];
            double error = 0; // of the read-out, at most: m ← leaky(m + I) stretches no difference
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
                for (final Node node : nodes) {
                    final SpikeList spikes = session.entering(node.name()).active();
                    final Matrix matrix = Matrix.of(golden.graph(), node.name());
                    final float[] expected = current(plain.synapses(node.name()), spikes);
                    final float[] current = current(wiring.connect(node, matrix), spikes);
                    final double bound = bound(golden.arrays().get(node.name()), spikes);
                    assertArrayEquals(expected, current, (float) bound, "node " + node.name());
                    if (node == nodes.get(nodes.size() - 1)) {
                        error += bound;
                        for (int o = 0; o < 10; o++) {
                            final float m = readout[o] + current[o];
                            readout[o] = m > 0f ? m : 0.1f * m;
                        }
                        session.readout(plainly);
                        assertArrayEquals(plainly, readout, (float) error, "read-out of step " + t);
                    }
                }
            }
        }
    }

    /**
     * Half a code for each active input, Σ value · Δ/2. Besides, either sum rounds once for each input, and the tiled one
     * for its few numbers: by 2⁻²⁴ of at most Σ value · largest each.
     */
    private static double bound(MemristorArray array, SpikeList spikes) {
        double largest = 0;
        for (final float weight : array.effectiveWeights()) {
            largest = Math.max(largest, Math.abs(weight));
        }
        double sum = 0;
        for (int e = 0; e < spikes.size(); e++) {
            sum += spikes.value(e);
        }
        final double roundings = 2 * (spikes.size() + 5 * 8 * 4 + 10); // tiles, reads and slices at most
        return sum * largest * (1 / 255.0 / 2 + roundings * 0x1.0p-24);
    }

    private static float[] current(Synapses synapses, SpikeList spikes) {
        return TileCase.read(synapses, spikes, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldDecideAlikeWithSlicedWeightsAndSerialInputs(String network) throws IOException {
        final Golden golden = Golden.of(network);
        final ArrayGeometry geometry =
                ArrayGeometry.PRIME.with(new WeightSlicing(8, 2)).with(InputDrive.bitSerial(8));

        assertEquals(decisions(golden, golden.plain()), decisions(golden, golden.tiled(geometry)));
    }

    private static List<Integer> decisions(Golden golden, Network network) {
        final List<Integer> decisions = new ArrayList<>();
        final Session session = network.newSession();
        for (int n = 0; n < golden.samples(); n++) {
            final EventFrames frames = golden.frames(n);
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
            }
            decisions.add(session.decision());
        }
        assertTrue(decisions.size() > 1);
        return decisions;
    }
}
