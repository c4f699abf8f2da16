package io.memspike.interchange.nir.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.interchange.nir.Discretisation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** How a graph's neurons step, in which all of them have to agree: files in NIR do not say it, and their readers take one way. */
public final class CommonTime {
    private final Map<String, Object> said = new HashMap<>();
    private final Map<String, String> by = new HashMap<>();
    private final Refusal refusal;

    /** Refuses a node. */
    @FunctionalInterface
    public interface Refusal {
        /** In one line. */
        FileFormatException of(Node node, String expected, Object found);
    }

    public CommonTime(Refusal refusal) {
        this.refusal = refusal;
    }

    /**
     * Hears a node.
     *
     * @param rests whether it rests at 0, so that it does not matter where it begins
     */
    public void hear(Node node, Predicate<Node> rests) throws FileFormatException {
        if (node.kind() instanceof LifNir lif) {
            leaky(node, lif.dt(), lif.integrator(), lif.start(), rests);
        } else if (node.kind() instanceof CubaLif cuba) {
            leaky(node, cuba.dt(), cuba.integrator(), cuba.start(), rests);
        } else if (node.kind() instanceof Li li) {
            leaky(node, li.dt(), li.integrator(), li.start(), rests);
        }
        if (node.kind() instanceof ResettingKind firing) {
            if (firing.refractory() || firing.reset() == Reset.NONE || firing.start() == Start.VALUE) {
                throw refusal.of(
                        node,
                        "neurons that are reset, begin at 0 or where they leak to, and do not wait",
                        firing.refractory()
                                ? "a refractory period"
                                : firing.reset() == Reset.NONE ? "no reset" : "a start");
            }
            agree(node, "reset by subtraction", firing.reset() == Reset.SUBTRACT);
            agree(node, "spikes in a step", firing.spikes());
            if (firing instanceof If fire) {
                agree(node, "lower bound", fire.lower());
            }
            if (firing.reset() == Reset.VALUE) {
                said.put("reset to a value", true);
            }
        }
    }

    /** A kind of Memspike's that is reset to zero and fires once a step. */
    public void hearPlain(Node node, boolean hasLeak) throws FileFormatException {
        if (!hasLeak) {
            agree(node, "lower bound", Lower.NONE);
        }
        agree(node, "reset by subtraction", false);
        agree(node, "spikes in a step", Spikes.ONE);
    }

    /** A kind of Memspike's whose decay is that of Euler's steps. */
    public void hearEuler(Node node) throws FileFormatException {
        agree(node, "integrator", Integration.EULER);
    }

    private void leaky(Node node, float dt, Integration integrator, Start start, Predicate<Node> rests)
            throws FileFormatException {
        agree(node, "dt", dt);
        agree(node, "integrator", integrator);
        if (start == Start.VALUE) {
            throw refusal.of(node, "a start at 0 or where it leaks to", "one of its own");
        }
        if (!rests.test(node)) {
            agree(node, "start", start);
        }
    }

    private void agree(Node node, String what, Object value) throws FileFormatException {
        final Object before = said.putIfAbsent(what, value);
        if (before == null) {
            by.put(what, node.name());
        } else if (!before.equals(value)) {
            throw refusal.of(node, what + " = " + before + ", as node " + by.get(what) + " has it", value);
        }
    }

    /** The time step that nodes say, or the other one. */
    public float dt(float otherwise) {
        return (Float) said.getOrDefault("dt", otherwise);
    }

    /** What all of them agree in. */
    public Discretisation discretisation(float dt) {
        final Reset reset = Boolean.TRUE.equals(said.get("reset by subtraction"))
                ? Reset.SUBTRACT
                : said.containsKey("reset to a value") || !said.containsKey("reset by subtraction")
                        ? Reset.VALUE
                        : Reset.ZERO;
        return Discretisation.of(dt(dt))
                .with((Integration) said.getOrDefault("integrator", Integration.EULER))
                .with(reset)
                .with((Spikes) said.getOrDefault("spikes in a step", Spikes.ONE))
                .with((Start) said.getOrDefault("start", Start.ZERO))
                .with((Lower) said.getOrDefault("lower bound", Lower.NONE));
    }
}
