package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Schedule;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.Arrival;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NormApplication;
import io.memspike.topology.gradient.NormGradient;
import io.memspike.topology.gradient.SummedReadout;
import io.memspike.topology.gradient.SynapseGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SquaredError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts one thread's stages together. */
final class WorkerBuilder {
    private final Parts parts;
    private final TrainingPlan plan;
    private final Graph graph;
    private final Batch batch;
    private final StageWorker worker;
    private final int steps;
    private final Map<String, Trace> traces = new HashMap<>(); // what leaves each node, in its own stage
    private final Map<String, StageWorker.Entry> entryOf = new HashMap<>();
    private final Set<String> fused = new HashSet<>(); // nodes that a read-out takes over
    private final List<LossTerm.Worker> terms = new ArrayList<>();
    private final List<Served> served = new ArrayList<>();
    private final Map<String, Synapses.Reader> readers;
    private StageWorker.Stage stage;
    private int number;
    private List<StageWorker.Entry> unit;

    /** What all threads share. */
    record Parts(
            Graph whole,
            TrainingPlan plan,
            TrainingSamples samples,
            List<LossTerm> terms,
            Batch batch,
            Map<String, LayerUpdate> updates,
            Function<String, float[]> tensors,
            ScheduledSampling sampling,
            SampledEdge.Keys keys,
            double spikePenalty,
            Kernels kernels) {}

    /** An edge that needs part of the graph as it serves: one of both is null. */
    record Served(Edge edge, Draws loop, SampledEdge sampled) {}

    /** A thread's worker, and what has to be told of every batch. */
    record Built(StageWorker worker, Map<String, Synapses.Reader> readers, List<Served> served) {}

    private WorkerBuilder(Parts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.graph = plan.graph();
        this.batch = parts.batch();
        this.steps = parts.samples().steps();
        this.worker = new StageWorker(parts.samples(), batch);
        this.readers = new HashMap<>();
        batch.terms.forEach(term -> terms.add(term.open()));
    }

    static Built build(Parts parts) {
        final WorkerBuilder builder = new WorkerBuilder(parts);
        for (int i = 0; i < parts.plan().stages(); i++) {
            builder.stage(i);
        }
        return new Built(builder.worker, builder.readers, builder.served);
    }

    private void stage(int which) {
        number = which;
        stage = new StageWorker.Stage();
        worker.add(stage);
        final Readout readout = readout();
        final List<StageWorker.Entry> all = new ArrayList<>();
        boolean hasLoop = false;
        for (final Schedule.Component component : plan.components(which)) {
            unit = new ArrayList<>();
            component.nodes().forEach(this::node);
            markNeeded(component);
            hasLoop |= component.isLoop();
            all.addAll(unit);
            if (!plan.isWhole() && !unit.isEmpty()) {
                stage.units.add(new StageWorker.Unit(unit, component.isLoop(), component.isLoop()));
            }
        }
        unit = plan.isWhole() ? all : new ArrayList<>();
        exits();
        if (readout != null) {
            fuse(readout);
        }
        if (!unit.isEmpty()) { // of a whole graph: step by step through all of it, little is kept between
            stage.units.add(new StageWorker.Unit(unit, hasLoop, plan.isWhole()));
        }
        losses();
    }

    /** What a later stage, or a loss that ends there, needs of a component is made on the way forward. */
    private void markNeeded(Schedule.Component component) {
        final boolean isNeeded = component.nodes().stream().anyMatch(name -> leadsOn(name, new HashSet<>()));
        for (final StageWorker.Entry entry : unit) {
            entry.isNeeded = isNeeded;
        }
    }

    private boolean leadsOn(String name, Set<String> asked) {
        if (!asked.add(name)) {
            return false;
        }
        final boolean isObserved = parts.terms().stream()
                .anyMatch(term -> term.nodes().contains(name)
                        && term.nodes().stream().anyMatch(node -> plan.stageOf(node) > number));
        return isObserved
                || graph.outOf(name).stream()
                        .anyMatch(edge ->
                                plan.stageOf(edge.to()) > number || !plan.isCut(edge) && leadsOn(edge.to(), asked));
    }

