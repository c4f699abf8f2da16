package io.memspike.topology;

import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Schedule;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.token.Embedding;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.norm.NormGradient;
import io.memspike.topology.loss.LossTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Puts one thread's stages together. */
final class WorkerBuilder {
    private final Parts parts;
    private final TrainingPlan plan;
    private final Graph graph;
    private final Assembly at;
    private final ReadoutFusion fusion;
    private final Map<String, Stage.Entry> entryOf = new HashMap<>();
    private final List<LossTerm.Worker> terms = new ArrayList<>();

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
            Trainer.DropOut dropOut,
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
        this.at = new Assembly(parts);
        this.fusion = new ReadoutFusion(at);
        parts.batch().terms.forEach(term -> terms.add(term.open()));
    }

    static Built build(Parts parts) {
        final WorkerBuilder builder = new WorkerBuilder(parts);
        for (int i = 0; i < parts.plan().stages(); i++) {
            builder.stage(i);
        }
        // how long a sequence is, is known of the last sample alone: there all is gone again
        if (!parts.plan().isWhole()
                && builder.graph.nodesOf(Embedding.class).stream().noneMatch(WorkerBuilder::isSequence)) {
            builder.at.worker.stagesBackward().forEach(stage -> Retracing.mark(parts.batch(), stage));
        }
        return new Built(builder.at.worker, builder.at.readers, builder.at.served);
    }

    private static boolean isSequence(Node node) {
        return ((Embedding) node.kind()).isSequence();
    }

    private void stage(int which) {
        at.beginStage(which);
        final ReadoutFusion.Readout readout = fusion.find();
        final List<Stage.Entry> all = new ArrayList<>();
        boolean hasLoop = false;
        for (final Schedule.Component component : at.components()) {
            at.beginUnit(new ArrayList<>());
            component.nodes().forEach(this::node);
            markNeeded(component);
            hasLoop |= component.isLoop();
            all.addAll(at.unit);
            if (!plan.isWhole()) {
                at.endUnit(component.isLoop(), component.isLoop());
            }
        }
        at.beginUnit(plan.isWhole() ? all : new ArrayList<>());
        exits();
        if (readout != null) {
            fusion.fuse(readout);
        }
        at.endUnit(hasLoop, plan.isWhole()); // of a whole graph: step by step through all, little is kept between
        losses();
        at.stage.isGoneBack =
                readout != null || !at.stage.losses.isEmpty() || all.stream().anyMatch(e -> e.isPassed);
    }

    /** What a later stage, or a loss that ends there, needs of a component is made on the way forward. */
    private void markNeeded(Schedule.Component component) {
        final boolean isNeeded = component.nodes().stream().anyMatch(name -> leadsOn(name, new HashSet<>()));
        for (final Stage.Entry entry : at.unit) {
            entry.isNeeded = isNeeded;
        }
    }

    private boolean leadsOn(String name, Set<String> asked) {
        if (!asked.add(name)) {
            return false;
        }
        final boolean isObserved = parts.terms().stream()
                .anyMatch(term -> term.nodes().contains(name)
                        && term.nodes().stream().anyMatch(node -> plan.stageOf(node) > at.number));
        return isObserved
                || graph.outOf(name).stream()
                        .anyMatch(edge ->
                                plan.stageOf(edge.to()) > at.number || !plan.isCut(edge) && leadsOn(edge.to(), asked));
    }

    /** Barriers that begin the next stage end this one. */
    private void exits() {
        for (final Node node : graph.nodes()) {
            if (!plan.isBarrier(node.name()) || plan.stageOf(node.name()) != at.number + 1) {
                continue;
            }
            final Barrier barrier = at.batch.barriers.get(node.name());
            final List<Edge> edges = graph.into(node.name(), 0);
            final String from = edges.get(0).from();
            final Trace trace;
            if (edges.size() == 1 && plan.stageOf(from) == at.number && at.isSoleExit(from)) {
                trace = at.traces.get(from);
                entryOf.get(from).isStored = true;
            } else {
                trace = new NodeContext(at, node.name()).arrival(0, edges, true);
                for (final Stage.Entry entry : at.unit) {
                    entry.isNeeded = true;
                    entry.isStored = true;
                }
                at.stage.units.add(new Stage.Unit(List.copyOf(at.unit), false, false));
                at.unit.clear();
            }
            trace.leaveTo(barrier);
            at.stage.leaving.add(trace);
            at.stage.exits.add(barrier.observer());
        }
    }

    private void losses() {
        for (int i = 0; i < parts.terms().size(); i++) {
            final List<String> nodes = parts.terms().get(i).nodes();
            final int last = nodes.stream().mapToInt(plan::stageOf).max().orElseThrow();
            for (final String name : nodes) {
                if (plan.stageOf(name) == at.number && !fusion.has(name)) {
                    final boolean isLast = at.number == last && name.equals(lastOf(nodes, last));
                    at.stage.losses.add(new Stage.Loss(
                            i, terms.get(i), name, at.traces.get(name), isLast, !isLast && at.number == last));
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

    // ---- nodes

    private void node(String name) {
        final Node node = graph.node(name);
        if (fusion.has(name)) {
            return;
        }
        if (node.kind() instanceof Input) {
            at.traces.put(name, at.shown(name));
        } else if (plan.isBarrier(name)) {
            barrier(name);
        } else {
            final NodeContext context = new NodeContext(at, name);
            final NodeGradient gradient = Gradients.known().of(node).open(node.kind(), context);
            final Stage.Entry entry = new Stage.Entry(gradient).between(name, at.traces.get(name), context.entering());
            entry.isPassed = plan.isLearning(name);
            entry.merges.addAll(context.merges());
            at.unit.add(entry);
            if (gradient instanceof Lockstep.Member member) {
                at.stage.locksteps.add(member);
            }
            entryOf.put(name, entry);
            keep(name, at.traces.get(name));
            want(name, at.traces.get(name));
        }
    }

    /** Makes room for ∂L/∂output where somebody asks for it. */
    private void want(String name, Trace trace) {
        final boolean isOfUse = plan.isLearning(name) || at.losses(name) > 0; // losses add to it without asking
        if (!isOfUse || at.isSoleExit(name) || isFused(name)) {
            return;
        }
        if (at.isSole(name) && plan.isWhole() && trace.storedSteps() == at.steps) {
            trace.wantGradientsByStep();
        } else {
            trace.wantGradients();
        }
        if (!at.isSole(name)) {
            at.stage.cleared.add(trace);
        }
    }

    /** Keeps what leaves a node where a later stage takes it. */
    private void keep(String name, Trace trace) {
        if (plan.isCrossing(name)) {
            final boolean isAsking = at.asking(name).stream().anyMatch(edge -> plan.stageOf(edge) > at.number);
            final Batch.Kept kept = at.batch.kept.computeIfAbsent(
                    name, key -> new Batch.Kept(trace.shape().size(), at.steps, trace.isDense(), isAsking));
            at.stage.keeps.add(new Stage.Keep(kept, trace));
        }
    }

    /** Whether the read-out that goes its own way back takes what leaves a node. */
    private boolean isFused(String name) {
        return graph.outOf(name).stream().anyMatch(edge -> fusion.has(edge.to()));
    }

    private void barrier(String name) {
        final Barrier barrier = at.batch.barriers.get(name);
        final Trace trace = Trace.elsewhere(graph.shape(name), at.steps);
        at.stage.arriving.add(sample -> {
            trace.pointTo(barrier.currents(sample));
            trace.pointGradientsTo(barrier.deltas(sample));
        });
        trace.pointTo(new float[barrier.storedSteps()][0]);
        trace.pointGradientsTo(new float[at.steps][]);
        if (barrier instanceof NormGradient norm && isAppliedBehind(name, norm)) {
            trace.putNorm(norm);
            at.traces.put(name, trace);
        } else {
            at.traces.put(name, applied(name, barrier.apply(trace)));
        }
    }

    /** Whether the only one who takes what leaves a norm applies the norm itself. */
    private boolean isAppliedBehind(String name, NormGradient norm) {
        return graph.outOf(name).size() == 1
                && norm.parts() == 1
                && at.isSole(name)
                && Gradients.known()
                        .of(graph.node(graph.outOf(name).get(0).to()))
                        .appliesNorm();
    }

    /** What leaves a node that has seen the whole batch. */
    private Trace applied(String name, Barrier.Application application) {
        final Stage.Entry entry = new Stage.Entry(application).between(name, application.output(), List.of());
        entry.isPassed = plan.isLearning(name);
        at.unit.add(entry);
        entryOf.put(name, entry);
        if (!at.isSole(name)) {
            at.stage.cleared.add(application.output());
        }
        keep(name, application.output());
        return application.output();
    }
}
