package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.SumPool;
import java.util.ArrayList;
import java.util.List;

/** What nodes of NIR become, and which parameters become which tensors. */
final class NirKinds {
    /**
     * A tensor to be made once shapes are known.
     *
     * @param node the node that has it
     * @param tensor its name there
     * @param of the node of the file
     * @param parameter the parameter's name
     * @param values what it holds
     * @param rank number of extents that have to be the same, or 0 where one number may stand for all
     */
    record Pending(String node, String tensor, NirNode of, String parameter, NirTensor values, int rank) {}

    private final NirGraph nir;
    private final Discretisation by;
    private final List<String> notes;
    private final List<Pending> pending = new ArrayList<>();

    NirKinds(NirGraph nir, Discretisation by, List<String> notes) {
        this.nir = nir;
        this.by = by;
        this.notes = notes;
    }

    List<Pending> pending() {
        return pending;
    }

    /** A node of a name that a graph can have. */
    static Node node(NirGraph nir, String name, Kind kind) throws FileFormatException {
        try {
            return new Node(name, kind);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(nir.file() + ": " + e.getMessage());
        }
    }

    /** Adds what a node becomes; edges are led to where it begins. */
    void add(NirNode of, List<Node> nodes, List<Edge> edges) throws FileFormatException {
        final NodeNumbers numbers = new NodeNumbers(nir, of);
        try {
            if (of.type() == NirType.CUBA_LI) {
                before(of, "synapse", synapse(numbers), nodes, edges);
            } else if (of.type() == NirType.I && !NodeNumbers.areAll(of.get("r"), 1)) {
                before(of, "r", new Scale(per(of, "r")), nodes, edges);
                tensor(of.name() + ".r", "scale", of, "r");
            }
            nodes.add(node(nir, of.name(), kind(numbers)));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(nir.file() + ": node " + of.name() + ": " + e.getMessage());
        }
    }

    private void before(NirNode of, String name, Kind kind, List<Node> nodes, List<Edge> edges)
            throws FileFormatException {
        final String first = of.name() + "." + name;
        if (nir.nodes().stream().anyMatch(node -> node.name().equals(first))) {
            throw nir.refusal(of.name(), "", "the name " + first + " for a part of it", "another node of that name");
        }
        nodes.add(node(nir, first, kind));
        edges.replaceAll(edge -> edge.to().equals(of.name()) ? edge.to(first) : edge);
        edges.add(Edge.of(first, of.name()));
    }

    private Kind kind(NodeNumbers numbers) throws FileFormatException {
        final NirNode of = numbers.node();
        return switch (of.type()) {
            case LINEAR, AFFINE -> linear(numbers);
            case CONV1D -> conv1d(numbers);
            case CONV2D -> conv2d(numbers);
            case SUM_POOL2D ->
                new SumPool(numbers.pair("kernel_size"), numbers.pair("stride"), numbers.pair("padding"));
            case AVG_POOL2D ->
                new AvgPool(numbers.pair("kernel_size"), numbers.pair("stride"), numbers.pair("padding"));
            case FLATTEN -> flatten(numbers);
            case SCALE -> {
                tensor(of.name(), "scale", of, "scale");
                yield new Scale(per(of, "scale"));
            }
            case THRESHOLD -> {
                tensor(of.name(), "vThreshold", of, "threshold");
                yield new Threshold(per(of, "threshold"));
            }
            case DELAY -> delay(numbers);
            case I -> new Integrator(1f, 1f);
            case IF -> {
                tensor(of.name(), "r", of, "r");
                final Per per = firing(numbers, "r", "v_threshold");
                yield new If(1f, per, by.reset(), by.spikes(), false, by.lower(), Surrogate.PRIME);
            }
            case LI -> li(numbers);
            case LIF -> {
                leaky(numbers, "tau");
                final Per per = firing(numbers, "tau", "r", "v_leak", "v_threshold");
                yield new LifNir(
                        by.dt(), per, by.integrator(), by.reset(), by.spikes(), by.start(), false, Surrogate.PRIME);
            }
            case CUBA_LI -> cubaLi(numbers);
            case CUBA_LIF -> cubaLif(numbers);
            case INPUT, OUTPUT, NIR_GRAPH -> throw new IllegalStateException(of.type() + " is no kind");
        };
    }