    /** Norms that begin the next stage end this one. */
    private void exits() {
        for (final Node node : graph.nodes()) {
            if (!node.kind().isBarrier() || plan.stageOf(node.name()) != number + 1) {
                continue;
            }
            final NormGradient norm = batch.norms.get(node.name());
            final List<Edge> edges = graph.into(node.name(), 0);
            final String from = edges.get(0).from();
            final Trace trace;
            if (edges.size() == 1 && isSoleExit(from) && plan.stageOf(from) == number) {
                trace = traces.get(from);
                entryOf.get(from).isStored = true;
            } else {
                final Context context = new Context(node.name());
                trace = context.arrival(0, edges, true);
                final StageWorker.Entry entry = unit.get(unit.size() - 1);
                entry.isNeeded = true;
                entry.isStored = true;
                if (!plan.isWhole()) {
                    stage.units.add(new StageWorker.Unit(List.copyOf(unit), false, false));
                    unit.clear();
                }
            }
            trace.leaveTo(norm);
            stage.leaving.add(trace);
            stage.exits.add(new StageWorker.Exit(norm, trace, norm.newSums()));
        }
    }

    private void losses() {
        for (int i = 0; i < parts.terms().size(); i++) {
            final List<String> nodes = parts.terms().get(i).nodes();
            final int last = nodes.stream().mapToInt(plan::stageOf).max().orElseThrow();
            for (final String name : nodes) {
                if (plan.stageOf(name) == number && !fused.contains(name)) {
                    final boolean isLast = number == last && name.equals(lastOf(nodes, last));
                    stage.losses.add(new StageWorker.Loss(
                            i, terms.get(i), name, traces.get(name), isLast, !isLast && number == last));
                }
            }
        }
    }

