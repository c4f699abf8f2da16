package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LowRankTest {
    private static final Shape SHAPE = new Shape(6, 1, 3);
    private static final LowRank ADAPTERS = new LowRank(2, 6f);
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();

    /** Two connections at positions, one behind the other, and one of all that leaves them. */
    private static Graph plain() {
        return new GraphBuilder()
                .input("in", SHAPE)
                .node("a", new Linear(5, 1f, true, true), "in")
                .node("b", new Linear(4, 1f, false, true), "a")
                .node("end", new Linear(3, 1f), "b", "b")
                .build("end");
    }

    private static float[] random(String name, int size) {
        final RandomStream random = RandomStream.of(1, name);
        final float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Map<String, float[]> tensors(Graph graph) {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        graph.nodes()
                .forEach(node -> graph.tensors(node.name()).forEach(spec -> {
                    final String name = node.name() + "." + spec.name();
                    tensors.put(name, random(name, spec.size()));
                }));
        return tensors;
    }

    private static float[] run(Graph graph, Map<String, float[]> tensors) {
        final Session session = Network.of(
                        graph,
                        tensors,
                        (node, matrix) -> {
                            final float scale = ((MatrixKind) node.kind()).weightScale();
                            final float[] weights =
                                    tensors.get(node.name() + ".weight").clone();
                            for (int i = 0; i < weights.length; i++) {
                                weights[i] *= scale;
                            }
                            return WeightedSynapses.of(matrix, weights, KERNELS);
                        },
                        KERNELS)
                .newSession();
        final SpikeList input = new SpikeList(SHAPE.size());
        input.compact(random("input", SHAPE.size()), SHAPE.size());
        session.reset(0);
        session.step(input);
        return session.answer().clone();
    }

    @Test
    void shouldAddTheProductOfItsWeightsWhereverAConnectionGoes() {
        final Graph adapted = ADAPTERS.adapt(plain(), name -> true);
        final Map<String, float[]> tensors = tensors(adapted);
        final Map<String, float[]> merged = tensors(plain());
        for (final String name : new String[] {"a", "b"}) {
            final float[] a = tensors.get(name + ".down.weight");
            final float[] b = tensors.get(name + ".up.weight");
            final float[] w = merged.get(name + ".weight");
            final int in = a.length / 2;
            for (int i = 0; i < w.length; i++) {
                for (int r = 0; r < 2; r++) {
                    w[i] += 3 * b[i / in * 2 + r] * a[r * in + i % in];
                }
            }
        }

        assertArrayEquals(run(plain(), merged), run(adapted, tensors), 1e-3f);
    }

    @Test
    void shouldChangeNothingAtTheStart() {
        final Graph adapted = ADAPTERS.adapt(plain(), name -> name.equals("b"));
        final Map<String, float[]> tensors = tensors(plain());
        final Map<String, float[]> start = ADAPTERS.start(plain(), name -> name.equals("b"), 7);
        assertEquals(2, start.size());
        assertEquals(10, start.get("b.down.weight").length);
        for (final float each : start.get("b.down.weight")) {
            assertEquals(0, each, 1 / Math.sqrt(5));
        }
        tensors.putAll(start);

        assertArrayEquals(run(plain(), tensors(plain())), run(adapted, tensors));
    }

    @Test
    void shouldRefuseRanksOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new LowRank(0, 1f));
        assertThrows(IllegalArgumentException.class, () -> new LowRank(1, 0f));
    }
}
