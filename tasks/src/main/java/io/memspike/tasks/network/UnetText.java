package io.memspike.tasks.network;

/**
 * U-Nets of any depth as text, of random weights that are pruned (Li and others, "Pruning random resistive memory for optimizing
 * analogue AI", arXiv 2311.07164): at each level two convolutions, each with a norm and an activation; half as many rows and
 * columns below, and back up beside what the level had on the way down.
 */
final class UnetText {
    /** Levels below the first in the paper. */
    static final int DEPTH = 4;

    private static final String SCALE = "weightScale: {kaiming: 6.352}}, learn: {prune: 0.5}, on: formed-rram}";

    private final StringBuilder nodes = new StringBuilder();
    private final StringBuilder edges = new StringBuilder();

    private UnetText() {}

    /**
     * A network's text.
     *
     * @param depth levels below the first, in [1, 8]
     */
    static String of(int depth) {
        if (depth < 1 || depth > 8) {
            throw new IllegalArgumentException("network: expected a depth in [1, 8], found " + depth);
        }
        return new UnetText().text(depth);
    }

    private String text(int depth) {
        edges.append("  - input");
        twice("in", "base", "base");
        for (int k = 0; k < depth; k++) {
            final String out =
                    channels(1 << (k == depth - 1 ? k : k + 1)); // the lowest level has no more than the one above
            node("pool" + k, "{maxPool: {kernel: 2}}");
            twice("down" + k, out, out);
        }
        for (int j = 0; j < depth; j++) {
            up(j, depth - 1 - j);
        }
        node("out.q", "{quantiser: {bits: bits}}");
        node("out", "{conv2d: {out: classes, kernel: 1, " + SCALE);
        return "# Pixels of two classes, as vessels and what lies around them, in random weights, half of which are pruned, and activations of\n"
                + "# six bits: a U-Net of " + depth + " levels below the first (Li and others, arXiv 2311.07164).\n"
                + "network: pruning-unet\n"
                + "sizes: {classes: 2, base: 32, bits: 6}\n"
                + "nodes:\n" + nodes + "edges:\n" + edges + "\n";
    }

    /** Beside what level k had. */
    private void up(int j, int k) {
        final String up = "up" + j;
        final String skip = (k == 0 ? "in" : "down" + (k - 1)) + ".act1";
        node(up + ".larger", "{upsample: {factor: 2, mode: corners}}");
        node(up + ".padded", "pad");
        edges.append("\n  - [").append(skip).append(", ").append(up).append(".padded, {port: 1, detached: true}]");
        edges.append("\n  - [").append(up).append(".padded, ").append(up).append(".input, {port: 1}]");
        edges.append("\n  - ").append(skip);
        node(up + ".input", "{concat: {ports: 2}}");
        twice(up, channels(1 << k), channels(k == 0 ? 1 : 1 << k - 1));
    }

    private void twice(String name, String middle, String out) {
        for (int i = 0; i < 2; i++) {
            node(name + ".q" + i, "{quantiser: {bits: bits}}");
            node(name + ".conv" + i, "{conv2d: {out: " + (i == 0 ? middle : out) + ", kernel: 3, padding: 1, " + SCALE);
            node(name + ".norm" + i, "batchNorm");
            node(name + ".act" + i, "{activation: {function: relu}}");
        }
    }

    private static String channels(int times) {
        return times == 1 ? "base" : times + " * base";
    }

    /** A node behind the one before. */
    private void node(String name, String kind) {
        nodes.append("  ").append(name).append(": ").append(kind).append('\n');
        edges.append(' ').append(name);
    }
}
