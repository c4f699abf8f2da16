package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.topology.loss.PixelCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pruned U-Net, which says of each pixel what it is, against vectors of an independent PyTorch program: within 1e-4 of each
 * tensor's largest magnitude.
 */
class GoldenUnetTest {
    private static final Shape INPUT = new Shape(1, 14, 11);
    private static final int BASE = 4;
    private static final int DEPTH = 2;

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    /** A U-Net with quantisers of so many bits before each convolution, or none. */
    private record Unet(PruningGolden golden, PruningGolden.Quantised graph) {
        Graph of() {
            graph.builder.input("input", INPUT);
            final List<String> skips = new ArrayList<>(List.of(twice("in", "input", BASE, BASE)));
            for (int k = 0; k < DEPTH; k++) {
                final int out = (BASE << k + 1) / (k == DEPTH - 1 ? 2 : 1);
                final String pooled = "pool" + k;
                graph.builder.node(pooled, new MaxPool(Size.of(2), Size.of(2), Size.of(0)), skips.get(k));
                skips.add(twice("down" + k, pooled, out, out));
            }
            String last = skips.get(DEPTH);
            for (int j = 0; j < DEPTH; j++) {
                final int k = DEPTH - 1 - j;
                final String up = "up" + j;
                graph.builder
                        .node(up + ".larger", new Upsample(Size.of(2), Upsample.Mode.CORNERS), last)
                        .node(up + ".padded", new Pad(), up + ".larger")
                        .edge(Edge.of(skips.get(k), up + ".padded").into(1).detached())
                        .node(up + ".input", new Concat(2), skips.get(k))
                        .edge(Edge.of(up + ".padded", up + ".input").into(1));
                last = twice(up, up + ".input", BASE << k, k == 0 ? BASE : BASE << k - 1);
            }
            graph.builder.node("out", new Conv2d(2, 1, 1, 0, golden.scale("out")), graph.quantised(last, true));
            return graph.build("out");
        }

        /** Two convolutions, each with a norm and an activation; the name of what leaves. */
        private String twice(String name, String from, int middle, int out) {
            String last = from;
            for (int j = 0; j < 2; j++) {
                final String conv = name + ".conv" + j;
                graph.builder
                        .node(
                                conv,
                                new Conv2d(j == 0 ? middle : out, 3, 1, 1, golden.scale(conv)),
                                graph.quantised(last, true))
                        .node(name + ".norm" + j, new BatchNorm(1e-5f, true), conv)
                        .node(name + ".act" + j, new Activation(Activation.Function.RELU, 1f), name + ".norm" + j);
                last = name + ".act" + j;
            }
            return last;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void shouldMatchForwardLossAndGradients(int bits) throws Exception {
        final PruningGolden golden = new PruningGolden("s3_unet", INPUT, 1, true);
        final Graph graph = new Unet(golden, new PruningGolden.Quantised(bits)).of();
        final PruningGolden.Pass pass = golden.pass(graph, new PixelCrossEntropy("out"), kernels, 2);

        golden.assertPass(bits, graph, pass, List.of());
        final String prefix = bits == 0 ? "" : "q6.";
        for (final String name : List.of("in", "down0", "down1", "up0", "up1")) {
            golden.assertClose(prefix + "trace." + name, golden.lastSteps(graph, name + ".act1", pass));
        }
        for (final String name : List.of("up0.input", "up1.input")) {
            golden.assertClose(prefix + "trace." + name, golden.lastSteps(graph, name, pass));
        }
        golden.assertClose(prefix + "probability", probability(golden.lastSteps(graph, "out", pass)));
        if (bits == 0) {
            final float[] answers = golden.answers(graph, pass.learners(), kernels);
            golden.assertClose("eval.output", PruningGolden.channelFirst(answers, graph.shape("out")));
        }
    }

    /** Softmax of the second of two classes. */
    private static float[] probability(float[] output) {
        final float[] probability = new float[INPUT.positions()];
        for (int i = 0; i < probability.length; i++) {
            probability[i] = (float) (1 / (1 + Math.exp(output[i] - output[i + probability.length])));
        }
        return probability;
    }
}
