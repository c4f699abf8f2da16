package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NodePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auto-encoder of one's own, without norms, from its text to filled pictures. */
class OwnAutoEncoderTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final int SIDE = 16;
    private static final String TEXT = """
            network: tiny
            sizes: {k: 4, latent: 8}
            input: [1, 16, 16]
            nodes:
              encoder: {conv2d: {out: 4, kernel: 4, stride: 4, weightScale: 0.02}}
              n1: {lif: {retain: 0.5, threshold: 0.2}}
              features: {linear: {out: 24, weightScale: 0.02}, learn: frozen, on: formed-rram}
              n2: {lif: {retain: 0.5, threshold: 0.2}}
              history: {concat: {ports: 2}}
              posterior: {linear: {out: k * latent}, learn: weights}
              n3: {lif: {retain: 0.5, threshold: 0.2}}
              z: {choice: {of: k}}
              prior: {linear: {out: k * latent}, learn: weights}
              n4: {lif: {retain: 0.5, threshold: 0.2}}
              guess: {choice: {of: k}}
              decoder: {linear: {out: 256, bias: true}, learn: weights}
              map: {unflatten: {channels: 1, height: 16, width: 16}}
              membrane: {integrator: {retain: 0.8}}
              picture: {activation: {function: tanh}}
            edges:
              - input encoder n1 features n2 history
              - z history: {port: 1, delay: 1, detached: true}
              - history posterior n3 z
              - z prior: {delay: 1, detached: true}
              - prior n4 guess
              - z decoder map membrane picture
            outputs: [picture, guess]
            """;

    @TempDir
    Path directory;

    private static GraphText text(String text) throws IOException {
        return GraphText.parse("tiny.yaml", text, Given.NOTHING.checked(AutoEncoder::require));
    }

    private static InpaintingPlan plan(GraphText text, NodePattern... patterns) {
        return InpaintingPlan.prime("bars", 30, Mode.PRUNE, 2, 3)
                .by(10, 5e-3)
                .of(
                        "tiny.yaml",
                        text,
                        new LearningChoice(text, Mode.PRUNE, null, List.of(patterns)),
                        new Hole(6, 6, 4, 4));
    }

    private static Samples images() {
        final List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            final int bright = RandomStream.of(1, "bars", i).nextInt(SIDE);
            final float[] pixels = new float[SIDE * SIDE];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = p % SIDE == bright ? 1f : -1f;
            }
            pictures.add(new Picture("bar", Picture.UNLABELLED, pixels));
        }
        return PictureSamples.of(pictures, new Canvas(SIDE), 0);
    }

    private byte[] bytes(InpaintingTraining training) throws IOException {
        final Path file = directory.resolve("model.safetensors");
        training.model().write(file);
        return Files.readAllBytes(file);
    }

    private InpaintingTraining trained(Kernels kernels, int threads) throws IOException {
        final GraphText text = text(TEXT);
        final InpaintingTraining training = InpaintingTraining.start(plan(text), text, images());
        training.run(null, Duration.ofDays(1), kernels, threads, new InpaintingProgress() {});
        return training;
    }

    @Test
    void shouldLearnWhatItsTextSaysAndFillHoles() throws IOException {
        final GraphText text = text(TEXT);
        final InpaintingTraining training = InpaintingTraining.start(plan(text), text, images());
        bytes(training);
        final Model before = Model.read(directory.resolve("model.safetensors"));
        training.run(null, Duration.ofDays(1), FASTEST, 2, new InpaintingProgress() {});
        final Model model = training.model();

        assertEquals(Set.of("encoder", "features"), model.masks().keySet());
        assertArrayEquals(before.weights("features"), model.weights("features"));
        assertArrayEquals(before.masks().get("features"), model.masks().get("features"));
        for (final String tensor : List.of("posterior.weight", "prior.weight", "decoder.weight", "decoder.bias")) {
            assertFalse(
                    Arrays.equals(before.tensors().get(tensor), model.tensors().get(tensor)), tensor);
        }
        final Inpainting.Settings settings = new Inpainting.Settings(
                HoleMask.of(new Canvas(SIDE), training.plan().hole()), null, 3, 1);
        final Inpainting inpainting = new Inpainting(AutoEncoderNetwork.of(model, FASTEST, ReadNoise.NONE), settings);
        final float[] dark = new float[SIDE * SIDE];
        Arrays.fill(dark, -1f);
        final double error = inpainting
                .run(List.of(new Picture("dark", Picture.UNLABELLED, dark)), done -> {})
                .holeError();
        assertTrue(error >= 0 && error <= 4, "of pixels in [-1, 1]: " + error);
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernelsAndFromACheckpoint() throws IOException {
        final byte[] expected = bytes(trained(FASTEST, 1));
        assertArrayEquals(expected, bytes(trained(new ScalarKernels(), 3)));

        final GraphText text = text(TEXT);
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final InpaintingTraining killed = InpaintingTraining.start(plan(text), text, images());
        assertThrows(
                IllegalStateException.class,
                () -> killed.run(checkpoint, Duration.ofDays(1), FASTEST, 2, new InpaintingProgress() {
                    @Override
                    public void epochDone(int epoch, double reconstruction, double speed, Double heldOut, Model model) {
                        throw new IllegalStateException("killed");
                    }
                }));
        final InpaintingTraining resumed = InpaintingTraining.resume(checkpoint, Model.read(checkpoint), images());
        resumed.run(null, Duration.ofDays(1), FASTEST, 2, new InpaintingProgress() {});

        assertArrayEquals(expected, bytes(resumed));
    }

    @Test
    void shouldKeepInItsPlanWhatNodesLearn() throws IOException {
        final InpaintingPlan plan = plan(text(TEXT), new NodePattern("decoder", Learning.FROZEN));

        assertEquals(plan, InpaintingPlan.ofJson(plan.toJson()));
        assertEquals("frozen", plan.learn().get("decoder"));
        assertEquals("prune 0.5", plan.learn().get("encoder"));
        assertEquals("tiny.yaml", plan.network());
        assertEquals(List.of(16, 8, 4, 0), List.of(plan.side(), plan.latent(), plan.k(), plan.channels()));
    }

    /** What was before there were others. */
    @Test
    void shouldSayNothingOfPrimesNetwork() {
        final GraphText prime = AutoEncoder.text(AutoEncoder.Sizes.prime());
        final InpaintingPlan plan = InpaintingPlan.prime("mnist", 30, Mode.PRUNE, 2, 3);

        assertEquals(
                plan,
                plan.of(AutoEncoder.PRIME, prime, new LearningChoice(prime, Mode.PRUNE, null, List.of()), plan.hole()));
        assertFalse(plan.toJson().contains("network"), plan.toJson());
        assertFalse(plan.toJson().contains("learn\""), plan.toJson());
    }

    /** Refuses the text with each first of two parts replaced by the second. */
    private static void assertRefused(String message, String... parts) {
        String text = TEXT;
        for (int i = 0; i < parts.length; i += 2) {
            assertTrue(text.contains(parts[i]), parts[i]);
            text = text.replace(parts[i], parts[i + 1]);
        }
        final String replaced = text;
        assertEquals(
                "tiny.yaml: " + message,
                assertThrows(FileFormatException.class, () -> text(replaced)).getMessage());
    }

    @Test
    void shouldRefuseWhatIsNoAutoEncoderByNodeLineAndColumn() {
        assertRefused(
                "line 19, column 3: node picture: expected two outputs, a picture and the choice of a prior, of an"
                        + " auto-encoder, found [picture, guess, n4]",
                "outputs: [picture, guess]",
                "outputs: [picture, guess, n4]");
        assertRefused(
                "line 15, column 3: node guess: expected a choice, the prior's, found scale",
                "guess: {choice: {of: k}}",
                "guess: {scale: {}}");
        assertRefused(
                "line 3, column 1: node input: expected square pictures of one channel, found 1×16×20",
                "input: [1, 16, 16]",
                "input: [1, 16, 20]");
        assertRefused(
                "line 19, column 3: node picture: expected a picture of 1×16×16, as enters, found 1×8×32",
                "height: 16, width: 16",
                "height: 8, width: 32");
        assertRefused(
                "line 15, column 3: node guess: expected as many choices as z, 8×1×1, found 4×1×1",
                "guess: {choice: {of: k}}",
                "guess: {choice: {of: 8}}");
        assertRefused(
                "line 12, column 3: node z: expected one detached edge with a delay of 1 to what leads to guess, as the prior"
                        + " sees the step before, found []",
                "  - z prior: {delay: 1, detached: true}\n",
                "  - n2 prior\n");
        assertRefused( // known when it is trained, but not when it draws by itself
                "line 13, column 3: node n4: expected an input whose shape does not depend on the node itself, found none",
                "  - z prior: {delay: 1, detached: true}\n  - prior n4 guess\n",
                "  - z n4: {delay: 1, detached: true}\n  - n4 guess\n",
                "  prior: {linear: {out: k * latent}, learn: weights}\n",
                "",
                "{choice: {of: k}}",
                "{choice: {of: 1}}",
                "k: 4, latent: 8",
                "k: 1, latent: 8");
    }

    @Test
    void shouldRefuseGraphsOfJavaByNode() throws IOException {
        final GraphText text = text(TEXT);
        final GraphText other =
                new GraphText("java", text.graph().with(text.graph().edges(), "picture"), Map.of(), Map.of(), Map.of());

        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> InpaintingTraining.start(plan(text), other, images()))
                .getMessage()
                .startsWith("node picture: expected two outputs"));
    }
}
