package io.memspike.core.kind.neuron.nir;

import static io.memspike.core.kind.Peer.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Peer;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Surrogate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * NEST's {@code iaf_psc_exp} and {@code iaf_psc_delta} on their grid of 0.1 ms, potentials from where they rest: exponential
 * synapses are {@link Li}s whose last step the neurons take; a spike over a delay of d steps arrives at the end of step t + d.
 */
class PeersOnTheGridTest {
    private static final Per EACH = Per.ELEMENT;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private Peer peer;
    private int neurons;

    private Running neurons(boolean hasCurrents, boolean isRandomAtStart) throws IOException {
        neurons = (int) peer.number("neurons");
        final double dt = peer.number("dt_ms");
        final double rest = peer.number("E_L");
        final double tau = peer.number("tau_m");
        final double share = -Math.expm1(-dt / tau);
        nodes.add(new Node("input", new Input(Shape.vector((int) peer.number("sources")))));
        nodes.add(new Node(
                "n",
                new LifNir(
                        (float) dt,
                        EACH,
                        Integration.EXPONENTIAL,
                        Reset.VALUE,
                        Spikes.ONE,
                        isRandomAtStart ? Start.VALUE : Start.ZERO,
                        true,
                        Surrogate.PRIME)));
        each("n.tau", tau);
        each("n.r", 1 / share); // what enters is added as it is
        each("n.vThreshold", peer.number("V_th") - rest);
        each("n.vReset", peer.number("V_reset") - rest);
        tensors.put("n.refractory", peer.counts("t_ref.steps"));
        final float[] current = peer.floats("i_e");
        put(
                tensors,
                "n.vLeak",
                range().mapToDouble(i -> tau / peer.number("C_m") * current[i]).toArray());
        if (isRandomAtStart) {
            final float[] start = peer.floats("v0");
            put(tensors, "n.vStart", range().mapToDouble(i -> start[i] - rest).toArray());
        }
        if (hasCurrents) {
            synapses("excitatory", "tau_syn_ex", w -> w > 0);
            synapses("inhibitory", "tau_syn_in", w -> w < 0);
        } else {
            connect("fromInput", "input", "n", 0, c -> true);
            connect("fromNeurons", "n", "n", 1, c -> true);
        }
        return new Running(new Graph(nodes, edges, List.of("n")), tensors);
    }

    private interface Sign {
        boolean fits(float weight);
    }

    private void synapses(String name, String tauOf, Sign sign) throws IOException {
        final double dt = peer.number("dt_ms");
        final double tau = peer.number("tau_m");
        final double tauSyn = peer.number(tauOf);
        // what a current of 1 pA adds to the potential within a step, and what is left of it
        final double carried =
                1 / peer.number("C_m") / (1 / tau - 1 / tauSyn) * (Math.exp(-dt / tauSyn) - Math.exp(-dt / tau));
        nodes.add(new Node(name, new Li((float) dt, Per.ONE, Integration.EXPONENTIAL, Start.ZERO)));
        put(tensors, name + ".tau", tauSyn);
        put(tensors, name + ".r", carried / -Math.expm1(-dt / tauSyn));
        put(tensors, name + ".vLeak", 0);
        edges.add(Edge.delayed(name, "n", 1));
        final float[] weights = peer.floats("syn.weight");
        connect(name + "FromInput", "input", name, 0, c -> sign.fits(weights[c]));
        connect(name + "FromNeurons", "n", name, 0, c -> sign.fits(weights[c]));
    }

    /** The synapses from inputs or neurons that satisfy a condition, those from neurons {@code early} steps shorter. */
    private void connect(String name, String from, String to, int early, IntPredicate condition) throws IOException {
        final int[] isInput = peer.ints("syn.source_is_input");
        final int[] all = IntStream.range(0, isInput.length)
                .filter(c -> isInput[c] == (from.equals("input") ? 1 : 0) && condition.test(c))
                .toArray();
        if (all.length == 0) {
            return;
        }
        final int[] pre = peer.ints("syn.pre");
        final int[] post = peer.ints("syn.post");
        final int[] delay = peer.ints("syn.delay");
        final float[] weight = peer.floats("syn.weight");
        final Connections connections = new Connections(
                IntStream.of(all).map(c -> pre[c]).toArray(),
                IntStream.of(all).map(c -> post[c]).toArray(),
                IntStream.of(all).map(c -> delay[c] - early).toArray());
        nodes.add(new Node(name, new Sparse(neurons, connections)));
        put(
                tensors,
                name + ".weight",
                IntStream.of(all).mapToDouble(c -> weight[c]).toArray());
        edges.add(early == 0 ? Edge.of(from, name) : Edge.delayed(from, name, early));
        edges.add(Edge.of(name, to));
    }

    private IntStream range() {
        return IntStream.range(0, neurons);
    }

    private void each(String name, double value) {
        put(tensors, name, range().mapToDouble(i -> value).toArray());
    }

    private void assertFires(Running running, int spikes) throws IOException {
        final int steps = (int) peer.number("steps");
        final boolean[][] expected = new boolean[steps][neurons];
        final int[] step = peer.ints("expected.nest.step");
        final int[] neuron = peer.ints("expected.nest.neuron");
        for (int s = 0; s < step.length; s++) {
            expected[step[s]][neuron[s]] = true;
        }
        final float[][] inputs = new float[steps][(int) peer.number("sources")];
        final int[] inputStep = peer.ints("input.step");
        final int[] source = peer.ints("input.source");
        for (int s = 0; s < inputStep.length; s++) {
            inputs[inputStep[s]][source[s]] += 1f;
        }
        final float[] v4 = peer.floats("expected.nest.v4");
        final double rest = peer.number("E_L");
        double worst = 0;
        int fired = 0;
        for (int t = 0; t < steps; t++) {
            final float[] z = running.step(inputs[t]).out();
            for (int i = 0; i < neurons; i++) {
                assertEquals(expected[t][i], z[i] == 1f, "spike of " + i + " in step " + t);
                fired += expected[t][i] ? 1 : 0;
            }
            final float[] v = running.potential("n");
            for (int i = 0; i < 4; i++) {
                worst = Math.max(worst, Math.abs(v[i] + rest - v4[4 * t + i]));
            }
        }
        assertEquals(spikes, fired);
        assertTrue(worst <= 1e-4, "potentials differ by up to " + worst + " mV");
    }

    @Test
    void shouldWaitAsNestDoes() throws IOException {
        try (Peer k = new Peer("k-refractory")) {
            peer = k;
            assertFires(neurons(true, false), 783);
        }
    }

    @Test
    void shouldFireEverySpikeOfARecurrentNetworkWithDelays() throws IOException {
        try (Peer m = new Peer("m-recurrent-delays")) {
            peer = m;
            assertFires(neurons(true, true), 2459);
        }
    }

    @Test
    void shouldFireEverySpikeWhereWeightsJumpIntoThePotential() throws IOException {
        try (Peer m = new Peer("m-recurrent-delays-delta")) {
            peer = m;
            assertFires(neurons(false, true), 5186);
        }
    }
}
