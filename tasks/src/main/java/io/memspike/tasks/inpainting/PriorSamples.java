package io.memspike.tasks.inpainting;

import io.memspike.tasks.internal.Parallel;
import java.util.List;

/** New pictures out of an auto-encoder's prior. */
public final class PriorSamples {
    private PriorSamples() {}

    /**
     * Draws pictures.
     *
     * @param vae the auto-encoder
     * @param count how many, at least 1
     * @param seed seed of the random choices; each picture has its own from it
     * @param threads at least 1; they change no bit of the result
     * @return (side²) each, in [−1, 1]
     * @throws IllegalArgumentException where it has no prior
     */
    public static List<float[]> draw(AutoEncoderNetwork vae, int count, long seed, int threads) {
        if (count < 1) {
            throw new IllegalArgumentException("samples: expected at least 1, found " + count);
        }
        if (!vae.spec().isVariational()) {
            throw new IllegalArgumentException(
                    "model: expected an auto-encoder with a prior, which draws, found one that fills holes alone");
        }
        final float[][] pictures = new float[count][vae.spec().image().size()];
        Parallel.run(
                count,
                threads,
                () -> {
                    final PictureSession session = vae.newSession();
                    return i -> {
                        session.beginSample(Inpainting.seed(seed, i));
                        while (session.steps() < vae.spec().steps()) {
                            session.step();
                        }
                        session.reconstruction(pictures[i]);
                    };
                },
                done -> {});
        return List.of(pictures);
    }
}
