package io.memspike.interchange.lava;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import java.util.List;

/**
 * A network of lava-dl as a model. Layer i becomes the nodes {@code i.w}, its weights, and {@code i}, its neurons, a {@code loihiLif};
 * {@code i.delay} where spikes leave later, and {@code i.back} where it takes its own of the step before. Every layer takes
 * the spikes of the step at hand; on Loihi they are on their way for one step, so that layer by layer all is a step later.
 *
 * @param model graph and tensors
 * @param blocks names of the nodes that a layer's spikes leave, in the order of layers with neurons
 * @param positions numbers of these layers in the file
 */
public record LavaModel(Model model, List<String> blocks, List<Integer> positions) {
    public LavaModel {
        blocks = List.copyOf(blocks);
        positions = List.copyOf(positions);
    }

    /**
     * Makes a model.
     *
     * @param input shape of what enters
     * @param drive what drives the neurons of the input layer at every step, in the order channels, rows, columns; null where there is none
     * @param isLate whether spikes are on their way for a step, as on Loihi
     * @throws FileFormatException where layers do not fit each other: file, layer, expected, found
     */
    public static LavaModel of(LavaNet net, Shape input, float[] drive, boolean isLate) throws FileFormatException {
        return new LavaConversion(net, input, drive, isLate).model();
    }
}
