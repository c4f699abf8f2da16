package io.memspike.tasks.lava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.datasets.format.internal.NpyArray;
import io.memspike.interchange.internal.HdfNumbers;
import io.memspike.interchange.internal.HdfOutput;
import io.memspike.tasks.experiment.Run;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Loihi's integers do, as Lava and SLAYER say: every spike, in Lava's steps. */
class LavaRunningTest {
    @TempDir
    Path directory;

    private Map<String, NpyArray> run(Path net, Path input, int steps) throws IOException {
        final Path out = directory.resolve("out.npz");
        final LavaRunPlan plan = new LavaRunPlan(net, input, steps, 0, 0, out);
        final LavaRunResult result = new LavaRunning().run(plan, Run.quiet(1));
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(out);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName().replace(".npy", ""), NpyArray.read(entry.getName(), zip.readAllBytes()));
            }
        }
        assertEquals(
                arrays.keySet().stream().toList(),
                result.layers().stream()
                        .map(layer -> String.valueOf(layer.layer()))
                        .toList());
        return arrays;
    }

    private static long[] golden(String file, String tensor) throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/" + file))) {
            return golden.tensor(tensor).longs();
        }
    }

    /** Bytes without sign, or 32-bit integers. */
    private Path npy(long[] values, String type, String extents) throws IOException {
        final int bytes = type.charAt(2) - '0';
        final String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extents + "), }\n";
        final ByteBuffer npy = ByteBuffer.allocate(10 + header.length() + bytes * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        npy.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        npy.put((byte) 1).put((byte) 0).putShort((short) header.length());
        npy.put(header.getBytes(StandardCharsets.US_ASCII));
        for (final long value : values) {
            if (bytes == 1) {
                npy.put((byte) value);
            } else {
                npy.putInt((int) value);
            }
        }
        return Files.write(directory.resolve("input.npy"), npy.array());
    }

    private static HdfNumbers numbers(long[] values, Integer... extents) {
        final double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return new HdfNumbers(List.of(extents), doubles);
    }

    private static HdfNumbers number(long value) {
        return numbers(new long[] {value});
    }

    private static void dense(HdfOutput layer, long[] weight, int out, int in, int voltageDecay, int threshold) {
        layer.text("type", "dense");
        layer.numbers("shape", numbers(new long[] {out}, 1), true);
        layer.numbers("weight", numbers(weight, out, in), false);
        final HdfOutput neuron = layer.group("neuron");
        neuron.text("type", "CUBA");
        neuron.numbers("iDecay", number(4096), true);
        neuron.numbers("vDecay", number(voltageDecay), true);
        neuron.numbers("vThMant", number(threshold), true);
    }

    @Test
    void shouldFireEverySpikeOfADenseLayer() throws IOException {
        final String golden = "external/lava_dense.safetensors";
        final Path net = directory.resolve("dense.net");
        final long[] weight = golden(golden, "weight");
        HdfOutput.write(net, root -> dense(root.group("layer").group("0"), weight, 256, 200, 415, 6));
        final NpyArray found =
                run(net, npy(golden(golden, "input"), "|u1", "200, 2000"), 0).get("0");
        final long[] expected = golden(golden, "output");
        long spikes = 0;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found.at(i), "neuron " + i / 2000 + " at step " + i % 2000);
            spikes += found.at(i);
        }
        assertEquals(1826, spikes);
    }

    @Test
    void shouldFireEverySpikeOfConvolutionsDrivenByAnImage() throws IOException {
        final String golden = "external/lava_tinynet.safetensors";
        final Path net = Outside.file("golden/external/lava_tiny.net");
        final int steps = 18;
        final Map<String, NpyArray> found = run(net, npy(golden(golden, "input_bias"), "<i4", "16, 16, 3"), steps);
        assertLayer(golden(golden, "input"), found.get("0"), 3, 16, -1);
        assertLayer(golden(golden, "layer1"), found.get("1"), 24, 6, 0);
        assertLayer(golden(golden, "output"), found.get("2"), 36, 1, 1);
    }

    /** The golden's first step is empty; the others are Lava's, some steps later. [channel, y, x, T] and [x, y, channel, T]. */
    private static void assertLayer(long[] golden, NpyArray found, int channels, int side, int later) {
        final int steps = 18;
        long spikes = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    for (int t = 1; t < 16; t++) {
                        final long expected = golden[((c * side + y) * side + x) * 16 + t];
                        final long here = found.at(((x * side + y) * channels + c) * steps + t + later);
                        assertEquals(expected, here, "channel " + c + " at " + y + ", " + x + ", step " + t);
                        spikes += here;
                    }
                }
            }
        }
        assertTrue(spikes > 50, spikes + "");
    }

    @Test
    void shouldDelayAsSlayerDoes() throws IOException {
        final String peer = "peers/o-loihi-cuba/vectors.safetensors";
        final long[] input = golden(peer, "input"); // [T, neurons]
        final long[] turned = new long[input.length];
        for (int i = 0; i < input.length; i++) {
            turned[i % 24 * 100 + i / 24] = input[i];
        }
        final Map<String, NpyArray> found =
                run(Outside.file("golden/peers/o-loihi-cuba/network.net"), npy(turned, "|u1", "24, 100"), 100);
        for (final int layer : new int[] {0, 1}) {
            final long[] expected = golden(peer, "expected.slayer." + layer + ".spikes");
            final int neurons = expected.length / 100;
            for (int i = 0; i < expected.length; i++) {
                assertEquals(
                        expected[i],
                        found.get(String.valueOf(layer)).at(i % neurons * 100 + i / neurons),
                        "layer " + layer + ", neuron " + i % neurons + " at step " + i / neurons);
            }
        }
    }

    @Test
    void shouldReadOrRefuseWhatHasAWrongBit() throws IOException {
        final byte[] whole = Files.readAllBytes(Outside.file("golden/peers/o-loihi-cuba/network.net"));
        final Path input = npy(new long[24 * 3], "|u1", "24, 3");
        final Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            final byte[] broken = whole.clone();
            broken[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            final Path net = Files.write(directory.resolve("broken.net"), broken);
            try {
                new LavaRunning().run(new LavaRunPlan(net, input, 3, 0, 0, directory.resolve("o.npz")), Run.quiet(1));
            } catch (FileFormatException e) {
                assertTrue(e.getMessage().startsWith(net + ": "), e.getMessage());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
                refused++;
            } catch (RuntimeException | Error e) {
                fail("try " + i, e);
            }
        }
        assertTrue(refused > 10, refused + "");
    }

    @Test
    void shouldRefuseInOneLine() throws IOException {
        final Path net = directory.resolve("a.net");
        final Path input = npy(new long[2 * 3], "|u1", "2, 3");
        final List<String> messages = new ArrayList<>();
        for (final String type : new String[] {"average", "dense"}) {
            HdfOutput.write(net, root -> {
                final HdfOutput layer = root.group("layer").group("0");
                if (type.equals("dense")) {
                    dense(layer, new long[] {1, 2, 3}, 1, 3, 0, 1);
                } else {
                    layer.text("type", type);
                    layer.numbers("shape", number(1), true);
                }
            });
            messages.add(assertThrows(
                            FileFormatException.class,
                            () -> new LavaRunning()
                                    .run(
                                            new LavaRunPlan(net, input, 0, 0, 0, directory.resolve("o.npz")),
                                            Run.quiet(1)))
                    .getMessage());
        }
        assertEquals(
                List.of(
                        net
                                + ": /layer/0/type: expected one of [input, conv, dense, dense_rec, flatten], found average",
                        net + ": layer 0: weight: expected extents [1, 2] for an input of 2×1×1, found [1, 3]"),
                messages);
        assertFalse(Files.exists(directory.resolve("o.npz")));
    }
}
