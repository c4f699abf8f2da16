package io.memspike.serve.hole;

/** Pictures as browsers show them. */
final class Painted {
    private static final double GREYS = 127.5; // from [−1, 1] to 0…255

    private Painted() {}

    /** Grey values of a picture in [−1, 1]. */
    static byte[] greys(float[] picture) {
        final byte[] greys = new byte[picture.length];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = (byte) Math.round((picture[i] + 1) * GREYS);
        }
        return greys;
    }
}
