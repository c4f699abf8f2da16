package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.Arrival;
import io.memspike.topology.gradient.internal.Dropping;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What surrounds a node in its stage: what enters it, in the form that it asks for, and where its gradients go. */
final class NodeContext implements GradientContext {
    private final Assembly at;
    private final TrainingPlan plan;
    private final Graph graph;
    private final String name;
    private final List<Trace[]> merges = new ArrayList<>();
    private final Map<Integer, Trace> sinks = new HashMap<>();
    private final List<Trace> entering = new ArrayList<>();

    NodeContext(Assembly at, String name) {
        this.at = at;
        this.plan = at.plan;
        this.graph = at.plan.graph();
        this.name = name;
    }

    /** Each (this node's share of ∂L/∂output of one before, where it is added), once the node is open. */
    List<Trace[]> merges() {
        return merges;
    }

    /** What the node has asked for so far. */
    List<Trace> entering() {
        return entering;
    }

    @Override
    public int steps() {
        return at.steps;
    }

    @Override
    public Kernels kernels() {
        return at.parts.kernels();
    }

    @Override
    public Shape input(int port) {
        return graph.inputs(name).get(port);
    }

    @Override
    public Shape output() {
        return graph.shape(name);
    }

    @Override
    public boolean isDense(int port) {
        final List<Edge> edges = graph.into(name, port);
        final Edge first = edges.get(0);
        if (edges.size() > 1
                || isGiven(first)
                || first.delay() > 0
                || graph.node(first.from()).kind() instanceof Input) {
            return false;
        }
        return plan.stageOf(first.from()) == at.number
                ? at.traces.get(first.from()).isDense()
                : at.batch.kept.get(first.from()).isDense();
    }

    @Override
    public Trace active(int port) {
        return arrive(port, false);
    }

    @Override
    public Trace currents(int port) {
        return arrive(port, true);
    }

    @Override
    public Trace values(int port) {
        return arrive(port, true);
    }

    private Trace arrive(int port, boolean isDense) {
        final int before = merges.size();
        final Trace arriving = arrivalAt(port, isDense);
        entering.add(
                at.parts.dropOut().isAt(name)
                        ? dropped(port, arriving, merges.subList(before, merges.size()))
                        : arriving);
        return entering.get(entering.size() - 1);
    }

    /** What is left of what arrives; shares of its gradient are added up behind it on the way back. */
    private Trace dropped(int port, Trace arriving, List<Trace[]> shares) {
        if (!arriving.isDense()) {
            throw new IllegalArgumentException(
                    "node " + name + ": drop-out: expected numbers to enter, as a connection at positions takes them,"
                            + " found lists of spikes");
        }
        final int number = graph.nodes().indexOf(graph.node(name));
        final Dropping dropping =
                new Dropping(arriving, sinks.get(port), at.parts.dropOut().rate(), number);
        final Stage.Entry entry = new Stage.Entry(dropping).between(null, dropping.trace(), List.of(arriving));
        entry.merges.addAll(shares);
        shares.clear();
        at.unit.add(entry);
        sinks.computeIfPresent(port, (key, sink) -> dropping.trace());
        return dropping.trace();
    }

    private Trace arrivalAt(int port, boolean isDense) {
        final List<Edge> edges = graph.into(name, port);
        final Edge first = edges.get(0);
        if (edges.size() == 1 && isGiven(first) && !isDense) {
            return given(first);
        }
        if (edges.size() == 1 && !isGiven(first) && first.delay() == 0) {
            return direct(port, first, isDense);
        }
        return arrival(port, edges, isDense);
    }

    /** What has just left another node. */
    private Trace direct(int port, Edge edge, boolean isDense) {
        final Trace trace = source(edge.from());
        if (trace.isDense() != isDense) {
            return arrival(port, List.of(edge), isDense);
        }
        if (plan.asks(edge)) {
            if (at.isSole(edge.from())) {
                sinks.put(port, trace);
            } else {
                final Trace share = Trace.elsewhere(trace.shape(), at.steps);
                share.wantGradients();
                sinks.put(port, share);
                merges.add(new Trace[] {share, trace});
            }
        }
        return trace;
    }

