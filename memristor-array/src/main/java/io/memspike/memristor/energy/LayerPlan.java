package io.memspike.memristor.energy;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.tile.TileSettings;
import io.memspike.memristor.tile.TiledSynapses;
import java.util.List;

/**
 * What is fixed about a layer with weights, the pooling before it and the neurons behind it.
 *
 * @param position position of the layer
 * @param layer the layer
 * @param pooled spikes that one input is the mean of, 1 without pooling
 * @param neurons the layer behind
 * @param synapses the layer on its tiles
 * @param siemensOfInput see {@link InputConductances}. Not modified.
 * @param writes what programming cost
 */
record LayerPlan(
        int position,
        LayerSpec.Weighted layer,
        int pooled,
        LayerSpec neurons,
        TiledSynapses synapses,
        double[] siemensOfInput,
        Programming writes) {
    static LayerPlan of(
            List<LayerSpec> layers, int position, Shape input, MemristorArray array, ArrayHardware hardware) {
        if (!array.curve().isLinear()) {
            throw new IllegalArgumentException("layer " + position
                    + ": expected cells that obey Ohm's law, as energy V² G t does, found " + array.curve());
        }
        try {
            TileMapping.requireTileable(array.layer());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer " + position + ": " + e.getMessage(), e);
        }
        final LayerSpec before = position == 0 ? null : layers.get(position - 1);
        final int kernel = before instanceof LayerSpec.AvgPool2d pool ? pool.kernel() : 1;
        return new LayerPlan(
                position,
                array.layer(),
                kernel * kernel,
                layers.get(position + 1),
                new TiledSynapses(
                        array,
                        input,
                        TileSettings.ideal(hardware.geometry()).layer(layers, position),
                        new ScalarKernels()),
                InputConductances.of(array, input),
                array.programming());
    }

    /** Neurons behind the layer. */
    int outputs() {
        return synapses.output().size();
    }

    /** Output positions, each of which takes a read of its own. */
    int positions() {
        return synapses.output().positions();
    }

    int tiles() {
        return synapses.mapping().tiles().size();
    }

    /** Multiply-adds of one step when every weight is used at every position, padding included. */
    long denseOperations() {
        return (long) layer.weights() * positions();
    }

    /** Columns that take turns at one converter in one read. */
    int turns(int columnsPerAdc) {
        final int widest =
                synapses.mapping().convertedColumns(synapses.mapping().tiles().get(0)); // the first is
        return Math.min(columnsPerAdc, widest);
    }

    boolean isPooled() {
        return pooled > 1;
    }

    boolean isReadout() {
        return neurons instanceof LayerSpec.Readout;
    }
}
