package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What surrounds a node while a session is put together: what enters it, in the form that it asks for. */
public final class StepContext {
    private final Network network;
    private final String node;
    private final BiFunction<Edge, Boolean, Signal> source; // of an edge; whether currents are wanted of a delayed one
    private final Consumer<Step> before; // steps that have to run before the node's own

    StepContext(Network network, String node, BiFunction<Edge, Boolean, Signal> source, Consumer<Step> before) {
        this.network = network;
        this.node = node;
        this.source = source;
        this.before = before;
    }

    /** Inner loops. */
    public Kernels kernels() {
        return network.kernels();
    }

    /** Shape of what enters a port. */
    public Shape input(int port) {
        return network.graph().inputs(node).get(port);
    }

    /** Shape of what leaves. */
    public Shape output() {
        return network.graph().shape(node);
    }

    /** The node's synapses. */
    public Synapses synapses() {
        return network.synapses(node);
    }

    /** A tensor of the node. Not to be modified. */
    public float[] tensor(String name) {
        return network.tensor(node, name);
    }

    /** Whether what enters a port comes as numbers: from a node that leaves such, or from several that add up. */
    boolean isDense(int port) {
        final List<Edge> edges = network.graph().into(node, port);
        return edges.size() > 1
                || source.apply(edges.get(0), true).isDense() && edges.get(0).delay() == 0;
    }

    /** What enters a port as a list of active elements: of this very signal, whose list may change from step to step. */
    public Signal active(int port) {
        final Signal signal = entering(port, false);
        return signal.isDense() ? add(new Conversion.Compact(plain(signal), kernels())) : signal;
    }

    /** What enters a port as currents, which may still have a scale and an offset in front of them. */
    public Signal currents(int port) {
        final Signal signal = entering(port, true);
        return signal.isDense() ? signal : add(new Conversion.Spread(signal));
    }

    /** What enters a port as numbers, one for each element. */
    public Signal values(int port) {
        return plain(currents(port));
    }

    /**
     * What entered a port in the last steps, as one list: element {@code d · size + i} is element i of d steps ago.
     *
     * @param most how many steps ago at most
     */
    public Signal active(int port, int most) {
        return most == 0 ? active(port) : add(new DelayLine(active(port), most));
    }

    private Signal plain(Signal signal) {
        return signal.affine() == null ? signal : add(new Conversion.Apply(signal));
    }

    private Signal entering(int port, boolean isDense) {
        final List<Edge> edges = network.graph().into(node, port);
        if (edges.size() == 1) {
            return source.apply(edges.get(0), isDense);
        }
        final List<Signal> addends = new ArrayList<>();
        for (final Edge edge : edges) {
            final Signal signal = source.apply(edge, true);
            addends.add(signal.isDense() ? plain(signal) : add(new Conversion.Spread(signal)));
        }
        return add(new Conversion.Sum(addends));
    }

    /** Whether whoever takes what leaves applies a scale and an offset itself. */
    public boolean isAffineApplied() {
        final Graph graph = network.graph();
        final List<Edge> leaving = graph.outOf(node);
        return !graph.outputs().contains(node)
                && leaving.stream()
                        .allMatch(edge -> edge.delay() == 0
                                && graph.into(edge.to(), edge.port()).size() == 1
                                && Steps.known()
                                        .of(graph.node(edge.to()).kind())
                                        .appliesAffine());
    }

    private Signal add(Step conversion) {
        before.accept(conversion);
        return conversion.output();
    }
}
