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
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;

/**
 * The table of kinds without weights and what each does at a step, counted from its equation: every element at every step, a
 * comparison as an addition, constants in registers. Kinds that are not in it are refused, for their energy would come out too
 * small.
 */
final class WorkOfKinds {
    private WorkOfKinds() {}

    /**
     * Work of a node at one step.
     *
     * @param graph the graph
     * @param node a node without weights
     * @throws IllegalArgumentException where nobody has counted it
     */
    static NodeWork of(Graph graph, String node) {
        final Kind kind = graph.node(node).kind();
        if (kind instanceof Input || kind instanceof Concat || kind instanceof Flatten || kind instanceof Unflatten) {
            return NodeWork.NONE;
        }
        final double elements = graph.shape(node).size();
        final NodeWork neurons = neurons(kind, elements);
        if (neurons != null) {
            return neurons;
        }
        final NodeWork others = others(graph, node, kind, elements);
        if (others == null) {
            throw new IllegalArgumentException(
                    "node " + node + ": energy: expected a kind whose work is known, found " + kind.type());
        }
        return others;
    }

    /** Additions and multiplications of the equations in each kind's documentation. */
    private static NodeWork neurons(Kind kind, double n) {
        if (kind instanceof Lif) {
            return NodeWork.neurons(n, 2, 2, 1); // current and threshold; retain and leak
        }
        if (kind instanceof Integrator) {
            return NodeWork.neurons(n, 2, 1, 2); // current and mean; the leak. The mean of a read-out is in it.
        }
        if (kind instanceof Li) {
            return NodeWork.neurons(n, 3, 2, 1);
        }
        if (kind instanceof LoihiLif loihi) {
            return NodeWork.neurons(n, loihi.bias() ? 4 : 3, 2, 2);
        }
        if (kind instanceof ResettingKind resetting) {
            final NodeWork potential = potential(resetting, n);
            if (potential == null) {
                return null;
            }
            final NodeWork reset = resetting.reset() == Reset.SUBTRACT ? NodeWork.arithmetic(n, 1, 0) : NodeWork.NONE;
            final NodeWork counter = resetting.refractory() ? new NodeWork(n, 0, 2 * n, 0) : NodeWork.NONE;
            return potential.plus(reset).plus(counter);
        }
        return null;
    }

    /** With the comparison with the threshold. */
    private static NodeWork potential(ResettingKind kind, double n) {
        if (kind instanceof If) {
            return NodeWork.neurons(n, 2, 1, 1);
        }
        if (kind instanceof LifNir) {
            return NodeWork.neurons(n, 4, 2, 1);
        }
        if (kind instanceof CubaLif) {
            return NodeWork.neurons(n, 7, 4, 2);
        }
        return kind instanceof AdaptiveLif ? NodeWork.neurons(n, 6, 4, 2) : null;
    }

    private static NodeWork others(Graph graph, String node, Kind kind, double n) {
        if (kind instanceof TdBatchNorm || kind instanceof BatchNorm || kind instanceof Affine) {
            return NodeWork.arithmetic(n, 1, 1); // a scale and an offset in service
        }
        if (kind instanceof Scale) {
            return NodeWork.arithmetic(n, 0, 1);
        }
        if (kind instanceof LayerNorm) {
            return NodeWork.arithmetic(n, 4, 3); // mean, difference, variance, offset; square, deviation, gamma
        }
        if (kind instanceof Threshold) {
            return NodeWork.arithmetic(n, 1, 0);
        }
        if (kind instanceof Activation activation) {
            return activation.function() == Activation.Function.RELU
                    ? NodeWork.arithmetic(n, 1, 0)
                    : new NodeWork(n, 2 * n, n, 0); // gain, then a line between two entries of a table
        }
        if (kind instanceof Choice) {
            return NodeWork.arithmetic(n, 1, 1); // a random number
        }
        if (kind instanceof Delay) {
            return new NodeWork(0, 0, 2 * n, 0);
        }
        if (kind instanceof Upsample upsample) {
            return upsample.mode() == Upsample.Mode.NEAREST
                    ? NodeWork.NONE
                    : NodeWork.arithmetic(n, 3, 6); // three lines
        }
        if (kind instanceof Mean mean) {
            return mean(graph, node, mean, n);
        }
        return pool(kind, n);
    }

    private static NodeWork mean(Graph graph, String node, Mean mean, double n) {
        if (mean.over() == Mean.Over.POSITIONS) {
            final Shape input = graph.input(node);
            return new NodeWork(input.size(), n, 0, 0);
        }
        final boolean isReadout = graph.into(node, 0).stream()
                .allMatch(edge -> graph.node(edge.from()).kind() instanceof Integrator);
        return isReadout ? NodeWork.NONE : new NodeWork(n, n, 2 * n, 0);
    }

    /** Of every window; where spikes are pooled before weights, they are followed instead ({@link LayerPlan}). */
    private static NodeWork pool(Kind kind, double n) {
        if (kind instanceof AvgPool pool) {
            return NodeWork.arithmetic(n, pool.kernel().area() - 1, 1);
        }
        if (kind instanceof SumPool pool) {
            return NodeWork.arithmetic(n, pool.kernel().area() - 1, 0);
        }
        return kind instanceof MaxPool pool
                ? NodeWork.arithmetic(n, pool.kernel().area() - 1, 0)
                : null;
    }
}
