package io.memspike.core.synapse;

import static io.memspike.core.kernel.WholeKernels.MOST_FACTOR;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import java.util.List;

/**
 * What enters a node with weights as whole numbers: each value is {@code k · step} in single precision, k whole.
 *
 * @param step value of k = 1, above 0
 * @param largest most that |k| can be, in [1, 255]; where the graph does not say it, 255, and each read looks
 */
public record WholeInput(float step, int largest) {
    public WholeInput {
        Kind.require(step > 0 && Float.isFinite(step), "whole input: expected a step above 0, found %s", step);
        Kind.require(largest >= 1 && largest <= MOST_FACTOR, "whole input: expected in [1, 255], found %s", largest);
    }

    /**
     * What enters a node, by what stands before it: counts at the start of a network, spikes behind neurons, and what pools make of
     * them.
     *
     * @throws IllegalArgumentException where other numbers enter
     */
    public static WholeInput into(Graph graph, String node) {
        final List<Edge> edges = graph.into(node, 0);
        if (edges.size() > 1) {
            throw refusal(node, "the sum of " + edges.size() + " nodes");
        }
        return from(graph, edges.get(0).from(), node);
    }

    private static WholeInput from(Graph graph, String source, String node) {
        final Kind kind = graph.node(source).kind();
        if (kind instanceof Lif || kind instanceof LoihiLif || kind instanceof Choice) {
            return new WholeInput(1f, 1);
        }
        if (kind instanceof Input || kind instanceof SpikingKind) {
            return new WholeInput(1f, MOST_FACTOR);
        }
        if (kind instanceof AvgPool pool) {
            final int area = pool.kernel().area();
            return pooled(graph, source, node, area, 1f / area);
        }
        if (kind instanceof SumPool pool) {
            return pooled(graph, source, node, pool.kernel().area(), 1f);
        }
        if (kind instanceof Flatten || kind instanceof Unflatten || kind instanceof MaxPool || kind instanceof Delay) {
            return into(graph, source, node);
        }
        if (kind instanceof Concat concat) {
            return concatenated(graph, source, node, concat.ports());
        }
        throw refusal(node, "what leaves " + source + " (" + kind.type() + ")");
    }

    private static WholeInput into(Graph graph, String through, String node) {
        final List<Edge> edges = graph.into(through, 0);
        if (edges.size() > 1) {
            throw refusal(node, "a sum before " + through);
        }
        return from(graph, edges.get(0).from(), node);
    }

    private static WholeInput concatenated(Graph graph, String concat, String node, int ports) {
        WholeInput all = null;
        for (int port = 0; port < ports; port++) {
            final List<Edge> edges = graph.into(concat, port);
            if (edges.size() > 1) {
                throw refusal(node, "a sum before " + concat);
            }
            final WholeInput one = from(graph, edges.get(0).from(), node);
            if (all != null && all.step != one.step) {
                throw refusal(node, "numbers of several steps in " + concat);
            }
            all = all == null ? one : new WholeInput(one.step, Math.max(one.largest, all.largest));
        }
        return all;
    }

    private static WholeInput pooled(Graph graph, String pool, String node, int area, float share) {
        final WholeInput one = into(graph, pool, node);
        if (Math.scalb(1f, Math.getExponent(one.step)) != one.step) {
            throw refusal(node, "a pool of ninths or the like, whose sums are rounded, in " + pool);
        }
        return new WholeInput(one.step * share, (int) Math.min(MOST_FACTOR, (long) one.largest * area));
    }

    private static IllegalArgumentException refusal(String node, String found) {
        return new IllegalArgumentException(
                "node " + node + ": expected spikes, counts or pools of them, which 8 bits go with, found " + found);
    }
}
