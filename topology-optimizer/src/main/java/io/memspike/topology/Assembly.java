package io.memspike.topology;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Schedule;
import io.memspike.topology.gradient.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One thread's stages while they are put together: what is there so far, and who takes what. */
final class Assembly {
    final WorkerBuilder.Parts parts;
    final TrainingPlan plan;
    final Batch batch;
    final int steps;
    final StageWorker worker;
    final Map<String, Trace> traces = new HashMap<>(); // what leaves each node, in its own stage
    final Map<String, Synapses.Reader> readers = new HashMap<>();
    final List<WorkerBuilder.Served> served = new ArrayList<>();
    Stage stage; // the one at hand
    int number;
    List<Stage.Entry> unit; // what will run together, so far

    private final Graph graph;

    Assembly(WorkerBuilder.Parts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.graph = plan.graph();
        this.batch = parts.batch();
        this.steps = parts.samples().steps();
        this.worker = new StageWorker(parts.samples(), batch);
    }

    void beginStage(int which) {
        number = which;
        stage = new Stage();
        worker.add(stage);
    }

    void beginUnit(List<Stage.Entry> entries) {
        unit = entries;
    }

    /** Ends the unit at hand, if there is anything in it. */
    void endUnit(boolean isLoop, boolean isBackwardByStep) {
        if (!unit.isEmpty()) {
            stage.units.add(new Stage.Unit(unit, isLoop, isBackwardByStep));
        }
    }

    /** The input's trace: samples are loaded anew in each stage that takes them. */
    Trace shown(String name) {
        final Trace trace = Trace.elsewhere(graph.shape(name), steps);
        trace.pointTo(worker.input());
        stage.takesInput = true;
        return trace;
    }

    /** Nodes of the stage at hand, in order. */
    List<Schedule.Component> components() {
        return plan.components(number);
    }

    // ---- who takes what

    /** The edges that leave a node, as far as they lead on a gradient. */
    List<Edge> asking(String name) {
        return graph.outOf(name).stream().filter(plan::asks).toList();
    }

    /** Number of terms that look at a node. */
    long losses(String name) {
        return parts.terms().stream()
                .filter(term -> term.nodes().contains(name))
                .count();
    }

    /** Whether one edge alone brings ∂L/∂output to a node, at once. */
    boolean isSole(String name) {
        final List<Edge> asking = asking(name);
        return asking.size() == 1 && losses(name) == 0 && isDirect(asking.get(0)) && !plan.isCrossing(name);
    }

    /** Whether what leaves a node simply is what enters another. */
    private boolean isDirect(Edge edge) {
        return edge.delay() == 0 && graph.into(edge.to(), edge.port()).size() == 1 && !isSampled(edge);
    }

    /** Whether an edge is under scheduled sampling. */
    boolean isSampled(Edge edge) {
        return parts.sampling() != null && parts.sampling().edge().equals(edge);
    }

    boolean isBarrier(String name) {
        return plan.isBarrier(name);
    }

    /** Whether a barrier alone takes the currents that leave a node, which then are written where the barrier has them. */
    boolean isSoleExit(String name) {
        return isSole(name)
                && isBarrier(asking(name).get(0).to())
                && traces.get(name).isDense()
                && traces.get(name).storedSteps()
                        == batch.barriers.get(asking(name).get(0).to()).storedSteps();
    }
}
