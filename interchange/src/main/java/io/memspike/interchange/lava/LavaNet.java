package io.memspike.interchange.lava;

import io.memspike.core.file.FileFormatException;
import io.memspike.interchange.internal.HdfTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@code .net} file of lava-dl says: HDF5 with layers one after the other, in Loihi's integers.
 *
 * @param file where it is from, for messages
 * @param layers in their order
 * @param inputWeight of a number in [-1, 1] that drives the input layer's neurons, where there is one
 * @param inputBias what is added to it then
 * @param notes what is odd and does not matter, a line each
 */
public record LavaNet(Object file, List<LavaLayer> layers, int inputWeight, int inputBias, List<String> notes) {
    public LavaNet {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file.
     *
     * @param most how many layers, from the first on; 0 for all
     * @throws FileFormatException where it is torn, or no such network: file, place, expected, found
     * @throws IOException where it cannot be read
     */
    public static LavaNet read(Path file, int most) throws IOException {
        return HdfTree.read(file, root -> new LavaReader(file, root).net(most));
    }

    /** Whether neurons are driven by numbers that stay, instead of spikes from outside. */
    public boolean isDriven() {
        return layers.get(0).isInput() && layers.get(0).hasNeurons();
    }
}
