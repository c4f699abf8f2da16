package io.memspike.interchange.lava;

import io.memspike.core.Shape;
import java.util.List;

/**
 * A layer of a {@code .net} file. Numbers are whole.
 *
 * @param position its number in the file
 * @param type {@code input}, {@code conv}, {@code dense}, {@code dense_rec} or {@code flatten}
 * @param shape of what leaves it
 * @param neuron its neurons; null where it has none
 * @param weight of [out, in], or of a convolution [out, in / groups, rows, columns]; empty where there is none. Not to be modified.
 * @param weightExtents the extents of it
 * @param recurrent weights [out, out] from its own spikes of the step before; empty where there are none. Not to be modified.
 * @param bias one for each channel or neuron, or one for all; empty where there is none. Not to be modified.
 * @param delay steps that spikes leave later, by neuron; or that they enter later, by input or by connection; one for all;
 *     empty where there is none. Not to be modified.
 * @param window of a convolution, or null
 */
public record LavaLayer(
        int position,
        String type,
        Shape shape,
        LavaNeuron neuron,
        float[] weight,
        List<Integer> weightExtents,
        float[] recurrent,
        float[] bias,
        float[] delay,
        LavaWindow window) {
    /** Whether it has neurons. */
    public boolean hasNeurons() {
        return neuron != null;
    }

    /** Whether samples enter here as what drives neurons. */
    public boolean isInput() {
        return type.equals("input");
    }
}
