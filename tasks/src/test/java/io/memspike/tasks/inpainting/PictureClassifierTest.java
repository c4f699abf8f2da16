package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureClassifierTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final Canvas CANVAS = new Canvas(32);

    private static List<Picture> digits(Split split, int count) throws IOException {
        return Pictures.of(DataSets.ofSystem().images(DataSets.MNIST, split), CANVAS, count);
    }

    private static Model train(List<Picture> pictures, int threads) {
        final PictureClassifierTraining.Plan plan = new PictureClassifierTraining.Plan("mnist", 10, 2, 1);
        return PictureClassifierTraining.train(
                plan, PictureSamples.of(pictures, CANVAS, 10), CANVAS, KERNELS, threads, TrainingProgress.NONE);
    }

    private static PictureClassifier.Judgement judge(Model model, List<Picture> pictures, int threads) {
        return PictureClassifier.of(model, CANVAS, KERNELS)
                .judge(pictures.stream().map(Picture::pixels).toList(), threads);
    }

    @Test
    void shouldLearnDigitsToTheSameBitsOnAnyNumberOfThreads() throws IOException {
        final List<Picture> training = digits(Split.TRAIN, 1000);
        final Model model = train(training, 2);
        final List<Picture> test = digits(Split.TEST, 200);

        final PictureClassifier.Judgement judgement = judge(model, test, 2);

        // guessing is right for 20 of 200 or so; 140 are 28 standard deviations more
        assertTrue(PictureQuality.accuracy(test, judgement) > 0.7, () -> "" + PictureQuality.accuracy(test, judgement));
        final Model again = train(training, 1);
        model.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, again.tensors().get(name), name));
        final PictureClassifier.Judgement alone = judge(model, test, 1);
        for (int i = 0; i < test.size(); i++) {
            assertArrayEquals(judgement.features()[i], alone.features()[i]);
            assertArrayEquals(judgement.probabilities()[i], alone.probabilities()[i]);
            assertEquals(1, java.util.Arrays.stream(alone.probabilities()[i]).sum(), 1e-12);
            assertEquals(64, alone.features()[i].length);
        }
    }

    @Test
    void shouldShipAClassifierAsGoodAsItSays() throws IOException {
        final Model model = ShippedModels.pictureClassifier();
        final List<Picture> test = digits(Split.TEST, 0);

        final double accuracy = PictureQuality.accuracy(test, judge(model, test, 2));

        assertTrue(accuracy >= 0.97, () -> "" + accuracy);
        assertEquals(Double.parseDouble(model.metadata().get("accuracy")), accuracy, 1e-12);
    }

    @Test
    void shouldJudgeWorsePicturesWorse() throws IOException {
        final List<Picture> test = digits(Split.TEST, 300);
        final PictureClassifier classifier = PictureClassifier.of(ShippedModels.pictureClassifier(), CANVAS, KERNELS);
        final HoleMask wide = HoleMask.of(CANVAS, new Hole(0, 0, 32, 20));
        final List<float[]> originals = test.stream().map(Picture::pixels).toList();
        final List<float[]> spoilt = originals.stream().map(wide::cut).toList();
        final PictureClassifier.Judgement real = classifier.judge(originals, 2);

        final PictureQuality same = PictureQuality.of(test, originals, 32).with(test, real, real);
        final PictureQuality worse = PictureQuality.of(test, spoilt, 32).with(test, real, classifier.judge(spoilt, 2));

        assertEquals(0, same.meanSquaredError());
        assertEquals(1, same.structuralSimilarity(), 1e-12);
        assertEquals(0, same.judged().frechet(), 1e-6);
        assertTrue(same.judged().score() > 5 && same.judged().score() <= 10, () -> "" + same);
        assertTrue(worse.meanSquaredError() > 0 && worse.structuralSimilarity() < 0.9, () -> "" + worse);
        assertTrue(
                worse.judged().frechet() > 1
                        && worse.judged().score() < same.judged().score(),
                () -> "" + worse);
        assertTrue(worse.judged().accuracy() < same.judged().accuracy() - 0.2, () -> "" + worse);
    }

    @Test
    void shouldRefuseOtherModelsAndUnlabelledPictures() {
        final IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> PictureClassifier.of(SmallVae.model(true), CANVAS, KERNELS));
        assertTrue(e.getMessage().startsWith("model: expected the nodes of a picture classifier"), e.getMessage());
        final Picture unknown = new Picture("some.png", Picture.UNLABELLED, new float[1024]);
        assertThrows(IllegalArgumentException.class, () -> PictureSamples.of(List.of(unknown), CANVAS, 10));
    }
}
