package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.FormedRram;
import io.memspike.memristor.MemristorArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    private record Golden(List<LayerSpec> layers, Map<Integer, MemristorArray> arrays, float[] input, float[] output) {
        static Golden of(String network) throws IOException {
            try (SafetensorsFile file = SafetensorsFile.open(FOLDER.resolve("prime_" + network + ".safetensors"))) {
                final List<LayerSpec> layers =
                        architecture(network, Float.parseFloat(file.metadata().get("weight_scale")));
                final Map<Integer, MemristorArray> arrays = new TreeMap<>();
                for (int i = 0; i < layers.size(); i++) {
                    if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                        final float[] kept = file.tensor("mask" + arrays.size()).floats();
                        final float[] weights =
                                file.tensor("weight" + arrays.size()).floats();
                        final byte[] mask = new byte[kept.length];
                        for (int j = 0; j < mask.length; j++) {
                            mask[j] = (byte) kept[j];
                        }
                        arrays.put(
                                i,
                                MemristorArray.mapped(layer, weights, FormedRram.prime(), i)
                                        .disconnect(mask));
                    }
                }
                return new Golden(
                        layers,
                        arrays,
                        file.tensor("input").floats(),
                        file.tensor("output").floats());
            }
        }

        Network plain() {
            return Network.of(
                    INPUT,
                    layers,
                    (i, layer, from) ->
                            WeightedSynapses.of(layer, from, arrays.get(i).effectiveWeights(), KERNELS),
                    KERNELS);
        }

        Network tiled(ArrayGeometry geometry) {
            return Network.of(INPUT, layers, wiring(geometry), KERNELS);
        }

        TiledWiring wiring(ArrayGeometry geometry) {
            return new TiledWiring(layers, (i, layer) -> arrays.get(i), TileSettings.ideal(geometry), KERNELS);
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
            final NetworkSession session = network.newSession();
            for (int n = 0; n < samples(); n++) {
                final EventFrames frames = frames(n);
                session.reset(n);
                for (int t = 0; t < STEPS; t++) {
                    session.step(frames.step(t));
                    System.arraycopy(session.readout(), 0, readouts, (n * STEPS + t) * 10, 10);
                }
            }
            return readouts;
        }
    }

    private static List<LayerSpec> architecture(String network, float scale) {
        final LayerSpec.Readout readout = new LayerSpec.Readout(0.1f);
        if (network.equals("mlp")) {
            final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.5f, 0.1f);
            return List.of(
                    new LayerSpec.Linear(2312, 64, scale),
                    lif,
                    new LayerSpec.Linear(64, 64, scale),
                    lif,
                    new LayerSpec.Linear(64, 10, scale),
                    readout);
        }
        final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.2f, 0.1f);
        final LayerSpec.AvgPool2d pool = new LayerSpec.AvgPool2d(2);
        return List.of(
                new LayerSpec.Conv2d(2, 12, 5, 1, 1, scale),
                lif,
                pool,
                new LayerSpec.Conv2d(12, 64, 5, 1, 0, scale),
                lif,
                pool,
                new LayerSpec.Linear(2304, 10, scale),
                readout);
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
        final TiledWiring wiring = golden.wiring(
                ArrayGeometry.PRIME.with(new WeightSlicing(8, bitsPerCell)).with(InputDrive.bitSerial(8)));
        final Network plain = golden.plain();
        final NetworkSession session = plain.newSession();
        final int last = golden.layers().size() - 2;
        for (int n = 0; n < golden.samples(); n++) {
            final EventFrames frames = golden.frames(n);
            final float[] readout = new float[10];
            double error = 0; // of the read-out, at most: m ← leaky(m + I) stretches no difference
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
                for (final int i : golden.arrays().keySet()) {
                    final float[] expected = current(plain.synapses(i), session.spikesInto(i));
                    final float[] current = current(
                            wiring.connect(
                                    i, (LayerSpec.Weighted) golden.layers().get(i), plain.input(i)),
                            session.spikesInto(i));
                    final double bound = bound(golden.arrays().get(i), session.spikesInto(i));
                    assertArrayEquals(expected, current, (float) bound, "layer " + i);
                    if (i == last) {
                        error += bound;
                        for (int o = 0; o < 10; o++) {
                            final float m = readout[o] + current[o];
                            readout[o] = m > 0f ? m : 0.1f * m;
                        }
                        assertArrayEquals(
                                Arrays.copyOf(session.readout(), 10), readout, (float) error, "read-out of step " + t);
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
        final NetworkSession session = network.newSession();
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
