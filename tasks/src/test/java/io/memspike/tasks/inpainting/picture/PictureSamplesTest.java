package io.memspike.tasks.inpainting.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.inpainting.picture.internal.HoledSamples;
import io.memspike.tasks.inpainting.picture.internal.StillPictures;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures as samples, and what is made of them: with holes, and as brightness. */
class PictureSamplesTest {
    private static final Canvas CANVAS = new Canvas(32);
    private static final int COUNT = 5;

    private final ImageSet images = DataSets.ofSystem().images(DataSets.MNIST, Split.TEST);
    private final List<Picture> pictures = Pictures.of(images, CANVAS, COUNT);

    PictureSamplesTest() throws IOException {}

    private static float[] dense(EventFrames frames, int step) {
        final float[] dense = new float[frames.shape().size()];
        for (int e = 0; e < frames.step(step).size(); e++) {
            dense[frames.step(step).index(e)] = frames.step(step).value(e);
        }
        return dense;
    }

    @Test
    void shouldBeTheSamePicturesFromImagesAndFromMemory() {
        for (final Samples samples :
                List.of(PictureSamples.of(images, CANVAS, COUNT), PictureSamples.of(pictures, CANVAS, 10))) {
            final EventFrames frames = EventFrames.of(samples);
            final Target target = new Target();
            assertEquals(COUNT, samples.size());
            assertEquals(10, samples.classes());
            for (int i = 0; i < COUNT; i++) {
                samples.load(i, frames);
                target.clear();
                samples.target(i, target);

                assertArrayEquals(pictures.get(i).pixels(), dense(frames, 0));
                assertArrayEquals(pictures.get(i).pixels(), target.written(CANVAS.pixels()));
                assertEquals(pictures.get(i).label(), target.label());
                assertEquals(pictures.get(i).label(), samples.label(i));
            }
        }
    }

    @Test
    void shouldShowTheHoleAndAskForTheWhole() {
        final Samples samples = new HoledSamples(PictureSamples.of(images, CANVAS, COUNT), Hole.prime(), 3);
        final EventFrames frames = EventFrames.of(samples);
        final Target target = new Target();
        samples.load(2, frames);
        samples.target(2, target);

        final float[] holed = pictures.get(2).pixels().clone();
        Hole.prime().cut(holed, 32);
        assertEquals(3, samples.steps());
        assertEquals(1, samples.storedSteps());
        for (int t = 0; t < 3; t++) {
            assertArrayEquals(holed, dense(frames, t));
        }
        assertArrayEquals(pictures.get(2).pixels(), target.written(CANVAS.pixels()));
    }

    @Test
    void shouldShowBrightnessAtEveryStep() {
        final Samples samples = new StillPictures(PictureSamples.of(pictures, CANVAS, 10), 4);
        final EventFrames frames = EventFrames.of(samples);
        samples.load(1, frames);

        for (int t = 0; t < 4; t++) {
            final float[] shown = dense(frames, t);
            for (int p = 0; p < shown.length; p++) {
                assertEquals((pictures.get(1).pixels()[p] + 1) / 2, shown[p]);
            }
        }
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        final PictureSamples base = PictureSamples.of(images, CANVAS, COUNT);
        for (final Samples samples :
                List.of(base, new HoledSamples(base, Hole.prime(), 3), new StillPictures(base, 4))) {
            final EventFrames frames = EventFrames.of(samples);
            final Target target = new Target();
            Allocation.assertNone(() -> {
                samples.load(3, frames);
                target.clear();
                samples.target(3, target);
            });
        }
    }

    @Test
    void shouldRefuseWrongArguments() {
        final Picture small = new Picture("small.png", 0, new float[4]);
        final Picture unknown = new Picture("some.png", Picture.UNLABELLED, new float[CANVAS.pixels()]);

        assertThrows(IllegalArgumentException.class, () -> PictureSamples.of(images, CANVAS, 0));
        assertThrows(IllegalArgumentException.class, () -> PictureSamples.of(images, CANVAS, images.size() + 1));
        assertThrows(IllegalArgumentException.class, () -> PictureSamples.of(List.of(small), CANVAS, 10));
        assertThrows(IllegalArgumentException.class, () -> PictureSamples.of(List.of(unknown), CANVAS, 10));
        assertEquals(-1, PictureSamples.of(List.of(unknown), CANVAS, 0).label(0));
    }
}
