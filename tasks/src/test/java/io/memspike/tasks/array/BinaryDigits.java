package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.TensorSpec;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.wire.LineResistances;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Digits, cells and networks to test with. */
final class BinaryDigits {
    static final BinaryCells CELLS = new BinaryCells(5e3, 15e3, LineResistances.ofWires(9.24, 11.55), 1);

    private BinaryDigits() {}

    static BinaryImages of(Split split, int count) {
        try {
            return new BinaryImages(DataSets.ofSystem().images(DataSets.MNIST, split), count);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pixels of an image: (400). */
    static float[] pixels(BinaryImages images, int image) {
        final EventFrames frames = EventFrames.of(images);
        images.load(image, frames);
        final float[] pixels = new float[images.shape().size()];
        for (int e = 0; e < frames.step(0).size(); e++) {
            pixels[frames.step(0).index(e)] = frames.step(0).value(e);
        }
        return pixels;
    }

    /** 400 × 9 × 6 × 4, untrained, of random signs and gains of 0.1, 0.5 and 1. */
    static Model network() {
        final float[] gains = {0.1f, 0.5f, 1};
        final Graph graph = BinaryNetwork.graph(of(Split.TEST, 1).shape(), List.of(9, 6, 4));
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (int l = 1; l <= 3; l++) {
            final RandomStream random = RandomStream.of(l, "signs");
            for (final TensorSpec spec : graph.tensors(BinaryNetwork.layer(l))) {
                final float[] signs = new float[spec.size()];
                for (int k = 0; k < signs.length; k++) {
                    signs[k] = random.nextInt(2) == 0 ? 1 : -1;
                }
                tensors.put(Model.name(BinaryNetwork.layer(l), spec.name()), signs);
            }
            tensors.put(Model.name(BinaryNetwork.gain(l), "scale"), new float[] {gains[l - 1]});
        }
        return new Model(graph, tensors, Map.of(), Map.of(), Map.of());
    }
}
