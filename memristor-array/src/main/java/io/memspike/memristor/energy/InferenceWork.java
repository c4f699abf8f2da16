package io.memspike.memristor.energy;

import java.util.List;
import java.util.stream.IntStream;

/** What inferences made the layers of a network do. Sums; not thread-safe. */
public final class InferenceWork {
    private final List<LayerWork> layers;

    InferenceWork(int layers) {
        this.layers = IntStream.range(0, layers).mapToObj(i -> new LayerWork()).toList();
    }

    /** Forgets everything. */
    public void clear() {
        layers.forEach(LayerWork::clear);
    }

    /** Adds what another of the same model has counted. */
    public void add(InferenceWork other) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).add(other.layers.get(i));
        }
    }

    /** Work of each layer with weights, in order. */
    public List<LayerWork> layers() {
        return layers;
    }

    /** Steps counted. */
    public long steps() {
        return layers.get(0).steps();
    }
}