    private Kind linear(NodeNumbers numbers) throws FileFormatException {
        final List<Integer> extents = numbers.extents("weight", 2, "[out, in]");
        weights(numbers, 2);
        return new Linear(extents.get(0), 1f, numbers.node().has("bias"));
    }

    private void weights(NodeNumbers numbers, int rank) {
        final NirNode of = numbers.node();
        pending.add(new Pending(of.name(), "weight", of, "weight", of.get("weight"), rank));
        if (of.has("bias")) {
            tensor(of.name(), "bias", of, "bias");
        }
    }

    private Kind conv1d(NodeNumbers numbers) throws FileFormatException {
        final List<Integer> extents = numbers.extents("weight", 3, "[out, in / groups, kernel]");
        weights(numbers, 3);
        return new Conv1d(
                extents.get(0),
                extents.get(2),
                numbers.whole("stride", 1),
                numbers.whole("padding", 0),
                numbers.whole("dilation", 1),
                numbers.whole("groups", 1),
                1f,
                numbers.node().has("bias"));
    }

    private Kind conv2d(NodeNumbers numbers) throws FileFormatException {
        final List<Integer> extents = numbers.extents("weight", 4, "[out, in / groups, kernel rows, kernel columns]");
        weights(numbers, 4);
        return new Conv2d(
                extents.get(0),
                new Size(extents.get(2), extents.get(3)),
                numbers.pair("stride"),
                numbers.pair("padding"),
                numbers.pair("dilation"),
                numbers.whole("groups", 1),
                1f,
                numbers.node().has("bias"));
    }

    /** All axes become one: from the first, or from the second where the first counts a batch. */
    private Kind flatten(NodeNumbers numbers) throws FileFormatException {
        final NirNode of = numbers.node();
        final int start = numbers.whole("start_dim", 1);
        final int end = numbers.whole("end_dim", -1);
        final List<Integer> input = of.has("input_type") ? numbers.wholes("input_type") : List.of();
        if (start != 0 && start != 1) {
            throw numbers.refusal("start_dim", "0, or 1 behind a batch", start);
        }
        if (end != -1 && (input.isEmpty() || end != input.size() - 1)) {
            throw numbers.refusal("end_dim", "-1, the last axis", end);
        }
        if (start == 1 && !input.isEmpty() && input.size() <= 3 && input.get(0) > 1) {
            notes.add("node " + of.name() + ": start_dim 1 counts a batch that its input " + input
                    + " does not have; all of it becomes a vector");
        }
        return new Flatten();
    }

    private Kind delay(NodeNumbers numbers) throws FileFormatException {
        final NirNode of = numbers.node();
        final double[] seconds = of.get("delay").values();
        final double[] steps = new double[seconds.length];
        for (int i = 0; i < steps.length; i++) {
            final double exact = seconds[i] / by.dt();
            steps[i] = Math.rint(exact);
            if (steps[i] < 0 || Math.abs(exact - steps[i]) > 1e-4 * Math.max(1, steps[i])) {
                throw numbers.refusal("delay", "whole steps of dt = " + by.dt() + " s", seconds[i] + " s at " + i);
            }
        }
        final NirTensor whole = new NirTensor(of.get("delay").extents(), steps);
        pending.add(new Pending(of.name(), "delay", of, "delay", whole, 0));
        return new Delay(per(of, "delay"));
    }

    private Kind li(NodeNumbers numbers) throws FileFormatException {
        leaky(numbers, "tau");
        return new Li(by.dt(), per(numbers.node(), "tau", "r", "v_leak"), by.integrator(), by.start());
    }

