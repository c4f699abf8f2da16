package io.memspike.memristor.tile;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.MemristorArray;
import java.util.List;
import java.util.Objects;

/**
 * Wires a network over tiles: {@code Network.of(input, layers, new TiledWiring(layers, arrays, settings, kernels), kernels)}.
 *
 * @param layers layers of the network
 * @param arrays gives the memristors of each layer with weights
 * @param settings how all of them run
 * @param kernels inner loops
 */
public record TiledWiring(List<LayerSpec> layers, Memristors arrays, TileSettings settings, Kernels kernels)
        implements Network.Wiring {
    /** Gives the memristors of a layer. */
    @FunctionalInterface
    public interface Memristors {
        /** The array of the layer at that position. */
        MemristorArray of(int position, LayerSpec.Weighted layer);
    }

    public TiledWiring {
        layers = List.copyOf(layers);
        Objects.requireNonNull(arrays);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(kernels);
    }

    /**
     * The layer's synapses.
     *
     * @throws IllegalArgumentException where the drive cannot send what the layer's inputs can be
     */
    @Override
    public TiledSynapses connect(int position, LayerSpec.Weighted layer, Shape input) {
        try {
            return new TiledSynapses(arrays.of(position, layer), input, settings.layer(layers, position), kernels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer " + position + ": " + e.getMessage(), e);
        }
    }
}
