package io.memspike.topology;

import io.memspike.core.Samples;
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
            Samples samples,
            List<LossTerm> terms,
            Batch batch,
            Map<String, LayerUpdate> updates,
            Function<String, float[]> tensors,
            ScheduledSampling sampling,
            SampledEdge.Keys keys,
            boolean isExact, // the forward pass reads weights as they are
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
            if (edges.size() == 1 && plan.stageOf(from) == number && isSoleExit(from)) {
                trace = traces.get(from);
                entryOf.get(from).isStored = true;
            } else {
                final Context context = new Context(node.name());
                trace = context.arrival(0, edges, true);
                for (final StageWorker.Entry entry : unit) {
                    entry.isNeeded = true;
                    entry.isStored = true;
                }
                stage.units.add(new StageWorker.Unit(List.copyOf(unit), false, false));
                unit.clear();
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
                || !parts.isExact() // hardware reads step by step
                || losses(name) > 1
                || losses(middle) + losses(weights) + losses(neurons) > 0) {
            return null;
        }
        fused.addAll(List.of(name, middle, weights));
        return new Readout(term, weights, integrator, activation);
    }

    /** The only node before another, which leads to that one alone, at once; or null. */
    private String before(String name) {
        if (graph.node(name).kind().ports() != 1) {
            return null; // an input, or several come together
        }
        final List<Edge> edges = graph.into(name, 0);
        final String from = edges.get(0).from();
        return edges.size() == 1
                        && edges.get(0).delay() == 0
                        && !edges.get(0).isDetached()
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
            return summed.squaredError(target.written(size));
        };
    }

    // ---- nodes

    private void node(String name) {
        final Node node = graph.node(name);
        if (fused.contains(name)) {
            return;
        }
        if (node.kind() instanceof Input) {
            traces.put(name, shown(name));
        } else if (node.kind().isBarrier()) {
            barrier(name);
        } else {
            final Context context = new Context(name);
            final NodeGradient gradient = Gradients.known().of(node).open(node.kind(), context);
            final StageWorker.Entry entry = new StageWorker.Entry(gradient);
            entry.isPassed = plan.isLearning(name);
            entry.merges.addAll(context.merges);
            unit.add(entry);
            entryOf.put(name, entry);
            final Trace trace = traces.get(name);
            keep(name, trace);
            if (plan.isLearning(name) && !isSoleExit(name) && !isFused(name)) {
                if (isSole(name) && plan.isWhole() && trace.storedSteps() == steps) {
                    trace.wantGradientsByStep();
                } else {
                    trace.wantGradients();
                }
                if (!isSole(name)) {
                    stage.cleared.add(trace);
                }
            }
        }
    }

    /** Keeps what leaves a node where a later stage takes it. */
    private void keep(String name, Trace trace) {
        if (plan.isCrossing(name)) {
            final boolean isAsking = asking(name).stream().anyMatch(edge -> plan.stageOf(edge) > number);
            final Batch.Kept kept = batch.kept.computeIfAbsent(
                    name, key -> new Batch.Kept(trace.shape().size(), steps, trace.isDense(), isAsking));
            stage.keeps.add(new StageWorker.Keep(kept, trace));
        }
    }

    /** Whether the read-out that goes its own way back takes what leaves a node. */
    private boolean isFused(String name) {
        return graph.outOf(name).stream().anyMatch(edge -> fused.contains(edge.to()));
    }

    /** Samples are loaded anew in each stage that takes them. */
    private Trace shown(String name) {
        final Trace trace = Trace.elsewhere(graph.shape(name), steps);
        trace.pointTo(worker.input());
        stage.takesInput = true;
        return trace;
    }

    private void barrier(String name) {
        final NormGradient norm = batch.norms.get(name);
        final Trace trace = Trace.elsewhere(graph.shape(name), steps);
        trace.putNorm(norm);
        stage.arriving.add(sample -> {
            trace.pointTo(norm.currents(sample));
            trace.pointGradientsTo(norm.deltas(sample));
        });
        trace.pointTo(new float[plan.takesConstant(name) ? 1 : steps][0]);
        trace.pointGradientsTo(new float[steps][]);
        traces.put(name, isAppliedBehind(name) ? trace : applied(name, trace));
    }

    /** Whether the only one who takes what leaves a norm applies the norm itself. */
    private boolean isAppliedBehind(String name) {
        return graph.outOf(name).size() == 1
                && isSole(name)
                && Gradients.known()
                        .of(graph.node(graph.outOf(name).get(0).to()))
                        .appliesNorm();
    }

    /** A norm's currents with the norm applied. */
    private Trace applied(String name, Trace trace) {
        final NormApplication application = new NormApplication(trace);
        final StageWorker.Entry entry = new StageWorker.Entry(application);
        unit.add(entry);
        entryOf.put(name, entry);
        stage.cleared.add(application.output());
        keep(name, application.output());
        return application.output();
    }

    // ---- who takes what

    /** The edges that leave a node, as far as they lead on a gradient. */
    private List<Edge> asking(String name) {
        return graph.outOf(name).stream().filter(plan::asks).toList();
    }

    private long losses(String name) {
        return parts.terms().stream()
                .filter(term -> term.nodes().contains(name))
                .count();
    }

    /** Whether one edge alone brings ∂L/∂output to a node, at once. */
    private boolean isSole(String name) {
        final List<Edge> asking = asking(name);
        return asking.size() == 1 && losses(name) == 0 && isDirect(asking.get(0)) && !plan.isCrossing(name);
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

    /** Whether a norm alone takes the currents that leave a node, which then are written where the norm has them. */
    private boolean isSoleExit(String name) {
        return isSole(name)
                && isBarrier(asking(name).get(0).to())
                && traces.get(name).isDense();
    }

    // ---- what surrounds a node

    private final class Context implements GradientContext {
        private final String name;
        private final List<Trace[]> merges = new ArrayList<>();
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
                if (isSole(edge.from())) {
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

        private Trace arrival(int port, List<Edge> edges, boolean isDense) {
            final List<Arrival.Source> sources = new ArrayList<>();
            for (final Edge edge : edges) {
                if (isGiven(edge)) {
                    sources.add(Arrival.Source.given(given(edge)));
                    continue;
                }
                final boolean isHere = plan.stageOf(edge.from()) == number; // perhaps yet to come
                final Trace kept = isHere ? null : source(edge.from());
                final Supplier<Trace> supplier = isHere ? () -> traces.get(edge.from()) : () -> kept;
                sources.add(new Arrival.Source(supplier, edge.delay(), plan.asks(edge), isSole(edge.from())));
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
        private Trace source(String from) {
            if (plan.stageOf(from) == number) {
                return traces.get(from);
            }
            if (graph.node(from).kind() instanceof Input) {
                return shown(from);
            }
            final Batch.Kept kept = batch.kept.get(from);
            final Trace trace = Trace.elsewhere(graph.shape(from), steps);
            kept.describe(trace);
            stage.arriving.add(sample -> kept.pointTo(sample, trace));
            return trace;
        }

        /** Whether what comes over an edge is no node's output of this pass. */
        private boolean isGiven(Edge edge) {
            return plan.isCut(edge) || isSampled(edge);
        }

        private Trace given(Edge edge) {
            final Batch.Drawn drawn = batch.drawn.get(edge);
            final Trace trace = Trace.elsewhere(graph.shape(edge.from()), steps);
            trace.pointTo(drawn.lists(0));
            if (plan.isCut(edge)) {
                final List<Trace> inputs =
                        plan.inputsOf(edge).stream().map(this::lists).toList();
                final Draws draws = new Draws(drawn, trace, inputs, edge, parts.kernels());
                unit.add(new StageWorker.Entry(draws));
                served.add(new Served(edge, draws, null));
            } else {
                final String choice = parts.sampling().choice();
                final int of = ((Choice) parts.whole().node(choice).kind()).of();
                final String neurons = parts.whole().into(choice, 0).get(0).from();
                final SampledEdge sampled =
                        new SampledEdge(batch, drawn, lists(edge.from()), trace, of, neurons, parts.keys());
                unit.add(new StageWorker.Entry(sampled));
                served.add(new Served(edge, null, sampled));
            }
            return trace;
        }

        /** What leaves a node, as lists of active elements. */
        private Trace lists(String from) {
            final Trace trace = source(from);
            if (!trace.isDense()) {
                return trace;
            }
            final Arrival lists =
                    new Arrival(trace.shape(), List.of(Arrival.Source.given(trace)), false, steps, parts.kernels());
            unit.add(new StageWorker.Entry(lists));
            return lists.trace();
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