    private void leaky(NodeNumbers numbers, String tau) throws FileFormatException {
        final NirNode of = numbers.node();
        tensor(of.name(), "tau", of, tau);
        tensor(of.name(), "r", of, "r");
        tensor(of.name(), "vLeak", of, "v_leak");
    }

    private void requireShared(NodeNumbers numbers) throws FileFormatException {
        if (by.gain() == Gain.WHOLE) {
            throw numbers.refusal(
                    "",
                    "a node whose inputs can be added whole: LIF, LI or IF",
                    numbers.node().type().text());
        }
    }

    private Kind synapse(NodeNumbers numbers) throws FileFormatException {
        final NirNode of = numbers.node();
        requireShared(numbers);
        if (by.integrator() == Integration.EXACT) {
            throw numbers.refusal("", "euler or exponential, for CubaLI is two equations", "exact");
        }
        final String name = of.name() + ".synapse";
        tensor(name, "tau", of, "tau_syn");
        pending.add(new Pending(name, "r", of, "w_in", inputWeight(of), 0));
        pending.add(new Pending(name, "vLeak", of, "v_leak", NirTensor.of(0), 0));
        return new Li(by.dt(), per(of, "tau_syn", "w_in"), by.integrator(), Start.ZERO);
    }

    private static NirTensor inputWeight(NirNode of) {
        return of.has("w_in") ? of.get("w_in") : NirTensor.of(1);
    }

    private Kind cubaLi(NodeNumbers numbers) throws FileFormatException {
        leaky(numbers, "tau_mem");
        return new Li(by.dt(), per(numbers.node(), "tau_mem", "r", "v_leak"), by.integrator(), by.start());
    }

    private Kind cubaLif(NodeNumbers numbers) throws FileFormatException {
        final NirNode of = numbers.node();
        requireShared(numbers);
        tensor(of.name(), "tauSyn", of, "tau_syn");
        tensor(of.name(), "tauMem", of, "tau_mem");
        tensor(of.name(), "r", of, "r");
        pending.add(new Pending(of.name(), "wIn", of, "w_in", inputWeight(of), 0));
        tensor(of.name(), "vLeak", of, "v_leak");
        final Per per = firing(numbers, "tau_syn", "tau_mem", "r", "w_in", "v_leak", "v_threshold");
        return new CubaLif(by.dt(), per, by.integrator(), by.reset(), by.spikes(), by.start(), false, Surrogate.PRIME);
    }

    /** Threshold and reset; and how many numbers each parameter has. */
    private Per firing(NodeNumbers numbers, String... parameters) throws FileFormatException {
        final NirNode of = numbers.node();
        tensor(of.name(), "vThreshold", of, "v_threshold");
        final NirTensor reset = of.has("v_reset") ? of.get("v_reset") : NirTensor.of(0);
        if (by.reset() == Reset.VALUE) {
            pending.add(new Pending(of.name(), "vReset", of, "v_reset", reset, 0));
            final List<String> all = new ArrayList<>(List.of(parameters));
            all.add("v_reset");
            return per(of, all.toArray(String[]::new));
        }
        if (!NodeNumbers.areAll(reset, 0)) {
            notes.add("node " + of.name() + ": v_reset is not used, for potentials are reset otherwise");
        }
        return per(of, parameters);
    }

    private void tensor(String node, String tensor, NirNode of, String parameter) {
        pending.add(new Pending(node, tensor, of, parameter, of.get(parameter), 0));
    }

    /** One number for each element as soon as a parameter has several, and for each channel where all have no more. */
    private static Per per(NirNode of, String... parameters) {
        boolean areSingle = true;
        boolean areOfChannels = true;
        for (final String name : parameters) {
            final NirTensor tensor = of.get(name);
            if (tensor != null && !tensor.isSingle()) {
                areSingle = false;
                final List<Integer> extents = tensor.extents(3);
                areOfChannels &= extents.size() == 3 && extents.get(1) == 1 && extents.get(2) == 1;
            }
        }
        return areSingle ? Per.ONE : areOfChannels ? Per.CHANNEL : Per.ELEMENT;
    }
}
