package io.memspike.tasks.nir;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/** Counts the spikes of all nodes that fire; whole numbers, so that threads change nothing. */
final class SpikeCounter implements Supplier<Inference.Trace> {
    private final Graph graph;
    private final List<String> nodes;
    private final AtomicLongArray spikes;

    SpikeCounter(Graph graph) {
        this.graph = graph;
        this.nodes = graph.nodesOf(SpikingKind.class).stream().map(Node::name).toList();
        this.spikes = new AtomicLongArray(nodes.size());
    }

    @Override
    public Inference.Trace get() {
        final float[][] values =
                nodes.stream().map(node -> new float[graph.shape(node).size()]).toArray(float[][]::new);
        return (t, session) -> see(session, values);
    }

    private void see(Session session, float[][] values) {
        for (int n = 0; n < values.length; n++) {
            session.values(nodes.get(n), values[n]);
            long fired = 0;
            for (final float value : values[n]) {
                fired += (long) value;
            }
            spikes.addAndGet(n, fired);
        }
    }

    List<NirRunResult.Fired> perSample(int samples) {
        final List<NirRunResult.Fired> fired = new ArrayList<>();
        for (int n = 0; n < nodes.size(); n++) {
            fired.add(new NirRunResult.Fired(nodes.get(n), (double) spikes.get(n) / samples));
        }
        return fired;
    }
}
