package io.memspike.core.kind.neuron;

import static io.memspike.core.kind.Peer.assertRow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Peer;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.shape.Delay;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SLAYER's quantised CUBA blocks: each gives its spikes a step late, the first one by delays of its own beside. */
class PeersInIntegersTest {
    @Test
    void shouldCountEverySpike() throws IOException {
        try (Peer peer = new Peer("o-loihi-cuba")) {
            final LoihiLif neurons = new LoihiLif(1024, 123, 80);
            final Graph graph = new Graph(
                    List.of(
                            new Node("input", new Input(Shape.vector(24))),
                            new Node("w0", new Linear(32, 1f)),
                            new Node("n0", neurons),
                            new Node("d0", new Delay(Per.CHANNEL)),
                            new Node("w1", new Linear(10, 1f)),
                            new Node("n1", neurons),
                            new Node("late0", new Delay(Per.ONE)),
                            new Node("late1", new Delay(Per.ONE))),
                    List.of(
                            Edge.of("input", "w0"),
                            Edge.of("w0", "n0"),
                            Edge.of("n0", "d0"),
                            Edge.delayed("d0", "w1", 1),
                            Edge.of("w1", "n1"),
                            Edge.of("d0", "late0"),
                            Edge.of("n1", "late1")),
                    List.of("late1", "late0"));
            final Running running = new Running(
                    graph,
                    Map.of(
                            "w0.weight", peer.counts("weight.0"),
                            "w1.weight", peer.counts("weight.1"),
                            "d0.delay", peer.counts("delay.0"),
                            "late0.delay", new float[] {1f},
                            "late1.delay", new float[] {1f}));
            final float[] input = peer.counts("input");
            final float[] v0 = peer.counts("expected.slayer.0.v");
            final float[] v1 = peer.counts("expected.slayer.1.v");
            for (int t = 0; t < (int) peer.number("steps"); t++) {
                running.step(Peer.row(input, t, 24));
                assertRow(peer.counts("expected.slayer.0.spikes"), t, running.out("late0"), 0, "spike");
                assertRow(peer.counts("expected.slayer.1.spikes"), t, running.out("late1"), 0, "spike");
                assertPotentials(v0, t, running.potential("n0"), running.out("n0"));
                assertPotentials(v1, t, running.potential("n1"), running.out("n1"));
            }
        }
    }

    /** The peer shows what fired, not yet reset. */
    private static void assertPotentials(float[] expected, int t, float[] found, float[] spikes) {
        for (int i = 0; i < found.length; i++) {
            final float before = expected[t * found.length + i];
            assertEquals(spikes[i] == 1f, before > 64 * 80);
            assertEquals(spikes[i] == 1f ? 0f : before, found[i], "potential of " + i + " at step " + t);
        }
    }
}
