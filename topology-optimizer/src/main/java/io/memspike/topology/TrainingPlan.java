package io.memspike.topology;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Schedule;
import io.memspike.topology.gradient.Gradients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which way training goes through a graph: stages, each as far as a sample can go by itself. A norm over the batch begins a
 * new stage, because its statistics need all samples. A loop with a norm inside is cut at its detached edges, over which
 * nothing is learnt: what comes over them is drawn first, with running statistics. Immutable.
 */
final class TrainingPlan {
    private final Graph graph;
    private final Set<Edge> cut = new LinkedHashSet<>();
    private final List<Edge> drawing = new ArrayList<>(); // from what enters a loop to where what it draws is taken
    private final Set<String> barriers = new HashSet<>();
    private final Set<String> locksteps = new HashSet<>();
    private final Map<String, Integer> stageOf = new LinkedHashMap<>(); // in the order of the schedule
    private final List<List<Schedule.Component>> stages = new ArrayList<>();
    private final Set<String> learning = new HashSet<>(); // nodes with something to learn in them or before them
    private final Set<String> constant = new HashSet<>(); // nodes that give the same at every step
    private final Set<String> learnt;

    /**
     * A plan.
     *
     * @param whole the graph
     * @param losses the nodes that losses look at; what leads to none of them is left out
     * @param isConstantInput whether what enters is the same at every step
     */
    TrainingPlan(Graph whole, List<String> losses, boolean isConstantInput) {
        this(whole, losses, isConstantInput, usual(whole));
    }

    /** The same where {@code learnt} tensors, {@code node.tensor}, are learnt, and no others. */
    TrainingPlan(Graph whole, List<String> losses, boolean isConstantInput, Set<String> learnt) {
        this.graph = whole.upTo(losses.stream().distinct().toArray(String[]::new));
        this.learnt = learnt;
        findCuts();
        final List<Edge> kept = new ArrayList<>(
                graph.edges().stream().filter(edge -> !cut.contains(edge)).toList());
        kept.addAll(drawing);
        final Schedule schedule = Schedule.of(graph.nodes(), kept);
        for (final Schedule.Component component : schedule.components()) {
            place(component, kept);
        }
        findLearning();
        if (isConstantInput) {
            findConstant();
        }
    }

    /** What is learnt where nobody says otherwise. */
    private static Set<String> usual(Graph graph) {
        final Set<String> names = new HashSet<>();
        for (final Node node : graph.nodes()) {
            Gradients.known().learnt(node).forEach(tensor -> names.add(node.name() + "." + tensor));
        }
        return names;
    }

    private void findCuts() {
        for (final Schedule.Component loop : graph.schedule().components()) {
            final boolean hasBarrier = loop.nodes().stream().anyMatch(name -> isWall(name) && !goesByStep(name));
            if (loop.isLoop() && hasBarrier) {
                graph.edges().stream()
                        .filter(edge -> edge.isDetached() && edge.delay() > 0)
                        .filter(edge -> loop.nodes().contains(edge.from())
                                && loop.nodes().contains(edge.to()))
                        .forEach(cut::add);
            }
        }
        for (final Edge edge : cut) {
            for (final String input : inputsOf(edge)) {
                drawing.add(new Edge(input, edge.to(), edge.port(), 0, true));
            }
        }
    }

    private void place(Schedule.Component component, List<Edge> kept) {
        int stage = 0;
        for (final Edge edge : kept) {
            if (component.nodes().contains(edge.to()) && stageOf.containsKey(edge.from())) {
                final boolean isAhead = isWall(edge.to()) && !component.isLoop();
                stage = Math.max(stage, stageOf.get(edge.from()) + (isAhead ? 1 : 0));
            }
        }
        for (final String name : component.nodes()) {
            if (isWall(name)) {
                (component.isLoop() ? locksteps : barriers).add(name);
            }
            if (component.isLoop() && isWall(name) && !goesByStep(name)) {
                throw new IllegalArgumentException("node " + name
                        + ": expected a norm over the batch outside of loops, or a detached edge in its loop, found the loop "
                        + component.nodes());
            }
            stageOf.put(name, stage);
        }
        while (stages.size() <= stage) {
            stages.add(new ArrayList<>());
        }
        stages.get(stage).add(component);
    }

