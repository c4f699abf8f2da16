package io.memspike.core.kind.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.Mean;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sequences that are shorter than their shape, through a layer of an encoder with everything that it has. */
class SequenceTest {
    private static final int ENTRIES = 11;
    private static final int CHANNELS = 12;

    private static Graph graph(int tokens) {
        return new GraphBuilder()
                .input("tokens", new Shape(1, 1, tokens))
                .node("word", new Embedding(ENTRIES, CHANNELS, Embedding.Of.NUMBER, true), "tokens")
                .node("position", new Embedding(40, CHANNELS, Embedding.Of.POSITION, true), "tokens")
                .node("norm", new LayerNorm(1e-12f, true), "word", "position")
                .node("q", new Linear(CHANNELS, 1f, true, true), "norm")
                .node("k", new Linear(CHANNELS, 1f, true, true), "norm")
                .node("v", new Linear(CHANNELS, 1f, true, true), "norm")
                .node("attention", new Attention(3, false), "q")
                .edge(Edge.of("k", "attention").into(1))
                .edge(Edge.of("v", "attention").into(2))
                .node("up", new Linear(37, 1f, true, true), "attention", "norm")
                .node("gelu", new Activation(Activation.Function.GELU, 1f), "up")
                .node("down", new Linear(CHANNELS, 1f, true, true), "gelu")
                .node("mean", new Mean(Mean.Over.POSITIONS), "down", "norm")
                .build("mean");
    }

    private static Map<String, float[]> tensors(Graph graph) {
        final RandomStream random = RandomStream.of(1, "sequences");
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian() / 2;
                }
                tensors.put(node.name() + "." + spec.name(), values);
            }
        }
        return tensors;
    }

    /** Tokens from 1, so that the last one is there; zeros behind them. */
    private static float[] tokens(int there, int most) {
        final RandomStream random = RandomStream.of(there, "tokens");
        final float[] tokens = new float[most];
        for (int i = 0; i < there; i++) {
            tokens[i] = i == there - 1 ? 1 : random.nextInt(ENTRIES);
        }
        return tokens;
    }

    @Test
    void shouldGiveTheBitsOfAGraphOfTheirLength() {
        final Map<String, float[]> tensors = tensors(graph(9));
        for (final Kernels kernels :
                new Kernels[] {new ScalarKernels(), KernelsLookup.find("auto").kernels()}) {
            final Running longer = new Running(graph(23), tensors, kernels);
            for (final int there : new int[] {9, 23, 1, 17, 4}) { // whatever was there before
                final Running exact = new Running(graph(there), tensors, new ScalarKernels());
                exact.step(tokens(there, there));
                longer.session().reset(there);
                longer.step(tokens(there, 23));
                for (final String node : List.of("norm", "q", "attention", "gelu", "down", "mean")) {
                    final float[] expected = exact.out(node);
                    final float[] found = longer.out(node);
                    assertArrayEquals(expected, Arrays.copyOf(found, expected.length), node);
                    assertArrayEquals(
                            new float[found.length - expected.length],
                            Arrays.copyOfRange(found, expected.length, found.length),
                            node);
                }
            }
        }
    }

    @Test
    void shouldListWhatEntersWeightsThatTakeNumbers() {
        final Map<String, float[]> tensors = tensors(graph(9));
        final Running running =
                new Running(graph(9), tensors, KernelsLookup.find("auto").kernels());
        running.step(tokens(5, 9));
        final float[] norm = running.out("norm");

        final var list = running.session().entering("q").active();

        assertEquals(5 * CHANNELS, list.size());
        assertEquals(norm[7], list.value(7));
        running.session().reset(1);
        assertEquals(0, running.session().entering("q").active().size());
        running.step(tokens(3, 9));
        assertEquals(3 * CHANNELS, running.session().entering("q").active().size());
        assertEquals(
                3 * CHANNELS * (3 * CHANNELS + 37) + 3 * 37 * CHANNELS,
                running.session().synapticOperations());
    }

    @Test
    void shouldAllocateNothing() {
        final Running running = new Running(
                graph(23), tensors(graph(23)), KernelsLookup.find("auto").kernels());
        final float[][] texts = {tokens(23, 23), tokens(4, 23), tokens(11, 23)};
        Allocation.assertNone(() -> {
            for (final float[] text : texts) {
                running.session().reset(1);
                running.step(text);
                running.session().answer();
            }
        });
    }

    @Test
    void shouldAnswerNothingOfNothing() {
        final Running running = new Running(graph(9), tensors(graph(9)));
        assertArrayEquals(new float[CHANNELS], running.step(new float[9]).out());
    }

    @Test
    void shouldRefuseKindsThatDoNotKnowLengths() {
        for (final Kind kind : List.of(new AvgPool(1), new Flatten(), new Linear(2, 1f), new Mean())) {
            final Graph graph = new GraphBuilder()
                    .input("tokens", new Shape(1, 1, 4))
                    .node("word", new Embedding(5, 3, Embedding.Of.NUMBER, true), "tokens")
                    .node("norm", new LayerNorm(1e-5f, false), "word")
                    .node("k", kind, "norm")
                    .build("k");
            final String message = assertThrows(
                            IllegalArgumentException.class, () -> Running.network(graph, tensors(graph)))
                    .getMessage();
            assertEquals(
                    "node k: expected a kind that knows how long a sequence is, at the same step, found " + kind.type()
                            + " behind norm",
                    message);
        }
    }
}
