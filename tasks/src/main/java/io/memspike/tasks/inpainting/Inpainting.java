package io.memspike.tasks.inpainting;

import io.memspike.core.RandomStream;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.internal.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Fills holes in pictures with an auto-encoder, one picture a thread at a time. Thread-safe. */
public final class Inpainting {
    private final AutoEncoderNetwork vae;
    private final Settings settings;

    /**
     * How to fill holes.
     *
     * @param hole what is missing
     * @param stop when a picture is finished; null for after all steps
     * @param seed seed of the random choices; each picture has its own from it
     * @param threads at least 1; they change no bit of the result
     */
    public record Settings(HoleMask hole, PictureStop stop, long seed, int threads) {}

    /**
     * Makes ready.
     *
     * @throws IllegalArgumentException where the hole's canvas is not of the size that the auto-encoder has
     */
    public Inpainting(AutoEncoderNetwork vae, Settings settings) {
        final int side = settings.hole().canvas().side();
        if (side != vae.spec().side()) {
            throw new IllegalArgumentException("hole: expected one of "
                    + vae.spec().side() + "×" + vae.spec().side() + " pixels, found " + side + "×" + side);
        }
        this.vae = vae;
        this.settings = settings;
    }

    /** The seed that picture {@code number} is filled or drawn with. */
    public static long seed(long seed, int number) {
        return RandomStream.of(seed, "picture", number).nextLong();
    }

    /**
     * Filled pictures.
     *
     * @param pictures the originals
     * @param hole what was missing
     * @param reconstructions what the network made of each: (side²) in [−1, 1], the pixels outside the hole, too
     * @param steps steps that each took
     * @param synapticOperations of all together
     * @param seconds from the first to the last
     */
    public record Result(
            List<Picture> pictures,
            HoleMask hole,
            List<float[]> reconstructions,
            int[] steps,
            long synapticOperations,
            double seconds) {
        /** Mean squared error inside the hole, in [−1, 1], over all pictures. */
        public double holeError() {
            double sum = 0;
            for (int i = 0; i < pictures.size(); i++) {
                sum += hole.meanSquaredError(pictures.get(i).pixels(), reconstructions.get(i));
            }
            return sum / pictures.size();
        }

        /** The same, had all holes been filled with {@code picture}. */
        public double holeErrorOf(float[] picture) {
            return pictures.stream()
                    .mapToDouble(each -> hole.meanSquaredError(each.pixels(), picture))
                    .average()
                    .orElse(Double.NaN);
        }

        /** Mean steps of a picture. */
        public double meanSteps() {
            return Arrays.stream(steps).average().orElse(Double.NaN);
        }

        /** Pictures with their holes, black. */
        public List<float[]> holed() {
            return pictures.stream().map(each -> hole.cut(each.pixels())).toList();
        }

        /** Pictures with their holes filled; what was known is as it was. */
        public List<float[]> filled() {
            final List<float[]> filled = new ArrayList<>();
            for (int i = 0; i < pictures.size(); i++) {
                filled.add(hole.fill(pictures.get(i).pixels(), reconstructions.get(i)));
            }
            return filled;
        }
    }

    /**
     * Fills the holes of pictures.
     *
     * @param pictures at least one
     * @param progress told the number of pictures done, now and then, one call at a time
     */
    public Result run(List<Picture> pictures, IntConsumer progress) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("inpainting: expected at least 1 picture, found none");
        }
        final float[][] reconstructions = new float[pictures.size()][];
        final int[] steps = new int[pictures.size()];
        final AtomicLong operations = new AtomicLong();
        final long start = System.nanoTime();
        Parallel.run(
                pictures.size(),
                settings.threads(),
                () -> {
                    final Painter painter = new Painter();
                    return i -> {
                        reconstructions[i] = painter.paint(pictures.get(i).pixels(), seed(settings.seed(), i));
                        steps[i] = painter.session.steps();
                        operations.addAndGet(painter.session.synapticOperations());
                    };
                },
                progress);
        final double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(
                List.copyOf(pictures), settings.hole(), List.of(reconstructions), steps, operations.get(), seconds);
    }

    /** One thread's session. */
    private final class Painter {
        private final PictureSession session = vae.newSession();
        private final float[] pixels = new float[vae.spec().image().size()];
        private final PictureStop.Watch watch =
                settings.stop() == null ? null : settings.stop().watch(settings.hole());

        float[] paint(float[] picture, long seed) {
            session.begin(settings.hole().cut(picture), seed);
            if (watch != null) {
                watch.begin();
            }
            boolean isFinished = false;
            while (!isFinished && session.steps() < vae.spec().steps()) {
                session.step();
                if (watch != null) {
                    session.reconstruction(pixels);
                    isFinished = watch.isFinished(pixels);
                }
            }
            session.reconstruction(pixels);
            return pixels.clone();
        }
    }
}
