package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.GraphException;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that fills holes and has no prior. */
class FillerTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final int SIDE = 16;
    private static final Hole HOLE = new Hole(6, 6, 4, 4);
    private static final GraphText TEXT =
            NetworkSource.inJar("hole-filler", Given.sizes(Map.of("side", SIDE, "width", 48)));

    @TempDir
    Path directory;

    /** Bright columns: what is missing follows from what is there. */
    private static List<Picture> bars() {
        final List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            final int bright = RandomStream.of(1, "bars", i).nextInt(SIDE);
            final float[] pixels = new float[SIDE * SIDE];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = p % SIDE == bright ? 1f : -1f;
            }
            pictures.add(new Picture("bar", Picture.UNLABELLED, pixels));
        }
        return pictures;
    }

    private static Samples images() {
        return PictureSamples.of(bars(), new Canvas(SIDE), 0);
    }

    private static InpaintingPlan plan() {
        return InpaintingPlan.prime("bars", 40, Mode.PRUNE, 8, 3)
                .withSteps(4)
                .by(10, 0.02)
                .of("hole-filler", TEXT, new LearningChoice(TEXT, Mode.PRUNE, null, List.of()), HOLE);
    }

    private byte[] trained(Kernels kernels, int threads) throws IOException {
        final InpaintingTraining training = InpaintingTraining.start(plan(), TEXT, images());
        training.run(null, Duration.ofDays(1), kernels, threads, InpaintingProgress.NONE);
        final Path file = directory.resolve("model.safetensors");
        training.model().write(file);
        return Files.readAllBytes(file);
    }

    private static double error(Model model) {
        final Inpainting.Settings settings = new Inpainting.Settings(HoleMask.of(new Canvas(SIDE), HOLE), null, 3, 1);
        return new Inpainting(AutoEncoderNetwork.of(model, FASTEST, ReadNoise.NONE), settings)
                .run(bars(), done -> {})
                .holeError();
    }

    @Test
    void shouldLearnToFillHoles() throws IOException {
        final Model before = InpaintingTraining.start(plan(), TEXT, images()).model();
        trained(FASTEST, 2);
        final Model model = Model.read(directory.resolve("model.safetensors"));

        final double untrained = error(before);
        final double learnt = error(model);
        assertTrue(learnt < untrained / 2, () -> learnt + " of " + untrained);
        assertEquals(4, model.masks().size());
        assertArrayEquals(before.weights("fc1"), model.weights("fc1"));
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreadsAndKernels() throws IOException {
        assertArrayEquals(trained(FASTEST, 2), trained(new ScalarKernels(), 1));
    }

    @Test
    void shouldHaveNoPriorToDrawBy() throws IOException {
        trained(FASTEST, 1);
        final Model model = Model.read(directory.resolve("model.safetensors"));
        final AutoEncoderNetwork network = AutoEncoderNetwork.of(model, FASTEST, ReadNoise.NONE);

        assertFalse(network.spec().isVariational());
        assertEquals(0, network.spec().latent());
        assertEquals(0, network.spec().k());
        assertEquals(
                "model: expected an auto-encoder with a prior, which draws, found one that fills holes alone",
                assertThrows(IllegalArgumentException.class, () -> PriorSamples.draw(network, 1, 1, 1))
                        .getMessage());
        final PictureSession session = network.newSession();
        assertThrows(IllegalStateException.class, () -> session.beginSample(1));
        assertThrows(IllegalStateException.class, session::z);
    }

    @Test
    void shouldRefuseWhatPaintsNoPicture() throws IOException {
        final GraphText text = GraphText.parse("small.yaml", """
                network: small
                input: [1, 16, 16]
                nodes:
                  fc: {linear: {out: 256}, learn: weights}
                  map: {unflatten: {channels: 1, height: 16, width: 16}}
                  membrane: {integrator: {retain: 0.8}}
                edges: [input fc map membrane]
                """, Given.NOTHING);
        final GraphException refusal = assertThrows(GraphException.class, () -> AutoEncoder.require(text.graph()));
        assertTrue(refusal.getMessage().contains("a picture of at least 8 rows by tanh"), refusal::getMessage);
        assertFalse(AutoEncoder.isAutoEncoder(text.graph()));
    }
}
