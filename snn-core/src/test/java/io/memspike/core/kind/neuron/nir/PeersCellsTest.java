package io.memspike.core.kind.neuron.nir;

import static io.memspike.core.kind.Peer.assertRow;
import static io.memspike.core.kind.Peer.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Peer;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.norm.Scale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * snnTorch's cells, whose resets come a step late by default, as graphs. What the membrane takes is x, or s ← αs + x, or either
 * with the spikes of the step before through weights.
 */
class PeersCellsTest {
    private static final int N = 16;
    private static final float BETA = 0.875f;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();

    private void node(String name, Kind kind) {
        nodes.add(new Node(name, kind));
    }

    /** A membrane v ← βv + x of threshold 1. */
    private void membrane(Reset reset, boolean waits) {
        node("v", new LifNir(1f, Per.ONE, Integration.EULER, reset, Spikes.ONE, Start.ZERO, waits, Surrogate.PRIME));
        put(tensors, "v.tau", 8);
        put(tensors, "v.r", 8); // gain 1
        put(tensors, "v.vLeak", 0);
        put(tensors, "v.vThreshold", 1);
        put(tensors, "v.refractory", 1);
    }

    /** What the spikes of the step before add somewhere. */
    private void back(String from, String name, double factor, String to) {
        node(name, new Scale(Per.ONE));
        put(tensors, name + ".scale", factor);
        edges.add(Edge.delayed(from, name, 1));
        edges.add(Edge.of(name, to));
    }

    /** Adds the membrane of node "v", or "p" where it is before the reset, and its spikes "z"; says which node takes currents. */
    private String cell(String cell, String reset, String when) {
        switch (reset + "." + when) {
            case "none.delayed" -> membrane(Reset.NONE, false);
            case "zero.immediate" -> membrane(Reset.ZERO, false);
            case "subtract.delayed" -> {
                membrane(Reset.NONE, false);
                back("v", "late", -1, "v");
            }
            case "zero.delayed" -> {
                if (cell.equals("leaky")) {
                    node("v", new Lif(BETA, 1f, 1f)); // the input of the step of the reset stays
                } else {
                    membrane(Reset.ZERO, true); // it is lost: the neuron waits for a step
                }
            }
            default -> {
                // the decision also loses a threshold where what was left in the step before exceeds one:
                // p ← βp − βz' + x,  r = p' − z' > 1,  z = p − r > 1
                node("p", new Integrator(BETA, 1f));
                node("r", new Threshold(Per.ONE));
                put(tensors, "r.vThreshold", 1);
                node("minus", new Scale(Per.ONE));
                put(tensors, "minus.scale", -1);
                node("v", new Threshold(Per.ONE));
                put(tensors, "v.vThreshold", 1);
                edges.add(Edge.delayed("p", "r", 1));
                back("v", "leftBehind", -1, "r");
                back("v", "reset", -BETA, "p");
                edges.add(Edge.of("r", "minus"));
                edges.add(Edge.of("p", "v"));
                edges.add(Edge.of("minus", "v"));
                return "p";
            }
        }
        return "v";
    }

    private Running cells(Peer peer, String cell, String reset, String when) throws IOException {
        node("input", new Input(Shape.vector(N)));
        final String membrane = cell(cell, reset, when);
        String into = membrane;
        if (cell.contains("synaptic")) {
            node("s", new Integrator(0.75f, 1f));
            edges.add(Edge.of("s", membrane));
            into = "s";
        }
        edges.add(Edge.of("input", into));
        if (cell.equals("rleaky1")) {
            node("w", new Scale(Per.CHANNEL));
            tensors.put("w.scale", peer.floats("weight.one_to_one"));
        } else if (cell.startsWith("r")) {
            node("w", new Linear(N, 1f, true));
            tensors.put("w.weight", peer.floats("weight.recurrent"));
            tensors.put("w.bias", peer.floats("bias.recurrent"));
        }
        if (cell.startsWith("r")) {
            edges.add(Edge.delayed("v", "w", 1));
            edges.add(Edge.of("w", into));
        }
        return new Running(new Graph(nodes, edges, List.of("v")), tensors);
    }

    @ParameterizedTest
    @CsvSource({
        "leaky, none, delayed, 1754",
        "leaky, subtract, delayed, 517",
        "leaky, subtract, immediate, 484",
        "leaky, zero, delayed, 374",
        "leaky, zero, immediate, 374",
        "synaptic, none, delayed, 1880",
        "synaptic, subtract, delayed, 1641",
        "synaptic, subtract, immediate, 1637",
        "synaptic, zero, delayed, 775",
        "synaptic, zero, immediate, 1425",
        "rleaky, none, delayed, 1328",
        "rleaky, subtract, delayed, 702",
        "rleaky, subtract, immediate, 666",
        "rleaky, zero, delayed, 341",
        "rleaky, zero, immediate, 443",
        "rleaky1, none, delayed, 1523",
        "rleaky1, subtract, delayed, 640",
        "rleaky1, subtract, immediate, 622",
        "rleaky1, zero, delayed, 312",
        "rleaky1, zero, immediate, 431",
        "rsynaptic, none, delayed, 1391",
        "rsynaptic, subtract, delayed, 1304",
        "rsynaptic, zero, delayed, 657",
    })
    void shouldFireTheSpikesOfEachCell(String cell, String reset, String when, int spikes) throws IOException {
        try (Peer peer = new Peer("n-snntorch-cells")) {
            final Running running = cells(peer, cell, reset, when);
            final String name = "expected." + cell + "." + reset + "." + when;
            final float[] expectedSpikes = peer.counts(name + ".spikes");
            final float[] expected = peer.floats(name + ".v");
            final float[] input = peer.floats("input");
            final boolean isBeforeReset = reset.equals("zero") && when.equals("delayed") && !cell.equals("leaky");
            int fired = 0;
            for (int t = 0; t < (int) peer.number("steps"); t++) {
                final float[] z = running.step(Peer.row(input, t, N)).out();
                assertRow(expectedSpikes, t, z, 0, "spike");
                final float[] v = potential(running, z);
                for (int i = 0; i < N; i++) {
                    fired += (int) z[i];
                    if (isBeforeReset && z[i] != 0f) { // the peer shows what fired, not yet reset
                        v[i] = expected[t * N + i];
                    }
                }
                assertRow(expected, t, v, 1e-5, "potential");
            }
            assertEquals(spikes, fired);
        }
    }

    private float[] potential(Running running, float[] z) {
        if (tensors.containsKey("r.vThreshold")) {
            final float[] v = running.out("p");
            for (int i = 0; i < N; i++) {
                v[i] -= z[i];
            }
            return v;
        }
        return running.potential("v");
    }
}
