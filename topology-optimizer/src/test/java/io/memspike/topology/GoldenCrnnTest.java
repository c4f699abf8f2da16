package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Scan;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pruned convolutional and recurrent network without spikes against vectors of an independent PyTorch program: within 1e-4 of
 * each tensor's largest magnitude. What the convolutions make of a spectrogram is scanned column by column, four steps.
 */
class GoldenCrnnTest {
    private static final Shape INPUT = new Shape(1, 23, 20);
    private static final int STEPS = 4;

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    private static Conv2d conv(int out, float scale) {
        return new Conv2d(out, new Size(3, 2), new Size(2, 1), Size.of(0), Size.of(1), 1, scale, false);
    }

    private static Graph graph(PruningGolden golden, int bits) {
        final MaxPool pool = new MaxPool(Size.of(2), Size.of(2), Size.of(0));
        final Activation relu = new Activation(Activation.Function.RELU, 1f);
        final BatchNorm norm = new BatchNorm(1e-5f, false);
        final PruningGolden.Quantised graph = new PruningGolden.Quantised(bits);
        graph.builder
                .input("input", INPUT)
                .node("conv0", conv(6, golden.scale("conv0")), graph.quantised("input", true))
                .node("pool0", pool, "conv0")
                .node("norm0", norm, "pool0")
                .node("act0", relu, "norm0")
                .node("conv1", conv(5, golden.scale("conv1")), graph.quantised("act0", false))
                .node("pool1", pool, "conv1")
                .node("norm1", norm, "pool1")
                .node("act1", relu, "norm1")
                .node("scan", new Scan(), graph.quantised("act1", false))
                .node("rnn_ih", new Linear(12, golden.scale("rnn_ih")), "scan")
                .node("hidden", relu, "rnn_ih")
                .node("rnn_hh", new Linear(12, golden.scale("rnn_hh")))
                .edge(Edge.delayed(graph.quantised("hidden", false), "rnn_hh", 1))
                .edge(Edge.of("rnn_hh", "hidden"))
                .node("mean_hidden", new Mean(), "hidden")
                .node("fc0", new Linear(16, golden.scale("fc0")), graph.quantised("mean_hidden", true))
                .node("act2", relu, "fc0")
                .node("fc1", new Linear(10, golden.scale("fc1")), graph.quantised("act2", false));
        return graph.build("fc1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldMatchForwardLossAndGradients(int bits) throws Exception {
        final PruningGolden golden = new PruningGolden("s3_crnn", INPUT, STEPS, false);
        final Graph graph = graph(golden, bits);
        final PruningGolden.Pass pass = golden.pass(graph, CrossEntropy.of(graph, Loss.MEAN), kernels, 2);

        golden.assertPass(bits, graph, pass, List.of("act0", "act1", "mean_hidden", "act2"));
        golden.assertClose(
                bits == 0 ? "trace.hidden" : "q3.trace.hidden",
                byStep(pass.traces().get("hidden"), 12));
        if (bits == 0) {
            golden.assertClose("eval.output", golden.answers(graph, pass.learners(), kernels));
        }
    }

    /** What the norms do in service is what they did in the pass when the running statistics are those of its batch. */
    @Test
    void shouldServeAsItTrained() throws Exception {
        final PruningGolden golden = new PruningGolden("s3_crnn", INPUT, STEPS, false);
        final Graph graph = graph(golden, 0);
        final Learners learners = golden.learners(graph);
        for (final String norm : List.of("norm0", "norm1")) {
            final int elements = golden.size() * graph.shape(norm).positions();
            final float[] mean = golden.tensor(norm + ".running_mean");
            final float[] variance = golden.tensor(norm + ".running_var");
            for (int c = 0; c < mean.length; c++) { // 0.9 · 0 + 0.1 · mean, 0.9 · 1 + 0.1 · variance · n/(n − 1)
                mean[c] /= 0.1f;
                variance[c] = (variance[c] - 0.9f) / 0.1f * (elements - 1) / elements;
            }
            learners.with(Map.of(norm + ".mean", mean, norm + ".variance", variance));
        }

        golden.assertClose("output", golden.answers(graph, learners, kernels));
    }

    /** [sample, element, step] as [sample, step, element]. */
    private static float[] byStep(float[] values, int elements) {
        final float[] ordered = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            final int sample = i / (elements * STEPS);
            final int element = i / STEPS % elements;
            ordered[(sample * STEPS + i % STEPS) * elements + element] = values[i];
        }
        return ordered;
    }
}
