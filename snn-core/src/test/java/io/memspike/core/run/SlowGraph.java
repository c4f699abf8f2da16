package io.memspike.core.run;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slow, obvious graph of vectors: all that ever left a node is kept, whoever wants it asks for node and step, and every
 * value is an element of a whole array.
 */
final class SlowGraph {
    private final Graph graph;
    private final Map<String, float[]> tensors;
    private final Map<String, Map<Integer, float[]>> left = new HashMap<>(); // by node and step
    private final Map<String, float[]> states = new HashMap<>(); // potentials, or sums of a mean

    SlowGraph(Graph graph, Map<String, float[]> tensors) {
        this.graph = graph;
        this.tensors = tensors;
    }

    /** What an input says at a step. */
    void enter(String input, int step, float[] values) {
        left.computeIfAbsent(input, name -> new HashMap<>()).put(step, values);
    }

    /** What leaves a node at a step; steps are asked for one after the other. */
    float[] value(String node, int step) {
        if (step < 0) {
            return new float[graph.shape(node).size()];
        }
        final Map<Integer, float[]> ofNode = left.computeIfAbsent(node, name -> new HashMap<>());
        if (!ofNode.containsKey(step)) {
            ofNode.put(step, computed(node, step));
        }
        return ofNode.get(step);
    }

    /** Several edges add up in the order of the file. */
    private float[] entering(String node, int port, int step) {
        float[] sum = null;
        for (final Edge edge : graph.edges()) {
            if (edge.to().equals(node) && edge.port() == port) {
                final float[] value = value(edge.from(), step - edge.delay());
                if (sum == null) {
                    sum = value.clone();
                } else {
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] = sum[i] + value[i];
                    }
                }
            }
        }
        return sum;
    }

    private float[] computed(String node, int step) {
        final Kind kind = graph.node(node).kind();
        if (kind instanceof Input) {
            throw new IllegalStateException("nothing entered " + node + " at " + step);
        }
        final List<float[]> inputs = new ArrayList<>();
        for (int port = 0; port < kind.ports(); port++) {
            inputs.add(entering(node, port, step));
        }
        final Shape shape = graph.shape(node);
        final float[] in = inputs.get(0);
        final float[] out = new float[shape.size()];
        final float[] state = states.computeIfAbsent(node, name -> new float[out.length]);
        if (kind instanceof Linear linear) {
            multiply(in, tensors.get(node + ".weight"), out);
            for (int o = 0; o < out.length && linear.bias(); o++) {
                out[o] = out[o] + tensors.get(node + ".bias")[o];
            }
        } else if (kind instanceof Concat) {
            int at = 0;
            for (final float[] part : inputs) {
                System.arraycopy(part, 0, out, at, part.length);
                at += part.length;
            }
        } else {
            for (int i = 0; i < out.length; i++) {
                out[i] = element(node, kind, in[i], state, i, step);
            }
        }
        return out;
    }

    private static void multiply(float[] in, float[] weights, float[] out) {
        for (int i = 0; i < in.length; i++) {
            for (int o = 0; o < out.length && in[i] != 0f; o++) {
                final float product = in[i] * weights[o * in.length + i];
                out[o] = out[o] + product;
            }
        }
    }

    private float element(String node, Kind kind, float in, float[] state, int i, int step) {
        if (kind instanceof Lif lif) {
            final float kept = state[i] > lif.threshold() ? 0f : lif.retain() * state[i];
            final float x = kept + in;
            state[i] = x > 0f ? x : lif.leakySlope() * x;
            return state[i] > lif.threshold() ? 1f : 0f;
        }
        if (kind instanceof Integrator integrator) {
            final float kept = integrator.retain() * state[i];
            final float x = kept + in;
            state[i] = x > 0f ? x : integrator.leakySlope() * x;
            return state[i];
        }
        if (kind instanceof Mean) {
            state[i] = state[i] + in;
            return state[i] / (step + 1);
        }
        if (kind instanceof Activation activation) {
            return activation.of(in);
        }
        final ChannelAffine affine = ChannelAffine.of(
                (TdBatchNorm) kind,
                tensors.get(node + ".bias"),
                tensors.get(node + ".gamma"),
                tensors.get(node + ".beta"),
                tensors.get(node + ".mean"),
                tensors.get(node + ".variance"));
        final float scaled = affine.scale()[i] * in;
        return scaled + affine.offset()[i];
    }
}