    private String lastOf(List<String> nodes, int stageNumber) {
        return nodes.stream()
                .filter(name -> plan.stageOf(name) == stageNumber)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    // ---- a linear read-out whose last step alone matters

    private record Readout(int term, String weights, Integrator integrator, Activation activation) {}

    private Readout readout() {
        for (int i = 0; i < parts.terms().size(); i++) {
            if (parts.terms().get(i) instanceof SquaredError error && plan.stageOf(error.node()) == number) {
                final Readout found = readout(i, error.node());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Readout readout(int term, String name) {
        final String middle = before(name);
        final String weights = middle == null ? null : before(middle);
        final String neurons = weights == null ? null : before(weights);
        if (neurons == null
                || !(graph.node(name).kind() instanceof Activation activation)
                || !(graph.node(middle).kind() instanceof Integrator integrator)
                || integrator.leakySlope() != 1f
                || !(graph.node(weights).kind() instanceof MatrixKind)
                || !(graph.node(neurons).kind() instanceof Lif)
                || !isBarrier(graph.into(neurons, 0).get(0).from())
                || parts.spikePenalty() != 0
                || hasLoss(neurons)) {
            return null;
        }
        fused.addAll(List.of(name, middle, weights));
        return new Readout(term, weights, integrator, activation);
    }

    /** The only node before another, which leads to that one alone, at once; or null. */
    private String before(String name) {
        final List<Edge> edges = graph.into(name, 0);
        final String from = edges.get(0).from();
        return edges.size() == 1
                        && graph.node(name).kind().ports() == 1
                        && edges.get(0).delay() == 0
                        && graph.outOf(from).size() == 1
                        && plan.stageOf(from) == number
                ? from
                : null;
    }

    private void fuse(Readout readout) {
        final Context context = new Context(readout.weights());
        final boolean hasBias = ((MatrixKind) graph.node(readout.weights()).kind()).bias();
        final SummedReadout summed = new SummedReadout(readout.integrator(), readout.activation(), hasBias, context);
        final int size = context.output().size();
        stage.fusedTerm = readout.term();
        stage.fused = (shard, sample, target) -> {
            summed.begin(shard, sample);
            return summed.squaredError(target.values(size));
        };
    }

    // ---- nodes

    private void node(String name) {
        final Node node = graph.node(name);
        if (fused.contains(name)) {
            return;
        }
        if (node.kind() instanceof Input) {
            input(name);
        } else if (node.kind().isBarrier()) {
            barrier(name);
        } else {
            final Context context = new Context(name);
            final NodeGradient gradient = Gradients.known().of(node).open(node.kind(), context);
            final StageWorker.Entry entry = new StageWorker.Entry(gradient);
            entry.merges.addAll(context.merges);
            unit.add(entry);
            entryOf.put(name, entry);
            final Trace trace = traces.get(name);
            if (plan.isCrossing(name)) {
                final boolean isAsking = asking(name).stream().anyMatch(edge -> plan.stageOf(edge) > number);
                final Batch.Kept kept = batch.kept.computeIfAbsent(
                        name, key -> new Batch.Kept(trace.shape().size(), steps, trace.isDense(), isAsking));
                stage.keeps.add(new StageWorker.Keep(kept, trace));
            }
            if (plan.isLearning(name) && !isSoleExit(name) && !isFused(name)) {
                trace.wantGradients();
                if (!isSole(name)) {
                    stage.cleared.add(trace);
                }
            }
        }
    }

    /** Whether the read-out that goes its own way back takes what leaves a node. */
    private boolean isFused(String name) {
        return graph.outOf(name).stream().anyMatch(edge -> fused.contains(edge.to()));
    }

    private void input(String name) {
        final Trace trace = Trace.elsewhere(graph.shape(name), steps);
        trace.pointTo(worker.input());
        traces.put(name, trace);
        stage.takesInput = true;
    }

    private void barrier(String name) {
        final NormGradient norm = batch.norms.get(name);
        final Trace trace = Trace.elsewhere(graph.shape(name), steps);
        trace.putNorm(norm);
        stage.arriving.add(sample -> {
            trace.pointTo(norm.currents(sample));
            trace.pointGradientsTo(norm.deltas(sample));
        });
        trace.pointTo(new float[plan.isConstant(graph.into(name, 0).get(0).from()) ? 1 : steps][0]);
        trace.pointGradientsTo(new float[steps][]);
        traces.put(name, trace);
    }

    // ---- who takes what

    /** The edges that leave a node, as far as they lead on a gradient. */
    private List<Edge> asking(String name) {
        return graph.outOf(name).stream().filter(plan::asks).toList();
    }

    private boolean hasLoss(String name) {
        return parts.terms().stream().anyMatch(term -> term.nodes().contains(name)) && !fused.contains(name);
    }

    /** Whether one edge alone brings ∂L/∂output to a node, at once. */
    private boolean isSole(String name) {
        final List<Edge> asking = asking(name);
        return asking.size() == 1 && !hasLoss(name) && isDirect(asking.get(0)) && !plan.isCrossing(name);
    }

    /** Whether what leaves a node simply is what enters another. */
    private boolean isDirect(Edge edge) {
        return edge.delay() == 0 && graph.into(edge.to(), edge.port()).size() == 1 && !isSampled(edge);
    }

    private boolean isSampled(Edge edge) {
        return parts.sampling() != null && parts.sampling().edge().equals(edge);
    }

    private boolean isBarrier(String name) {
        return graph.node(name).kind().isBarrier();
    }

    private boolean isSoleExit(String name) {
        return isSole(name) && isBarrier(asking(name).get(0).to());
    }

    // ---- what surrounds a node

    private final class Context implements GradientContext {
        private final String name;
        private final List<Trace[]> merges = new ArrayList<>();
        private final Map<Integer, Trace> arrived = new HashMap<>();
        private final Map<Integer, Trace> sinks = new HashMap<>();

        Context(String name) {
            this.name = name;
        }

        @Override
        public int steps() {
            return steps;
        }

        @Override
        public Kernels kernels() {
            return parts.kernels();
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
        public Trace active(int port) {
            return arrive(port, false, false);
        }

        @Override
        public Trace currents(int port) {
            return arrive(port, true, true);
        }

        @Override
        public Trace values(int port) {
            return arrive(port, true, false);
        }

        private Trace arrive(int port, boolean isDense, boolean takesNorm) {
            final List<Edge> edges = graph.into(name, port);
            final Edge first = edges.get(0);
            final Trace trace;
            if (plan.isCut(first)) {
                requireAlone(edges);
                trace = drawn(first);
            } else if (isSampled(first)) {
                requireAlone(edges);
                trace = sampled(first);
            } else if (edges.size() == 1 && first.delay() == 0) {
                trace = direct(port, first, isDense, takesNorm);
            } else {
                trace = arrival(port, edges, isDense);
            }
            arrived.put(port, trace);
            return trace;
        }

        private void requireAlone(List<Edge> edges) {
            if (edges.size() > 1) {
                throw new IllegalArgumentException("node " + name
                        + ": expected a drawn edge to be alone in its port, found " + edges.size() + " edges");
            }
        }

        /** What has just left another node. */
        private Trace direct(int port, Edge edge, boolean isDense, boolean takesNorm) {
            Trace trace = source(edge);
            if (trace.norm() != null && !(takesNorm && isSole(edge.from()))) {
                trace = applied(trace, edge);
            }
            if (trace.isDense() != isDense) {
                return arrival(port, List.of(edge), isDense);
            }
            if (plan.asks(edge)) {
                if (isSole(edge.from()) || trace.norm() == null && trace != source(edge)) {
                    sinks.put(port, trace);
                } else {
                    final Trace share = Trace.elsewhere(trace.shape(), steps);
                    share.wantGradients();
                    sinks.put(port, share);
                    merges.add(new Trace[] {share, trace});
                }
            }
            return trace;
        }

        /** A norm's currents with the norm applied. */
        private Trace applied(Trace trace, Edge edge) {
            final NormApplication application = new NormApplication(trace);
            final StageWorker.Entry entry = new StageWorker.Entry(application);
            unit.add(entry);
            traces.put(edge.from(), application.output());
            application.output().clearGradients();
            stage.cleared.add(application.output());
            return application.output();
        }

        private Trace arrival(int port, List<Edge> edges, boolean isDense) {
            final List<Arrival.Source> sources = new ArrayList<>();
            for (final Edge edge : edges) {
                final Trace trace = source(edge); // null where it is yet to come
                final Trace taken = trace != null && trace.norm() != null ? applied(trace, edge) : trace;
                final Supplier<Trace> supplier = taken == null ? () -> traces.get(edge.from()) : () -> taken;
                sources.add(new Arrival.Source(supplier, edge.delay(), plan.asks(edge)));
            }
            final Arrival arrival =
                    new Arrival(graph.shape(edges.get(0).from()), sources, isDense, steps, parts.kernels());
            unit.add(new StageWorker.Entry(arrival));
            if (arrival.isAsking()) {
                arrival.trace().wantGradients();
                sinks.put(port, arrival.trace());
            }
            return arrival.trace();
        }

        /** What leaves a node: of this stage, or kept of an earlier one. */
        private Trace source(Edge edge) {
            if (plan.stageOf(edge.from()) == number) {
                return traces.get(edge.from());
            }
            final Batch.Kept kept = batch.kept.get(edge.from());
            final Trace trace = Trace.elsewhere(graph.shape(edge.from()), steps);
            kept.describe(trace);
            stage.arriving.add(sample -> kept.pointTo(sample, trace));
            return trace;
        }

        private Trace drawn(Edge edge) {
            final Batch.Drawn drawn = batch.drawn.get(edge);
            final Trace trace = Trace.elsewhere(graph.shape(edge.from()), steps);
            trace.pointTo(drawn.lists(0));
            final List<Trace> inputs = new ArrayList<>();
            for (final String from : ServedGraphs.inputs(plan, edge)) {
                inputs.add(traces.get(from));
            }
            final Draws draws = new Draws(drawn, trace, inputs, edge.from(), edge.delay());
            unit.add(new StageWorker.Entry(draws));
            served.add(new Served(edge, draws, null));
            return trace;
        }

        private Trace sampled(Edge edge) {
            final Batch.Drawn drawn = batch.drawn.get(edge);
            final Trace trace = Trace.elsewhere(graph.shape(edge.from()), steps);
            trace.pointTo(drawn.lists(0));
            final String choice = parts.sampling().choice();
            final int of = ((Choice) parts.whole().node(choice).kind()).of();
            final String neurons = parts.whole().into(choice, 0).get(0).from();
            final SampledEdge sampled = new SampledEdge(batch, drawn, source(edge), trace, of, neurons, parts.keys());
            unit.add(new StageWorker.Entry(sampled));
            served.add(new Served(edge, null, sampled));
            return trace;
        }

        @Override
        public Trace inputGradient(int port) {
            return sinks.get(port);
        }

        @Override
        public void output(Trace trace) {
            traces.put(name, trace);
        }

        @Override
        public boolean hasOutputGradient() {
            return plan.isLearning(name);
        }

        @Override
        public float spikeCost() {
            return (float)
                    (parts.spikePenalty() / ((double) steps * graph.shape(name).size()));
        }

        @Override
        public float[] tensor(String tensor) {
            return parts.tensors().apply(name + "." + tensor);
        }

        @Override
        public double[][] tensorGradient(String tensor) {
            return batch.tensorGradients.get(name + "." + tensor);
        }

        @Override
        public Synapses.Reader reader() {
            return readers.get(name);
        }

        @Override
        public SynapseGradient.Worker synapses() {
            readers.put(name, parts.updates().get(name).synapses().open());
            return parts.updates().get(name).gradients().open();
        }
    }
}
