package io.memspike.serve.digit;

import io.memspike.core.ExitPolicy;
import io.memspike.earlyexit.ConfidencePolicy;
import java.util.Base64;

/**
 * What is asked for: one of a drawing, a sample of a data set and a recording, and what it runs on.
 *
 * @param pixels a drawing: 28 × 28 grey values in Base64, row by row, 0 black
 * @param dataset name of a data set
 * @param sample number in its test split
 * @param recording name that the server gave one
 * @param stop confidence above which an inference stops; null for never
 * @param model see {@link Bench}, as all that follow
 * @param readNoise noise of each read
 * @param adcBits bits of the converters
 * @param pruned share of connections that are cut
 * @param device cells
 * @param age seconds since programming
 * @param faults share of stuck cells
 * @param seed seed of all draws; 1 where it is not given
 * @param asked which request of its client it is, as the client counts; null where it does not
 */
record DigitRequest(
        String pixels,
        String dataset,
        int sample,
        String recording,
        Double stop,
        String model,
        Double readNoise,
        Integer adcBits,
        Double pruned,
        String device,
        double age,
        double faults,
        Long seed,
        Long asked) {
    static final int SIDE = 28;

    DigitRequest {
        if ((pixels == null ? 0 : 1) + (dataset == null ? 0 : 1) + (recording == null ? 0 : 1) != 1) {
            throw new IllegalArgumentException("expected one of pixels, dataset and recording, found none or several");
        }
        if (model == null) {
            throw new IllegalArgumentException("model: expected a model's name, found none");
        }
        if (stop != null) {
            new ConfidencePolicy(stop.floatValue()); // refuses
        }
    }

    /** What it runs on. */
    Bench bench() {
        return new Bench(model, readNoise, adcBits, pruned, device, age, faults, seedOrUsual());
    }

    long seedOrUsual() {
        return seed == null ? 1 : seed;
    }

    /** When it stops; null for never. */
    ExitPolicy policy() {
        return stop == null ? null : new ConfidencePolicy(stop.floatValue());
    }

    /** The drawing. */
    byte[] drawing() {
        return drawing(pixels);
    }

    /** 28 × 28 grey values of Base64. */
    static byte[] drawing(String pixels) {
        final byte[] greys;
        try {
            greys = Base64.getDecoder().decode(pixels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pixels: expected Base64, found something else", e);
        }
        if (greys.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    "pixels: expected " + SIDE + " x " + SIDE + " bytes, found " + greys.length);
        }
        return greys;
    }
}
