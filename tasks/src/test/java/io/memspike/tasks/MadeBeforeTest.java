package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.InpaintingProgress;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.inpainting.picture.internal.StillPictures;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of version 1 are read for ever: the same answers and the same training, bit for bit. */
class MadeBeforeTest {
    private static final ReadNoise NOISE = new ReadNoise(0.1, 1);
    private static final Canvas CANVAS = new Canvas(32);
    private static final Canvas BARS = new Canvas(16);

    @TempDir
    Path directory;

    /** The model of a file, and that of the same written and read again. */
    private List<Model> models(String name) throws IOException {
        final Path before = MadeBefore.file(name + ".safetensors");
        final Path today = directory.resolve(name + ".safetensors");
        final Model model = ModelNetwork.read(before);
        model.write(today);
        assertEquals("1", version(before));
        assertEquals("2", version(today));
        return List.of(model, ModelNetwork.read(today));
    }

    private static String version(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return file.metadata().get("formatVersion");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv", "conv-checkpoint", "mlp-converters"})
    void shouldClassifyEventsAsBefore(String name) throws IOException {
        try (EventFile events = EventFile.open(MadeBefore.file("events.safetensors"))) {
            for (final Model model : models(name)) {
                MadeBefore.assertLogits(name + ".exact", model, events, ReadNoise.NONE);
                MadeBefore.assertLogits(name + ".noisy", model, events, NOISE);
            }
        }
    }

    private static List<Picture> digits(int count) throws IOException {
        return Pictures.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TEST), CANVAS, count);
    }

    private static void assertClassifiesPictures(String name, Model model) throws IOException {
        final Samples stills = new StillPictures(PictureSamples.of(digits(8), CANVAS, 10), PictureClassifier.STEPS);
        MadeBefore.assertLogits(name + ".exact", model, stills, ReadNoise.NONE);
        MadeBefore.assertLogits(name + ".noisy", model, stills, NOISE);
        assertEquals(10, PictureClassifier.of(model, CANVAS, MadeBefore.KERNELS).classes());
    }

    @Test
    void shouldClassifyPicturesAsBefore() throws IOException {
        for (final Model model : models("pictures")) {
            assertClassifiesPictures("pictures", model);
        }
        assertClassifiesPictures("shipped-pictures", ShippedModels.pictureClassifier());
    }

    /** Pictures of one bright column each. */
    private static float[][] bars(int count) {
        final float[][] images = new float[count][BARS.pixels()];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < images[i].length; p++) {
                images[i][p] = p % BARS.side() == 7 * i % BARS.side() ? 1f : -1f;
            }
        }
        return images;
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoencoder", "autoencoder-checkpoint", "autoencoder-compact"})
    void shouldPaintAsBefore(String name) throws IOException {
        final HoleMask hole = HoleMask.of(BARS, new Hole(6, 6, 4, 4));
        for (final Model model : models(name)) {
            MadeBefore.assertPictures(name + ".exact", model, ReadNoise.NONE, hole, bars(4));
            MadeBefore.assertPictures(name + ".noisy", model, NOISE, hole, bars(4));
        }
    }

    @Test
    void shouldPaintAsBeforeWithTheShippedModel() throws IOException {
        final Model model = ShippedModels.inpainting();
        final HoleMask hole = HoleMask.of(CANVAS, Hole.prime());
        final float[][] pictures = digits(2).stream().map(Picture::pixels).toArray(float[][]::new);

        MadeBefore.assertPictures("shipped-inpainting.exact", model, ReadNoise.NONE, hole, pictures);
        MadeBefore.assertPictures("shipped-inpainting.noisy", model, NOISE, hole, pictures);
    }

    @Test
    void shouldGoOnFromAClassifiersCheckpointToTheBitsOfBefore() throws IOException {
        final Samples digits = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 64);
        final Path path = MadeBefore.file("conv-checkpoint.safetensors");
        for (final Model checkpoint : models("conv-checkpoint")) {
            final ClassifierPlan plan =
                    ClassifierPlan.ofJson(checkpoint.metadata().get("trainedWith"));
            assertEquals(1, plan.epochsDone());
            final ClassifierTraining training = ClassifierTraining.resume(path, checkpoint, plan, digits);
            training.run(null, MadeBefore.KERNELS, 2, TrainingProgress.NONE);
            MadeBefore.assertTensors("resumed.conv", training.model());
        }
    }

    @Test
    void shouldGoOnFromAnAutoEncodersCheckpointToTheBitsOfBefore() throws IOException {
        final Samples images = PictureSamples.of(
                Arrays.stream(bars(30))
                        .map(pixels -> new Picture("bar", Picture.UNLABELLED, pixels))
                        .toList(),
                BARS,
                0);
        final Path path = MadeBefore.file("autoencoder-checkpoint.safetensors");
        for (final Model checkpoint : models("autoencoder-checkpoint")) {
            final InpaintingTraining training = InpaintingTraining.resume(path, checkpoint, images);
            assertEquals(4, training.plan().batchesDone());
            training.run(null, Duration.ofDays(1), MadeBefore.KERNELS, 2, InpaintingProgress.NONE);
            MadeBefore.assertTensors("resumed.autoencoder", training.model());
        }
        MadeBefore.assertTensors("resumed.autoencoder", models("autoencoder").get(0));
    }
}
