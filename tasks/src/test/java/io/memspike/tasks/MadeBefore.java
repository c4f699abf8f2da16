package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureSession;
import io.memspike.tasks.inpainting.picture.HoleMask;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What version 0.1.0 wrote and computed; {@code made-before/README.md} says how. Hashes are over bits. */
final class MadeBefore {
    static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final Path FOLDER = Path.of("src", "test", "resources", "made-before");
    private static final Properties EXPECTED = read();

    private MadeBefore() {}

    private static Properties read() {
        final Properties expected = new Properties();
        try (Reader reader = Files.newBufferedReader(file("expected.properties"))) {
            expected.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return expected;
    }

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest sha, float[] values, int count) {
        final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(values[i]);
        }
        sha.update(bytes.array());
    }

    private static String text(MessageDigest sha) {
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void assertExpected(String key, String found) {
        assertEquals(EXPECTED.getProperty(key), found, key);
    }

    /** The answers after every step of every sample, through the model's converters. */
    static void assertLogits(String key, Model model, Samples samples, ReadNoise noise) {
        final Placement trained = ModelNetwork.trainedWith(model);
        final Placement noisy =
                trained.with(trained.standard().withReadNoise(noise.sigma())).withSeed(noise.seed());
        final Network network = ModelNetwork.of(model, samples.shape(), KERNELS, noisy);
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        final MessageDigest sha = sha256();
        for (int i = 0; i < samples.size(); i++) {
            samples.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
                add(sha, session.answer(), network.classes());
            }
        }
        assertExpected(key, text(sha));
    }

    /** The pictures after every step, filled and drawn. */
    static void assertPictures(String key, Model model, ReadNoise noise, HoleMask hole, float[]... pictures) {
        final AutoEncoderNetwork network = AutoEncoderNetwork.of(model, KERNELS, noise);
        final PictureSession session = network.newSession();
        final float[] drawn = new float[pictures[0].length];
        final MessageDigest sha = sha256();
        for (int i = 0; i < pictures.length; i++) {
            session.begin(hole.cut(pictures[i]), Inpainting.seed(3, i));
            for (int t = 0; t < network.spec().steps(); t++) {
                session.step();
                session.reconstruction(drawn);
                add(sha, drawn, drawn.length);
            }
            session.beginSample(Inpainting.seed(4, i));
            for (int t = 0; t < network.spec().steps(); t++) {
                session.step();
                session.reconstruction(drawn);
                add(sha, drawn, drawn.length);
            }
        }
        assertExpected(key, text(sha));
    }

    /** All tensors and masks, none left out on either side. */
    static void assertTensors(String key, Model model) {
        final Map<String, String> found = new TreeMap<>();
        model.tensors().forEach((name, values) -> {
            final MessageDigest sha = sha256();
            add(sha, values, values.length);
            final int dot = name.lastIndexOf('.');
            found.put(nameBefore(model.graph(), name.substring(0, dot), name.substring(dot + 1)), text(sha));
        });
        model.masks().forEach((node, mask) -> {
            final MessageDigest sha = sha256();
            sha.update(mask);
            found.put(nameBefore(model.graph(), node, "mask"), text(sha));
        });
        final Map<String, String> expected = new TreeMap<>();
        for (final String name : EXPECTED.stringPropertyNames()) {
            if (name.startsWith(key + ".")) {
                expected.put(name.substring(key.length() + 1), EXPECTED.getProperty(name));
            }
        }
        assertEquals(expected, found, key);
    }

    /** Layers had positions for names, and the bias of the weights to pixels was the membrane's behind them. */
    private static String nameBefore(Graph graph, String node, String tensor) {
        final boolean isMembranes = tensor.equals("bias") && graph.node(node).kind() instanceof ConvTranspose2d;
        return "layers." + (graph.position(node) + (isMembranes ? 1 : 0)) + "." + tensor;
    }
}
