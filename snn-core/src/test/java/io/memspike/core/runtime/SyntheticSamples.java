package io.memspike.core.runtime;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.Conv2dSynapses;
import io.memspike.core.synapse.LinearSynapses;
import java.util.List;

/** Random events on 2×8×8 inputs over 6 steps, five classes, and a small convolutional network that fits them. */
class SyntheticSamples implements EventSamples {
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
        final List<LayerSpec> layers = List.of(
                new LayerSpec.Conv2d(2, 4, 3, 1, 1, 0.03f),
                new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
                new LayerSpec.AvgPool2d(2),
                new LayerSpec.Linear(64, CLASSES, 0.03f),
                new LayerSpec.Readout(0.1f));
        return Network.of(
                INPUT,
                layers,
                (position, layer, input) -> {
                    final float[] weights = weights(position, layer);
                    return layer instanceof LayerSpec.Conv2d conv
                            ? new Conv2dSynapses(conv, input, weights, kernels)
                            : new LinearSynapses((LayerSpec.Linear) layer, input, weights, kernels);
                },
                kernels);
    }

    static float[] weights(int position, LayerSpec.Weighted layer) {
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
