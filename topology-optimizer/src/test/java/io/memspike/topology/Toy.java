package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A task that small networks learn in an instant: class c makes events mostly in columns 2c and 2c + 1 of a 2×7×7 view. */
record Toy(int size) implements EventSamples {
    private static final Shape SHAPE = new Shape(2, 7, 7);
    private static final int CLASSES = 3;

    /** Pooling leaves a row and a column out, channel counts fit no vector: the untidy case. */
    static List<LayerSpec> conv() {
        return List.of(
                new LayerSpec.Conv2d(2, 5, 3, 1, 1, 0.05f),
                new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
                new LayerSpec.AvgPool2d(2),
                new LayerSpec.Conv2d(5, 9, 2, 2, 1, 0.1f),
                new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
                new LayerSpec.Linear(36, CLASSES, 0.1f),
                new LayerSpec.Readout(0.1f));
    }

    static List<LayerSpec> mlp() {
        return List.of(
                new LayerSpec.Linear(98, 19, 0.05f),
                new LayerSpec.Lif(0.2f, 0.5f, 0.1f),
                new LayerSpec.Linear(19, CLASSES, 0.1f),
                new LayerSpec.Readout(0.1f));
    }

    /** Learners at the start, pruning by half or training the weights. */
    static Map<Integer, Learner> learners(List<LayerSpec> layers, boolean prunes) {
        final Map<Integer, Learner> learners = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final RandomStream random = RandomStream.of(11, "toy", i);
                final float[] weights = new float[layer.weights()];
                final float[] scores = new float[layer.weights()];
                for (int w = 0; w < weights.length; w++) {
                    weights[w] = 6.352f * (float) random.nextGaussian();
                    scores[w] = 0.2f * (random.nextFloat() - 0.5f);
                }
                learners.put(
                        i,
                        Learner.of(
                                prunes
                                        ? new Parameters.Pruned(weights, scores, layer.weightScale(), 0.5)
                                        : new Parameters.Trained(weights, layer.weightScale())));
            }
        }
        return learners;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int steps() {
        return 4;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int label(int sample) {
        return sample * 7 % CLASSES;
    }

    @Override
    public void load(int sample, EventFrames into) {
        final RandomStream random = RandomStream.of(12, "toy events", sample);
        into.clear();
        for (int t = 0; t < steps(); t++) {
            for (int i = 0; i < SHAPE.size(); i++) {
                final int column = i / SHAPE.channels() % SHAPE.width();
                if (random.nextFloat() < (column / 2 == label(sample) ? 0.5f : 0.1f)) {
                    into.step(t).add(i, 1 + random.nextInt(3));
                }
            }
        }
    }
}
