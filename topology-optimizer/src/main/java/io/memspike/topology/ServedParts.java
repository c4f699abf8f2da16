package io.memspike.topology;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.parameter.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of the graph as they serve in the batch at hand, through whatever weights are read through. */
final class ServedParts {
    private final Graph whole;
    private final TrainingPlan plan;
    private final SharedState shared;
    private final Surroundings forward;
    private final Kernels kernels;

    ServedParts(Graph whole, TrainingPlan plan, SharedState shared, Surroundings forward, Kernels kernels) {
        this.whole = whole;
        this.plan = plan;
        this.shared = shared;
        this.forward = forward;
        this.kernels = kernels;
    }

    /** Tensors that no node can have are refused as they are in service. */
    void requireTensors() {
        Network.of(
                plan.graph(),
                shared.tensors,
                (node, matrix) -> shared.updates.get(node.name()).synapses(),
                kernels);
    }

    /** Tells all threads of synapses that may have changed, and of what is drawn. */
    void serve(List<WorkerBuilder.Built> workers) {
        final Map<String, Synapses> synapses = new LinkedHashMap<>();
        final Substrate substrate =
                forward.around((node, matrix) -> shared.updates.get(node.name()).synapses());
        shared.updates.forEach((node, update) ->
                synapses.put(node, substrate.connect(plan.graph().node(node), update.matrix())));
        if (forward instanceof LearningSurroundings learning) {
            shared.batch.readouts.clear();
            shared.updates.keySet().forEach(node -> shared.readout(node, learning.readout(node)));
        }
        if (forward != Surroundings.EXACT) {
            workers.forEach(worker ->
                    synapses.forEach((node, behind) -> worker.readers().put(node, reader(node, behind))));
        }
        final Map<Edge, Network> parts = new LinkedHashMap<>();
        for (final WorkerBuilder.Built worker : workers) {
            for (final WorkerBuilder.Served part : worker.served()) {
                final Network network = parts.computeIfAbsent(part.edge(), edge -> network(graph(part), synapses));
                if (part.loop() != null) {
                    part.loop().serve(network.newSession());
                } else {
                    part.sampled().serve(network.newSession());
                }
            }
        }
    }

    /** Opens a reader; one that remembers a single read has to be asked again before the next. */
    private Synapses.Reader reader(String node, Synapses behind) {
        final Synapses.Reader reader = behind.open();
        if (reader instanceof Synapses.ClippingReader && (plan.stages() > 1 || shared.steps > 1)) {
            throw new IllegalArgumentException("node " + node + ": training: expected samples of one step, and no norms"
                    + " over the batch, where tiles clip their sums, found " + shared.steps + " steps and "
                    + plan.stages() + " stages");
        }
        return reader;
    }

    /** Tells readouts what the batch came to. */
    void learn(UpdateRule rule) {
        if (forward instanceof LearningSurroundings learning) {
            learning.learn(shared.readoutGradients(), rule);
        }
    }

    private Graph graph(WorkerBuilder.Served part) {
        return part.loop() != null
                ? ServedGraphs.loop(plan, part.edge())
                : ServedGraphs.behind(whole, part.edge(), part.sampled().neurons());
    }

    private Network network(Graph served, Map<String, Synapses> synapses) {
        return Network.of(served, shared.tensors, (node, matrix) -> synapses.get(node.name()), kernels);
    }
}