    Trace arrival(int port, List<Edge> edges, boolean isDense) {
        final List<Arrival.Source> sources = new ArrayList<>();
        final List<Trace> known = new ArrayList<>();
        int storedSteps = at.steps;
        for (final Edge edge : edges) {
            if (isGiven(edge)) {
                sources.add(Arrival.Source.given(given(edge)));
                continue;
            }
            final boolean isHere = plan.stageOf(edge.from()) == at.number; // perhaps yet to come
            final Trace kept = isHere ? null : source(edge.from());
            final Supplier<Trace> supplier = isHere ? () -> at.traces.get(edge.from()) : () -> kept;
            if (supplier.get() != null) {
                known.add(supplier.get());
            }
            sources.add(new Arrival.Source(supplier, edge.delay(), plan.asks(edge), at.isSole(edge.from())));
            if (edges.size() == 1 && edge.delay() == 0 && supplier.get() != null) {
                storedSteps = supplier.get().storedSteps();
            }
        }
        final Arrival arrival = new Arrival(
                graph.shape(edges.get(0).from()), sources, isDense, at.steps, storedSteps, at.parts.kernels());
        at.unit.add(new Stage.Entry(arrival).between(null, arrival.trace(), known));
        if (arrival.isAsking()) {
            arrival.trace().wantGradients();
            sinks.put(port, arrival.trace());
        }
        return arrival.trace();
    }

    /** What leaves a node: of this stage, or kept of an earlier one. */
    private Trace source(String from) {
        if (plan.stageOf(from) == at.number) {
            return at.traces.get(from);
        }
        if (graph.node(from).kind() instanceof Input) {
            return at.shown(from);
        }
        final Batch.Kept kept = at.batch.kept.get(from);
        final Trace trace = Trace.elsewhere(graph.shape(from), at.steps);
        kept.describe(trace);
        at.stage.arriving.add(sample -> kept.pointTo(sample, trace));
        return trace;
    }

    /** Whether what comes over an edge is no node's output of this pass. */
    private boolean isGiven(Edge edge) {
        return plan.isCut(edge) || at.isSampled(edge);
    }

    private Trace given(Edge edge) {
        final Batch.Drawn drawn = at.batch.drawn.get(edge);
        final Trace trace = Trace.elsewhere(graph.shape(edge.from()), at.steps);
        trace.pointTo(drawn.lists(0));
        if (plan.isCut(edge)) {
            final List<Trace> inputs =
                    plan.inputsOf(edge).stream().map(this::lists).toList();
            final Draws draws = new Draws(drawn, trace, inputs, edge, at.parts.kernels());
            at.unit.add(new Stage.Entry(draws));
            at.served.add(new WorkerBuilder.Served(edge, draws, null));
        } else {
            final String choice = at.parts.sampling().choice();
            final int of = ((Choice) at.parts.whole().node(choice).kind()).of();
            final String neurons = at.parts.whole().into(choice, 0).get(0).from();
            final SampledEdge sampled =
                    new SampledEdge(at.batch, drawn, lists(edge.from()), trace, of, neurons, at.parts.keys());
            at.unit.add(new Stage.Entry(sampled));
            at.served.add(new WorkerBuilder.Served(edge, null, sampled));
        }
        return trace;
    }

    /** What leaves a node, as lists of active elements. */
    private Trace lists(String from) {
        final Trace trace = source(from);
        if (!trace.isDense()) {
            return trace;
        }
        final Arrival lists = new Arrival(
                trace.shape(), List.of(Arrival.Source.given(trace)), false, at.steps, at.steps, at.parts.kernels());
        at.unit.add(new Stage.Entry(lists));
        return lists.trace();
    }

    @Override
    public Trace inputGradient(int port) {
        return sinks.get(port);
    }

    @Override
    public void output(Trace trace) {
        at.traces.put(name, trace);
    }

    @Override
    public float spikeCost() {
        return (float) (at.parts.spikePenalty()
                / ((double) at.steps * graph.shape(name).size()));
    }

    @Override
    public float[] tensor(String tensor) {
        return at.parts.tensors().apply(name + "." + tensor);
    }

    @Override
    public double[][] tensorGradient(String tensor) {
        return at.batch.tensorGradients.get(name + "." + tensor);
    }

    @Override
    public Lockstep lockstep() {
        return at.batch.locksteps.get(name);
    }

    @Override
    public Synapses.Reader reader() {
        return at.readers.get(name);
    }

    @Override
    public CurrentReadout readout() {
        return at.batch.readouts.get(name);
    }

    @Override
    public double[] readoutGradient() {
        return at.batch.readoutGradients.computeIfAbsent(name, node -> new double[Shards.COUNT]);
    }

    @Override
    public SynapseGradient.Worker synapses() {
        at.readers.put(name, at.parts.updates().get(name).synapses().open());
        return at.parts.updates().get(name).gradients().open();
    }
}
