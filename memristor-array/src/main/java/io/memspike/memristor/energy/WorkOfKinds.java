package io.memspike.memristor.energy;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.Embedding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of kinds without weights and what each does at a step, counted from its equation: every element at every step, a
 * comparison as an addition, constants in registers. Kinds that are not in it are refused, for their energy would come out too
 * small.
 */
final class WorkOfKinds {
    private static final Map<Class<? extends Kind>, Rule<Kind>> TABLE = new LinkedHashMap<>();

    /** What the work follows from. */
    @FunctionalInterface
    private interface Rule<K extends Kind> {
        NodeWork of(K kind, double elements, Place place);
    }

    /** Where a node stands. */
    private record Place(Graph graph, String node) {}

    static {
        for (final Class<? extends Kind> wires :
                List.of(Input.class, Concat.class, Flatten.class, Unflatten.class, Pad.class, Scan.class)) {
            put(wires, (kind, n, place) -> NodeWork.NONE);
        }
        put(Lif.class, (kind, n, place) -> NodeWork.neurons(n, 2, 2, 1)); // current, threshold; retain and leak
        // current and mean; the leak: the mean of a read-out is in it
        put(Integrator.class, (kind, n, place) -> NodeWork.neurons(n, 2, 1, 2));
        put(Li.class, (kind, n, place) -> NodeWork.neurons(n, 3, 2, 1));
        put(LoihiLif.class, (kind, n, place) -> NodeWork.neurons(n, kind.bias() ? 4 : 3, 2, 2));
        // potentials, and the comparison with the threshold
        put(If.class, (kind, n, place) -> resetting(kind, n, NodeWork.neurons(n, 2, 1, 1)));
        put(LifNir.class, (kind, n, place) -> resetting(kind, n, NodeWork.neurons(n, 4, 2, 1)));
        put(CubaLif.class, (kind, n, place) -> resetting(kind, n, NodeWork.neurons(n, 7, 4, 2)));
        put(AdaptiveLif.class, (kind, n, place) -> resetting(kind, n, NodeWork.neurons(n, 6, 4, 2)));
        put(Threshold.class, (kind, n, place) -> NodeWork.arithmetic(n, 1, 0));
        // gain, then a line between two entries of a table
        put(
                Activation.class,
                (kind, n, place) -> kind.function() == Activation.Function.RELU
                        ? NodeWork.arithmetic(n, 1, kind.gain() == 1f ? 0 : 1)
                        : new NodeWork(n, 2 * n, n, 0, 0));
        put(Choice.class, (kind, n, place) -> NodeWork.arithmetic(n, 1, 1)); // a random number
        put(TdBatchNorm.class, (kind, n, place) -> NodeWork.arithmetic(n, 1, 1)); // scale and offset in service
        put(BatchNorm.class, (kind, n, place) -> NodeWork.arithmetic(n, 1, 1));
        put(Affine.class, (kind, n, place) -> NodeWork.arithmetic(n, 1, 1));
        put(Scale.class, (kind, n, place) -> NodeWork.arithmetic(n, 0, 1));
        // least and most, difference, rounding, offset; from and to steps
        put(Quantiser.class, (kind, n, place) -> NodeWork.arithmetic(n, kind.signed() ? 5 : 3, 2));
        // mean, difference, variance, offset; square, deviation, gamma
        put(LayerNorm.class, (kind, n, place) -> NodeWork.arithmetic(n, 4, 3));
        // how long is in a tensor, not in the graph: one step is the least that is kept
        put(Delay.class, (kind, n, place) -> NodeWork.waiting(n, 1));
        put(
                Upsample.class,
                (kind, n, place) -> // three lines
                kind.mode() == Upsample.Mode.NEAREST ? NodeWork.NONE : NodeWork.arithmetic(n, 3, 6));
        put(Mean.class, WorkOfKinds::mean);
        put(Embedding.class, (kind, n, place) -> new NodeWork(0, 0, n, 0, 0)); // looked up
        put(Attention.class, (kind, n, place) -> attention(kind, place));
        // of every window; where spikes are pooled before weights, they are followed instead: LayerPlan
        put(
                AvgPool.class,
                (kind, n, place) -> NodeWork.arithmetic(n, kind.kernel().area() - 1, 1));
        put(
                SumPool.class,
                (kind, n, place) -> NodeWork.arithmetic(n, kind.kernel().area() - 1, 0));
        put(
                MaxPool.class,
                (kind, n, place) -> NodeWork.arithmetic(n, kind.kernel().area() - 1, 0));
    }

    private WorkOfKinds() {}

    private static <K extends Kind> void put(Class<K> type, Rule<? super K> rule) {
        TABLE.put(type, (kind, n, place) -> rule.of(type.cast(kind), n, place));
    }

    /** Whether somebody has counted it. */
    static boolean isKnown(Class<? extends Kind> kind) {
        return TABLE.containsKey(kind);
    }

    /**
     * Work of a node at one step.
     *
     * @param graph the graph
     * @param node a node without weights
     * @throws IllegalArgumentException where nobody has counted it
     */
    static NodeWork of(Graph graph, String node) {
        final Kind kind = graph.node(node).kind();
        final Rule<Kind> rule = TABLE.get(kind.getClass());
        if (rule == null) {
            throw new IllegalArgumentException(
                    "node " + node + ": energy: expected a kind whose work is known, found " + kind.type());
        }
        return rule.of(kind, graph.shape(node).size(), new Place(graph, node));
    }

    private static NodeWork resetting(ResettingKind kind, double n, NodeWork potential) {
        final NodeWork reset = kind.reset() == Reset.SUBTRACT ? NodeWork.arithmetic(n, 1, 0) : NodeWork.NONE;
        final NodeWork counter = kind.refractory() ? new NodeWork(n, 0, 2 * n, n, 0) : NodeWork.NONE;
        return potential.plus(reset).plus(counter);
    }

    /**
     * Scores and sums of values, of all pairs of tokens; of each score a factor, a comparison, a difference, an exponential of six
     * additions and multiplications, a sum and a product. A machine's lanes do a multiplication with its addition at once.
     */
    private static NodeWork attention(Attention attention, Place place) {
        final Shape queries = place.graph().inputs(place.node()).get(0);
        final Shape values = place.graph().inputs(place.node()).get(2);
        final double pairs = (double) queries.positions() * values.positions() * (attention.causal() ? 0.5 : 1);
        final double products = pairs * (queries.channels() + values.channels());
        final double scores = pairs * attention.heads();
        return new NodeWork(products + 9 * scores, products + 8 * scores, 0, 0, products + 9 * scores);
    }

    private static NodeWork mean(Mean mean, double n, Place place) {
        final Graph graph = place.graph();
        if (mean.over() == Mean.Over.FIRST) {
            return NodeWork.NONE;
        }
        if (mean.over() == Mean.Over.POSITIONS) {
            final Shape input = graph.input(place.node());
            return new NodeWork(input.size(), n, 0, 0, 0);
        }
        final boolean isReadout = graph.into(place.node(), 0).stream()
                .allMatch(edge -> graph.node(edge.from()).kind() instanceof Integrator);
        return isReadout ? NodeWork.NONE : new NodeWork(n, n, 2 * n, n, 0);
    }
}
