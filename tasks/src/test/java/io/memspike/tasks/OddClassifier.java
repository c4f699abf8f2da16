package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.run.Network;
import io.memspike.memristor.ReadNoise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier that has nothing of PRIME's: grouped kernels that are no squares, bias, currents that decay, a loop, pooled
 * spikes, an activation, single connections with delays beside a full one, and a read-out that is not meaned over time; on
 * events of a field that is no square, with counts.
 */
public record OddClassifier(int size) implements Samples {
    public static final Shape SHAPE = new Shape(2, 5, 3);
    public static final int CLASSES = 3;
    public static final int STEPS = 6;

    public static Graph graph() {
        final Size one = Size.of(1);
        return new Graph(
                List.of(
                        new Node("input", new Input(SHAPE)),
                        new Node("conv", new Conv2d(4, new Size(3, 2), one, new Size(1, 0), one, 2, 0.5f, true)),
                        new Node("cuba", new CubaLif(1f, Per.CHANNEL)),
                        new Node("pool", new AvgPool(2)),
                        new Node("relu", new Activation(Activation.Function.RELU, 1f)),
                        new Node(
                                "single",
                                new Sparse(
                                        CLASSES,
                                        new Connections(
                                                new int[] {0, 3, 3, 7, 5},
                                                new int[] {0, 1, 1, 2, 0},
                                                new int[] {0, 2, 0, 1, 1}))),
                        new Node("full", new Linear(CLASSES, 1f)),
                        new Node("scores", new Integrator(0.9f, 1f))),
                List.of(
                        Edge.of("input", "conv"),
                        Edge.of("conv", "cuba"),
                        Edge.delayed("cuba", "cuba", 2),
                        Edge.of("cuba", "pool"),
                        Edge.of("pool", "relu"),
                        Edge.of("relu", "single"),
                        Edge.of("relu", "full"),
                        Edge.of("single", "scores"),
                        Edge.of("full", "scores")),
                List.of("scores"));
    }

    /** With random tensors; half of the kernels and a weight of the full connection are pruned. */
    public static Model model() {
        final Graph graph = graph();
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = Model.name(node.name(), spec.name());
                final RandomStream random = RandomStream.of(5, name, 0);
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (spec.name()) {
                        case "tauSyn", "tauMem" -> 2 + random.nextFloat();
                        case "vThreshold" -> 0.2f;
                        case "r", "wIn" -> 1.5f;
                        case "vLeak" -> 0f;
                        default -> 2 * random.nextFloat() - 0.8f;
                    };
                }
                tensors.put(name, values);
            }
        }
        tensors.get("single.weight")[2] = 0f;
        final byte[] kernels = new byte[tensors.get("conv.weight").length];
        for (int i = 0; i < kernels.length; i += 2) {
            kernels[i] = 1;
        }
        final byte[] full = new byte[tensors.get("full.weight").length];
        java.util.Arrays.fill(full, (byte) 1);
        full[4] = 0;
        return new Model(graph, tensors, Map.of("conv", kernels, "full", full), Map.of(), Map.of());
    }

    public static Network network(Kernels kernels) {
        return ModelNetwork.of(model(), SHAPE, kernels, ReadNoise.NONE);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int steps() {
        return STEPS;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int label(int sample) {
        return sample % CLASSES;
    }

    /** Steps with single events and steps with counts. */
    @Override
    public void load(int sample, EventFrames into) {
        final RandomStream random = RandomStream.of(6, "odd events", sample);
        into.clear();
        for (int t = 0; t < STEPS; t++) {
            for (int i = 0; i < SHAPE.size(); i++) {
                if (random.nextFloat() < 0.3f) {
                    into.step(t).add(i, t % 2 == 0 ? 1 : 1 + random.nextInt(3));
                }
            }
        }
    }
}
