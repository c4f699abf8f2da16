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
import io.memspike.core.kind.norm.Scale;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recurrent network of NIR's CubaLIF with a read-out, by Euler, as torch and Norse run it. */
class PeersRecurrentTest {
    @ParameterizedTest
    @EnumSource(names = {"ZERO", "SUBTRACT"})
    void shouldFireEverySpikeAndGiveTheLogits(Reset reset) throws IOException {
        try (Peer peer = new Peer("gradients-cubalif-recurrent")) {
            final float dt = (float) peer.number("dt");
            final CubaLif cuba =
                    new CubaLif(dt, Per.ONE, Integration.EULER, reset, Spikes.ONE, Start.ZERO, false, Surrogate.PRIME);
            final Graph graph = new Graph(
                    List.of(
                            new Node("input", new Input(Shape.vector(12))),
                            new Node("in", new Linear(20, 1f)),
                            new Node("back", new Linear(20, 1f, true)),
                            new Node("n", cuba),
                            new Node("out", new Linear(5, 1f)),
                            new Node("o", new Li(dt, Per.ONE)),
                            new Node("logits", new Scale(Per.ONE))),
                    List.of(
                            Edge.of("input", "in"),
                            Edge.of("in", "n"),
                            Edge.delayed("n", "back", 1),
                            Edge.of("back", "n"),
                            Edge.of("n", "out"),
                            Edge.of("out", "o"),
                            Edge.of("o", "logits")),
                    List.of("logits"));
            final Map<String, float[]> tensors = new LinkedHashMap<>();
            tensors.put("in.weight", peer.floats("weight.w_in"));
            tensors.put("back.weight", peer.floats("weight.w_rec"));
            tensors.put("back.bias", peer.floats("weight.b_rec"));
            tensors.put("out.weight", peer.floats("weight.w_out"));
            put(tensors, "n.tauSyn", peer.number("tau_syn"));
            put(tensors, "n.tauMem", peer.number("tau_mem"));
            put(tensors, "n.r", peer.number("r"));
            put(tensors, "n.wIn", peer.number("w_in"));
            put(tensors, "n.vLeak", 0);
            put(tensors, "n.vThreshold", peer.number("threshold"));
            put(tensors, "o.tau", peer.number("tau_out"));
            put(tensors, "o.r", 1);
            put(tensors, "o.vLeak", 0);
            put(tensors, "logits.scale", peer.number("logitScale"));
            final String name = "expected." + reset.name().toLowerCase(Locale.ROOT);
            final Running running = new Running(graph, tensors);
            for (int row = 0; row < 4 * 40; row++) {
                if (row % 40 == 0) {
                    running.session().reset(row / 40);
                }
                running.step(Peer.row(peer.counts("input"), row, 12));
                assertRow(peer.counts(name + ".spikes"), row, running.out("n"), 0, "spike");
                assertRow(peer.floats(name + ".v"), row, running.potential("n"), 1e-5, "potential");
                assertRow(peer.floats(name + ".logits"), row, running.out(), 1e-5, "logit");
            }
        }
    }
}
