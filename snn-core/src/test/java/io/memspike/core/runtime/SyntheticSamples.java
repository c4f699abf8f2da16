package io.memspike.core.runtime;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.List;

/** Random events on 2×8×8 inputs over 6 steps, five classes, and a small convolutional network that fits them. */
class SyntheticSamples implements Samples {
    static final Shape INPUT = new Shape(2, 8, 8);
    static final int STEPS = 6;
    static final int CLASSES = 5;
    private static final int PATTERNS = 16;

    private final int size;
    private final EventFrames[] patterns = new EventFrames[PATTERNS];

    SyntheticSamples(int size) {
        this.size = size;
        for (int p = 0; p < PATTERNS; p++) {
            patterns[p] = new EventFrames(INPUT, STEPS);
            final RandomStream random = RandomStream.of(7, "events", p);
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    if (random.nextFloat() < 0.15f) {
                        patterns[p].step(t).add(i, 1 + random.nextInt(3));
                    }
                }
            }
        }
    }

    static Network network(Kernels kernels) {
        final Graph graph = Graph.chain(
                INPUT,
                List.of(
                        new Conv2d(4, 3, 1, 1, 0.03f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new AvgPool(2),
                        new Linear(CLASSES, 0.03f),
                        Integrator.readout(0.1f),
                        new Mean()));
        return Network.of(
                graph,
                (node, matrix) -> WeightedSynapses.of(matrix, weights(graph.position(node.name()), matrix), kernels),
                kernels);
    }

    static float[] weights(int position, Matrix layer) {
        final RandomStream random = RandomStream.of(7, "weights", position);
        final float[] weights = new float[layer.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = layer.weightScale() * 6.352f * (float) random.nextGaussian();
        }
        return weights;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return INPUT;
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

    @Override
    public void load(int sample, EventFrames into) {
        for (int t = 0; t < STEPS; t++) { // another mixture of patterns at each step makes every sample another
            into.step(t).copyFrom(pattern(sample, t));
        }
    }

    private SpikeList pattern(int sample, int t) {
        return patterns[(sample + t * (sample / PATTERNS)) % PATTERNS].step(t);
    }
}
