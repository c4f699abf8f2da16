package io.memspike.core.kind.neuron.nir;

import static io.memspike.core.kind.Peer.assertRow;
import static io.memspike.core.kind.Peer.put;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Peer;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Surrogate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sinabs' layers: exponential decays of 8 and 4 steps, inputs normed or not, several spikes a step, a reset that adds 0.3 to
 * all neurons.
 */
class PeersCountingTest {
    private static final double SHARE = -Math.expm1(-1 / 8.0);
    private static final float EVERYWHERE = 0.3f;

    private final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(Shape.vector(24)))));
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();

    private void neuron(String name, String from, boolean isNormed, boolean isMany, Reset reset, boolean isRaised) {
        nodes.add(new Node(
                name,
                new LifNir(
                        1f,
                        Per.ONE,
                        Integration.EXPONENTIAL,
                        reset,
                        isMany ? Spikes.MANY : Spikes.ONE,
                        isRaised ? Start.VALUE : Start.ZERO,
                        false,
                        Surrogate.PRIME)));
        put(tensors, name + ".tau", 8);
        put(tensors, name + ".r", isNormed ? 1 : 1 / SHARE);
        // what is added to all after the threshold is the next step's, as a leak; there is none before the first step
        put(tensors, name + ".vLeak", isRaised ? EVERYWHERE * (1 - SHARE) / SHARE : 0);
        put(tensors, name + ".vStart", -EVERYWHERE);
        put(tensors, name + ".vThreshold", 1);
        edges.add(Edge.of(from, name));
    }

    private String synapse(String name, String from) {
        nodes.add(new Node(name, new Li(1f, Per.ONE, Integration.EXPONENTIAL, Start.ZERO)));
        put(tensors, name + ".tau", 4);
        put(tensors, name + ".r", Math.exp(-1 / 4.0) / -Math.expm1(-1 / 4.0)); // i ← e^(−1/4) (i + x)
        put(tensors, name + ".vLeak", 0);
        edges.add(Edge.of(from, name));
        return name;
    }

    private String linear(String name, int out, String from, float[] weights, float factor, float[] bias) {
        nodes.add(new Node(name, new Linear(out, 1f, bias != null)));
        final float[] scaled = weights.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        tensors.put(name + ".weight", scaled);
        tensors.put(name + ".bias", bias);
        edges.add(Edge.of(from, name));
        return name;
    }

    private static void assertLayer(Peer peer, Running running, String node, String name, int t, float raised)
            throws IOException {
        assertRow(peer.counts(name + ".spikes"), t, running.out(node), 0, name + " spikes");
        if (peer.has(name + ".v")) {
            final float[] v = running.potential(node);
            for (int i = 0; i < v.length; i++) {
                v[i] += raised;
            }
            // what is left of potentials of 40 has their rounding
            assertRow(peer.floats(name + ".v"), t, v, 4e-5, name + " potential");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi_subtract", "single_subtract", "single_reset0", "single_reset03"})
    void shouldCountTheSpikesOfTwoLayers(String variant) throws IOException {
        for (final String input : new String[] {"norm", "raw", "norm.syn4", "raw.syn4"}) {
            nodes.subList(1, nodes.size()).clear();
            edges.clear();
            try (Peer peer = new Peer("a-lif-dense-sinabs")) {
                final boolean isNormed = input.startsWith("norm");
                final boolean isRaised = variant.endsWith("03");
                final float factor = isNormed ? 4f : 1f;
                String from = "input";
                for (int layer = 1; layer <= 2; layer++) {
                    from = linear(
                            "w" + layer,
                            layer == 1 ? 32 : 10,
                            from,
                            peer.floats("weight." + layer),
                            factor,
                            layer == 1 ? peer.floats("bias.1") : null);
                    from = input.endsWith("syn4") ? synapse("i" + layer, from) : from;
                    neuron(
                            "lif" + layer,
                            from,
                            isNormed,
                            variant.startsWith("multi"),
                            variant.endsWith("subtract") ? Reset.SUBTRACT : Reset.ZERO,
                            isRaised);
                    from = "lif" + layer;
                }
                final Running running = new Running(new Graph(nodes, edges, List.of("lif2")), tensors);
                for (int t = 0; t < (int) peer.number("steps"); t++) {
                    running.step(Peer.row(peer.floats("input"), t, 24));
                    for (final String lif : new String[] {"lif1", "lif2"}) {
                        final String name = "expected.sinabs." + variant + "." + input + "." + lif;
                        assertLayer(peer, running, lif, name, t, isRaised ? EVERYWHERE : 0f);
                    }
                }
            }
        }
    }

    @Test
    void shouldCountTheSpikesOfAMembraneWithoutLeakAndOfALoop() throws IOException {
        try (Peer peer = new Peer("a-lif-dense-sinabs")) {
            linear("w", 32, "input", peer.floats("weight.iaf"), 1f, null);
            nodes.add(new Node("iaf", new If(1f, Per.ONE, Reset.SUBTRACT, Spikes.MANY, false, Surrogate.PRIME)));
            nodes.add(new Node(
                    "bounded",
                    new If(1f, Per.ONE, Reset.SUBTRACT, Spikes.MANY, false, Lower.THRESHOLD, Surrogate.PRIME)));
            for (final String iaf : new String[] {"iaf", "bounded"}) {
                put(tensors, iaf + ".r", 1);
                put(tensors, iaf + ".vThreshold", 1);
                edges.add(Edge.of("w", iaf));
            }
            linear("in", 32, "input", peer.floats("weight.1"), 1f, peer.floats("bias.1"));
            neuron("lif", "in", false, false, Reset.SUBTRACT, false);
            nodes.add(new Node("back", new Linear(32, 1f)));
            tensors.put("back.weight", peer.floats("weight.recurrent"));
            edges.add(Edge.delayed("lif", "back", 1));
            edges.add(Edge.of("back", "lif"));
            final Running running = new Running(new Graph(nodes, edges, List.of("iaf", "bounded", "lif")), tensors);
            for (int t = 0; t < (int) peer.number("steps"); t++) {
                running.step(Peer.row(peer.floats("input"), t, 24));
                assertLayer(peer, running, "iaf", "expected.sinabs.iaf", t, 0f);
                assertLayer(peer, running, "bounded", "expected.sinabs.iaf_min", t, 0f);
                assertRow(peer.counts("expected.sinabs.lif_recurrent.spikes"), t, running.out("lif"), 0, "spikes");
            }
        }
    }
}
