package io.memspike.tasks.train;

import io.memspike.datasets.segment.Augmentation;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.network.NetworkSource;

/**
 * What is drawn of images whose pixels are to be classified; null for what is not given.
 *
 * @param base channels at the top of the U-Net
 * @param depth its levels below the first
 * @param patches patches an epoch
 * @param patchSize their rows and columns
 * @param upright whether patches are neither mirrored nor turned
 * @param bend how far pixels are carried at most
 * @param brightness how much of it is added at most
 */
public record VesselOptions(
        @Option(label = "N", says = "vessels: channels at the top of a U-Net", shown = "32; of spiking-unet 8")
        Integer base,

        @Option(label = "N", says = "vessels: levels of a U-Net below the first", shown = "4; of spiking-unet 2")
        Integer depth,

        @Option(label = "N", says = "vessels: patches an epoch, drawn anew in each", shown = "" + PATCHES)
        Integer patches,

        @Option(label = "N", says = "vessels: rows and columns of a patch", shown = "" + PATCH_SIZE)
        Integer patchSize,

        @Option(says = "vessels: leave patches upright, neither mirrored nor turned by quarters")
        boolean upright,

        @Option(label = "PIXELS", says = "vessels: bend patches, pixels carried by so much at most", shown = "0")
        Double bend,

        @Option(label = "B", says = "vessels: vary brightness and contrast of patches by so much at most", shown = "0")
        Double brightness) {
    static final int PATCHES = 1000;
    static final int PATCH_SIZE = 64;
    private static final int MOST = 1 << 10;

    /** Refuses what is no patch. */
    public VesselOptions {
        if (patches != null && patches < 1 || patchSize != null && (patchSize < 1 || patchSize > MOST)) {
            throw new IllegalArgumentException("--patches, --patch-size: expected at least 1, and 1 to " + MOST
                    + " pixels, found " + patches + " and " + patchSize);
        }
        if (base != null && base < 1 || depth != null && depth < 1) {
            throw new IllegalArgumentException("--base, --depth: expected at least 1, found " + base + " and " + depth);
        }
        augmentation(upright, bend, brightness);
    }

    Augmentation augmentation() {
        return augmentation(upright, bend, brightness);
    }

    private static Augmentation augmentation(boolean upright, Double bend, Double brightness) {
        return new Augmentation(!upright, !upright, bend == null ? 0 : bend, brightness == null ? 0 : brightness);
    }

    /** Name of the network that a U-Net's sizes are asked for of. */
    String sized(String network) {
        if (base == null && depth == null) {
            return network;
        }
        if (!NetworkSource.UNETS.contains(network.split(":", 2)[0])) {
            throw new IllegalArgumentException("--base, --depth: expected the network "
                    + String.join(" or ", NetworkSource.UNETS) + ", whose sizes these are, found " + network);
        }
        final StringBuilder sized = new StringBuilder(network);
        add(sized, "base", base);
        add(sized, "depth", depth);
        return sized.toString();
    }

    private static void add(StringBuilder to, String name, Integer size) {
        if (size != null) {
            to.append(to.indexOf(":") < 0 ? ':' : ',').append(name).append('=').append(size);
        }
    }

    /** Whether anything is asked for. */
    boolean isGiven() {
        return base != null
                || depth != null
                || patches != null
                || patchSize != null
                || upright
                || bend != null
                || brightness != null;
    }
}