    /** Whether a node needs all samples of a batch. */
    private boolean isWall(String name) {
        return graph.node(name).kind().isBarrier();
    }

    private boolean goesByStep(String name) {
        return Gradients.known().of(graph.node(name)).goesByStep();
    }

    private void findLearning() {
        boolean grows = true;
        while (grows) {
            grows = false;
            for (final Node node : graph.nodes()) {
                final boolean learns = graph.tensors(node.name()).stream()
                                .anyMatch(spec -> learnt.contains(node.name() + "." + spec.name()))
                        || graph.edges().stream().anyMatch(edge -> edge.to().equals(node.name()) && asks(edge));
                grows |= learns && learning.add(node.name());
            }
        }
    }

    private void findConstant() {
        for (final String name : stageOf.keySet()) { // what enters at once comes before
            final Kind kind = graph.node(name).kind();
            if (kind instanceof Input || kind.isStateless() && takesConstant(name)) {
                constant.add(name);
            }
        }
    }

    /** What leads to losses. */
    Graph graph() {
        return graph;
    }

    /** Number of stages. */
    int stages() {
        return stages.size();
    }

    /** Nodes of a stage that run together, in order. */
    List<Schedule.Component> components(int stage) {
        return stages.get(stage);
    }

    /** Stage of a node. */
    int stageOf(String node) {
        return stageOf.get(node);
    }

    /** Whether a node begins a stage, because it needs what enters it of all samples of a batch. */
    boolean isBarrier(String node) {
        return barriers.contains(node);
    }

    /** Whether a node in a loop needs, at each step, what enters it of all samples of a batch. */
    boolean isLockstep(String node) {
        return locksteps.contains(node);
    }

    /** Those of a stage, in the order of the schedule. */
    List<String> lockstepsOf(int stage) {
        return stages.get(stage).stream()
                .flatMap(component -> component.nodes().stream())
                .filter(locksteps::contains)
                .toList();
    }

    /** Whether an edge is cut. */
    boolean isCut(Edge edge) {
        return cut.contains(edge);
    }

    /** Edges that are cut. */
    Set<Edge> cut() {
        return cut;
    }

    /** Whether a gradient passes an edge, back to where something is learnt. */
    boolean asks(Edge edge) {
        return !edge.isDetached() && learning.contains(edge.from());
    }

    /** Whether ∂L/∂output of a node is of use. */
    boolean isLearning(String node) {
        return learning.contains(node);
    }

    /** Whether no norm over the batch keeps samples from going all the way by themselves. */
    boolean isWhole() {
        return stages.size() == 1;
    }

    /** Whether what enters a node is the same at every step. */
    boolean takesConstant(String name) {
        return graph.edges().stream()
                .filter(edge -> edge.to().equals(name))
                .allMatch(edge -> edge.delay() == 0 && constant.contains(edge.from()));
    }

    /** Stage in which what comes over an edge is taken: a barrier takes it at the end of the one before its own. */
    int stageOf(Edge edge) {
        return stageOf(edge.to()) - (isBarrier(edge.to()) ? 1 : 0);
    }

    /** Whether a later stage takes what leaves a node. */
    boolean isCrossing(String name) {
        return Stream.concat(graph.outOf(name).stream().filter(edge -> !isCut(edge)), drawing.stream())
                .anyMatch(edge -> edge.from().equals(name) && stageOf(edge) > stageOf(name));
    }

    /** What enters the loop that an edge is cut from: names of nodes outside, in the order of the file's edges. */
    List<String> inputsOf(Edge edge) {
        final List<String> members = loopOf(edge);
        return graph.edges().stream()
                .filter(entering -> members.contains(entering.to()) && !members.contains(entering.from()))
                .map(Edge::from)
                .distinct()
                .toList();
    }

    /** The nodes of the loop that an edge is cut from, in the order of the schedule. */
    List<String> loopOf(Edge edge) {
        return graph.schedule().components().stream()
                .filter(component -> component.nodes().contains(edge.from()))
                .findFirst()
                .orElseThrow()
                .nodes();
    }
}
