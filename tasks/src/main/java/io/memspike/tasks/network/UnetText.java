package io.memspike.tasks.network;

import java.util.Arrays;
import java.util.List;

/**
 * U-Nets of any depth as text, of random weights that are pruned (Li and others, "Pruning random resistive memory for optimizing
 * analogue AI", arXiv 2311.07164): at each level two convolutions, each with a norm and an activation, or neurons that fire;
 * half as many rows and columns below, and back up beside what the level had on the way down.
 */
final class UnetText {
    private static final String SCALE = "weightScale: {kaiming: 6.352}}, learn: {prune: 0.5}, on: formed-rram}";

    private final Style style;
    private final StringBuilder nodes = new StringBuilder();
    private final StringBuilder edges = new StringBuilder();

    private UnetText(Style style) {
        this.style = style;
    }

    /** What lies between convolutions. */
    enum Style {
        /** The paper's: activations of some bits. */
        PRUNING("pruning-unet", 4, "batchNorm", "act", "{activation: {function: relu}}", "corners"),

        /** Neurons that fire instead, and an answer that is the mean over steps. */
        SPIKING(
                "spiking-unet",
                2,
                "{tdBatchNorm: {threshold: 0.5}}",
                "n",
                "{lif: {retain: 0.5, threshold: 0.5}}",
                "nearest");

        private final String network;
        private final int depth;
        private final String norm;
        private final String neuron;
        private final String neurons;
        private final String upsampling;

        Style(String network, int depth, String norm, String neuron, String neurons, String upsampling) {
            this.network = network;
            this.depth = depth;
            this.norm = norm;
            this.neuron = neuron;
            this.neurons = neurons;
            this.upsampling = upsampling;
        }

        /** That of a network, by its name. */
        static Style of(String network) {
            return Arrays.stream(values())
                    .filter(style -> style.network.equals(network))
                    .findFirst()
                    .orElseThrow();
        }

        /** The network's name. */
        String network() {
            return network;
        }

        /** Levels below the first of the file in the jar. */
        int depth() {
            return depth;
        }
    }

    /** Names of the networks. */
    static List<String> networks() {
        return Arrays.stream(Style.values()).map(Style::network).toList();
    }

    /**
     * A network's text.
     *
     * @param style what lies between convolutions
     * @param depth levels below the first, in [1, 8]
     */
    static String of(Style style, int depth) {
        if (depth < 1 || depth > 8) {
            throw new IllegalArgumentException("network: expected a depth in [1, 8], found " + depth);
        }
        return new UnetText(style).text(depth);
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
        quantiser("out.q");
        node("out", "{conv2d: {out: classes, kernel: 1, " + SCALE);
        if (style == Style.SPIKING) {
            node("answer", "mean");
        }
        return head(depth) + "nodes:\n" + nodes + "edges:\n" + edges + "\n";
    }

    private String head(int depth) {
        if (style == Style.SPIKING) {
            return "# Pixels of two classes, as vessels and what lies around them, in random weights, half of which are pruned, and neurons that\n"
                    + "# fire: the U-Net of pruning-unet with " + depth
                    + " levels below the first. What it answers is the mean over steps.\n"
                    + "network: spiking-unet\n"
                    + "sizes: {classes: 2, base: 8}\n";
        }
        return "# Pixels of two classes, as vessels and what lies around them, in random weights, half of which are pruned, and activations of\n"
                + "# six bits: a U-Net of " + depth + " levels below the first (Li and others, arXiv 2311.07164).\n"
                + "network: pruning-unet\n"
                + "sizes: {classes: 2, base: 32, bits: 6}\n";
    }

    /** Beside what level k had. */
    private void up(int j, int k) {
        final String up = "up" + j;
        final String skip = (k == 0 ? "in." : "down" + (k - 1) + ".") + style.neuron + "1";
        node(up + ".larger", "{upsample: {factor: 2, mode: " + style.upsampling + "}}");
        node(up + ".padded", "pad");
        edges.append("\n  - [").append(skip).append(", ").append(up).append(".padded, {port: 1, detached: true}]");
        edges.append("\n  - [").append(up).append(".padded, ").append(up).append(".input, {port: 1}]");
        edges.append("\n  - ").append(skip);
        node(up + ".input", "{concat: {ports: 2}}");
        twice(up, channels(1 << k), channels(k == 0 ? 1 : 1 << k - 1));
    }

    private void twice(String name, String middle, String out) {
        for (int i = 0; i < 2; i++) {
            quantiser(name + ".q" + i);
            node(name + ".conv" + i, "{conv2d: {out: " + (i == 0 ? middle : out) + ", kernel: 3, padding: 1, " + SCALE);
            node(name + ".norm" + i, style.norm);
            node(name + "." + style.neuron + i, style.neurons);
        }
    }

    /** Of activations; spikes have one bit. */
    private void quantiser(String name) {
        if (style == Style.PRUNING) {
            node(name, "{quantiser: {bits: bits}}");
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
