package io.memspike.tasks.inpainting;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Session;

/**
 * One stream of pictures through an auto-encoder. State carries on from step to step, so every step costs the same. A step
 * allocates nothing. One session per thread.
 *
 * <pre>{@code
 * session.begin(imageWithHole, seed);
 * while (session.steps() < network.spec().steps()) {
 *     session.step();
 *     session.reconstruction(pixels);
 * }
 * }</pre>
 */
public final class PictureSession {
    private final AutoEncoder spec;
    private final Session inpainting;
    private final Session sampling; // null where there is no prior
    private final SpikeList image;
    private final String z; // null where there are no latents
    private Session current;
    private long synapticOperations;

    PictureSession(AutoEncoder spec, Session inpainting, Session sampling) {
        this.spec = spec;
        this.inpainting = inpainting;
        this.sampling = sampling;
        this.current = inpainting;
        this.image = new SpikeList(spec.image().size());
        this.z = spec.isVariational() ? spec.z() : null;
    }

    /**
     * Begins to fill the hole of an image.
     *
     * @param pixelValues (side²) row-major, in [−1, 1], the hole already at −1. Not modified, not kept.
     * @param seed seed of the random choices, and number of the image for read noise: the same image and seed give the
     *     same picture, so every image is to have its own
     * @throws IllegalArgumentException where there are more or fewer pixels, or one is not in [−1, 1]
     */
    public void begin(float[] pixelValues, long seed) {
        final int pixels = spec.image().size();
        if (pixelValues.length != pixels) {
            throw new IllegalArgumentException("image: expected " + spec.side() + "×" + spec.side() + " = " + pixels
                    + " pixels, found " + pixelValues.length);
        }
        for (int i = 0; i < pixels; i++) {
            if (!(pixelValues[i] >= -1 && pixelValues[i] <= 1)) {
                throw new IllegalArgumentException(
                        "image: expected pixels in [-1, 1], found " + pixelValues[i] + " at " + i);
            }
        }
        image.compact(pixelValues, pixels);
        begin(inpainting, seed);
    }

    /**
     * Begins to draw an image from the prior alone.
     *
     * @throws IllegalStateException where there is none
     */
    public void beginSample(long seed) {
        if (sampling == null) {
            throw new IllegalStateException(
                    "expected an auto-encoder with a prior, which draws, found one that fills alone");
        }
        begin(sampling, seed);
    }

    private void begin(Session session, long seed) {
        current = session;
        current.reset(seed);
        synapticOperations = 0;
    }

    /** One time step. */
    public void step() {
        if (current == inpainting && current.steps() == 0) {
            current.step(image);
        } else {
            current.step();
        }
        synapticOperations += current.synapticOperations();
    }

    /** The graph's session that fills, or draws. */
    Session current() {
        return current;
    }

    /** Steps since the image began. */
    public int steps() {
        return current.steps();
    }

    /**
     * The picture as the steps so far make it: tanh of the membrane's potentials, in which step i of t weighs
     * {@code 0.8^(t−1−i)}.
     *
     * @param pixelValues overwritten (side²), row-major, in [−1, 1]
     */
    public void reconstruction(float[] pixelValues) {
        System.arraycopy(current.answer(), 0, pixelValues, 0, pixelValues.length);
    }

    /** Synaptic operations since the image began. */
    public long synapticOperations() {
        return synapticOperations;
    }

    /**
     * The latents' spikes of the last step, of a variational auto-encoder. Not to be modified.
     *
     * @throws IllegalStateException where there are no latents
     */
    public SpikeList z() {
        if (z == null) {
            throw new IllegalStateException("expected an auto-encoder with latents, found one that fills alone");
        }
        return current.signal(current == inpainting ? z : spec.prior()).active();
    }
}
