package io.memspike.serve.hole;

import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import java.util.Base64;

/**
 * A hole to fill.
 *
 * @param model name of an auto-encoder
 * @param pixels the picture: 28 × 28 grey values in Base64, row by row, 0 black
 * @param missing a byte for each pixel of the model's canvas in Base64, row by row; 0 where it is known
 * @param stop as {@code inpaint --early-stop} takes it; {@code model} where it is not given
 * @param number of the picture, from which and the seed random choices are drawn
 * @param seed seed of these; 1 where it is not given
 */
record HoleRequest(String model, String pixels, String missing, String stop, int number, Long seed) {
    static final int SIDE = 28;

    HoleRequest {
        if (model == null || pixels == null || missing == null) {
            throw new IllegalArgumentException("expected model, pixels and missing, found one of them not given");
        }
        stop = stop == null ? "model" : stop;
        AutoEncoders.requireStop(stop);
        seed = seed == null ? (Long) 1L : seed;
    }

    /** The picture on a canvas, in [−1, 1]. */
    float[] picture(Canvas canvas) {
        final byte[] greys = bytes("pixels", pixels);
        if (greys.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "pixels: expected " + SIDE + " x " + SIDE + " bytes, found " + greys.length);
        }
        return canvas.of("pixels", SIDE, SIDE, greys, 0);
    }

    /** The hole. */
    HoleMask hole(Canvas canvas) {
        final byte[] given = bytes("missing", missing);
        final boolean[] holes = new boolean[given.length];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = given[i] != 0;
        }
        return HoleMask.of(canvas, holes);
    }

    private static byte[] bytes(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": expected Base64, found something else", e);
        }
    }
}
