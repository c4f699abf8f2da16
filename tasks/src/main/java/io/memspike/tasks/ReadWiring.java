package io.memspike.tasks;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.ConvertedSynapses;
import java.util.List;

/** Connects layers whose columns something reads. Thread-safe. */
public interface ReadWiring {
    /**
     * A layer's synapses.
     *
     * @param position of the layer
     * @param layer the layer
     * @param input shape of its input
     * @param readout what stands between its columns' sums and its currents
     */
    Synapses connect(int position, LayerSpec.Weighted layer, Shape input, ColumnReadout readout);

    /** Number of columns of each of a layer's tiles. */
    List<Integer> columns(LayerSpec.Weighted layer);

    /** Effective weight that a sum of 1 stands for. */
    double unit(LayerSpec.Weighted layer);

    /** Layers that are one tile each and sum effective weights. */
    static ReadWiring ofWholeLayers(Network.Wiring exact) {
        return new ReadWiring() {
            @Override
            public Synapses connect(int position, LayerSpec.Weighted layer, Shape input, ColumnReadout readout) {
                final Synapses synapses = exact.connect(position, layer, input);
                return readout == ColumnReadout.EXACT ? synapses : new ConvertedSynapses(synapses, readout);
            }

            @Override
            public List<Integer> columns(LayerSpec.Weighted layer) {
                return List.of(layer.out());
            }

            @Override
            public double unit(LayerSpec.Weighted layer) {
                return 1;
            }
        };
    }
}
