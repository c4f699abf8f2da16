package io.memspike.tasks.inpainting;

import io.memspike.tasks.TrainingMethod.Keep;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.inpainting.InpaintingMethod.HoleSizes;

/**
 * How an auto-encoder learns to fill holes, and which epoch is kept; null for PRIME's way.
 *
 * @param holes sizes of holes that are drawn; null for the one that all have
 * @param holeShare of the squared error; null where every pixel counts alike
 * @param divergence factor of the distance between posterior and prior; null for 1
 * @param steps time steps; null for PRIME's
 * @param holdOut pictures at the end of the training split that are not trained on; null for none
 * @param keep best or last
 * @param shift pixels that pictures are moved by in training; null for none
 */
public record FillingOptions(
        @Option(
                label = "LEAST..MOST",
                says =
                        "cut a rectangle into each picture that is drawn anew in each epoch, anywhere, of so many rows and columns",
                shown = "always --hole")
        String holes,

        @Option(
                label = "S",
                says =
                        "share of the squared error that is the hole's, in [0, 1]: the more, the more of what the network can goes"
                                + " into what is missing, and the less into what is known",
                shown = "every pixel counts alike")
        Double holeShare,

        @Option(
                label = "F",
                says =
                        "factor of the distance between posterior and prior; with 0 the prior, which `sample` draws by and filling"
                                + " does without, learns nothing, and training is faster",
                shown = "1")
        Double divergence,

        @Option(label = "T", says = "time steps", shown = "16")
        Integer steps,

        @Option(
                label = "N",
                says =
                        "fill holes in the last N training pictures after each epoch, which are not trained on, to choose the best"
                                + " by and for --curve",
                shown = "0")
        Integer holdOut,

        @Option(
                label = "best|last",
                says =
                        "keep the model of the epoch with the smallest error in the holes of held-out pictures, the first of"
                                + " equals; or that of the last",
                otherwise = "last")
        String keep,

        @Option(
                label = "P",
                says = "move pictures by up to P pixels, up or down and to either side, in each epoch anew",
                shown = "0")
        Integer shift) {
    /** Refuses a way that there is not. */
    public FillingOptions {
        if (steps != null && steps < 1) {
            throw new IllegalArgumentException("--steps: expected at least 1, found " + steps);
        }
        method(holes, holeShare, divergence, holdOut, keep, shift);
    }

    /** The method. */
    public InpaintingMethod of() {
        return method(holes, holeShare, divergence, holdOut, keep, shift);
    }

    private static InpaintingMethod method(
            String holes, Double holeShare, Double divergence, Integer holdOut, String keep, Integer shift) {
        return new InpaintingMethod(
                holeShare, divergence, holes == null ? null : HoleSizes.of(holes), holdOut, Keep.of(keep), shift);
    }
}
