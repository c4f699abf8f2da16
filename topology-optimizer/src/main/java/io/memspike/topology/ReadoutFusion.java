package io.memspike.topology;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.neuron.internal.SummedReadout;
import io.memspike.topology.loss.SquaredError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds linear read-outs whose last step alone matters: weights, integrator and function, which then go their own way back. */
final class ReadoutFusion {
    private final Assembly at;
    private final Graph graph;
    private final Set<String> fused = new HashSet<>(); // nodes that a read-out takes over

    ReadoutFusion(Assembly at) {
        this.at = at;
        this.graph = at.plan.graph();
    }

    /**
     * A read-out.
     *
     * @param term number of its loss term
     * @param weights name of the node with weights
     * @param integrator what sums up
     * @param activation what leaves
     */
    record Readout(int term, String weights, Integrator integrator, Activation activation) {}

    /** Whether a read-out takes a node over. */
    boolean has(String name) {
        return fused.contains(name);
    }

    /** The read-out of the stage at hand, or null. */
    Readout find() {
        for (int i = 0; i < at.parts.terms().size(); i++) {
            if (at.parts.terms().get(i) instanceof SquaredError error && at.plan.stageOf(error.node()) == at.number) {
                final Readout found = find(i, error.node());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Readout find(int term, String name) {
        final String middle = before(name);
        final String weights = middle == null ? null : before(middle);
        final String neurons = weights == null ? null : before(weights);
        if (neurons == null
                || !(graph.node(name).kind() instanceof Activation activation)
                || !(graph.node(middle).kind() instanceof Integrator integrator)
                || integrator.leakySlope() != 1f
                || !(graph.node(weights).kind() instanceof MatrixKind)
                || !(graph.node(neurons).kind() instanceof Lif)
                || !at.plan.isLearning(neurons)
                || !at.isBarrier(graph.into(neurons, 0).get(0).from())
                || at.parts.spikePenalty() != 0
                || !at.parts.isExact() // hardware reads step by step
                || at.losses(name) > 1
                || at.losses(middle) + at.losses(weights) + at.losses(neurons) > 0) {
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
                        && at.plan.stageOf(from) == at.number
                ? from
                : null;
    }

    /** Gives the stage at hand the read-out's way back. */
    void fuse(Readout readout) {
        final NodeContext context = new NodeContext(at, readout.weights());
        final boolean hasBias = ((MatrixKind) graph.node(readout.weights()).kind()).bias();
        final SummedReadout summed = new SummedReadout(readout.integrator(), readout.activation(), hasBias, context);
        final int size = context.output().size();
        at.stage.fusedTerm = readout.term();
        at.stage.fused = (shard, sample, target) -> {
            summed.begin(shard, sample);
            return summed.squaredError(target.written(size), target.weightsWritten(size));
        };
    }
}
