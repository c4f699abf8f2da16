package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pruned convolutional network without spikes against vectors of an independent PyTorch program: within 1e-4 of each tensor's
 * largest magnitude, masks exactly.
 */
class GoldenCnnTest {
    private static final Shape INPUT = new Shape(1, 20, 20);

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    /**
     * The network. Its quantisers are named by the node before them.
     *
     * @param bits of quantisers, or 0 for none
     */
    static Graph graph(PruningGolden golden, int bits, int channels0, int channels1, int features) {
        final MaxPool pool = new MaxPool(Size.of(2), Size.of(2), Size.of(0));
        final Activation relu = new Activation(Activation.Function.RELU, 1f);
        final BatchNorm norm = new BatchNorm(1e-5f, false);
        final PruningGolden.Quantised graph = new PruningGolden.Quantised(bits);
        graph.builder
                .input("input", INPUT)
                .node("pooled", pool, "input")
                .node("conv0", new Conv2d(channels0, 3, 1, 0, golden.scale("conv0")), graph.quantised("pooled", true))
                .node("norm0", norm, "conv0")
                .node("act0", relu, "norm0")
                .node("conv1", new Conv2d(channels1, 3, 1, 0, golden.scale("conv1")), graph.quantised("act0", false))
                .node("pool1", pool, "conv1")
                .node("norm1", norm, "pool1")
                .node("act1", relu, "norm1")
                .node("fc0", new Linear(features, golden.scale("fc0")), graph.quantised("act1", false))
                .node("act2", relu, "fc0")
                .node("fc1", new Linear(10, golden.scale("fc1")), graph.quantised("act2", false));
        return graph.build("fc1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void shouldMatchForwardLossAndGradients(int bits) throws Exception {
        final PruningGolden golden = new PruningGolden("s3_cnn", INPUT, 1, false);
        final Graph graph = graph(golden, bits, 6, 4, 16);
        final PruningGolden.Pass pass = golden.pass(graph, CrossEntropy.of(graph, Loss.MEAN), kernels, 2);

        golden.assertPass(bits, graph, pass, List.of("pooled", "conv0", "act0", "conv1", "act1", "act2"));
        if (bits == 0) {
            golden.assertClose("eval.output", golden.answers(graph, pass.learners(), kernels));
        }
    }
}
