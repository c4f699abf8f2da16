package io.memspike.tasks.array;

import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.TiledSynapses;
import io.memspike.tasks.ConverterCalibration;
import io.memspike.tasks.Converters;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.ReadWiring;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts one model on arrays of any kind. Immutable and thread-safe.
 *
 * @param model graph, weights and masks
 * @param calibration samples that converters find their full scale on, not those to be tested on; also the shape of the
 *     network's input
 * @param kernels inner loops
 */
public record ArrayNetworks(Model model, Samples calibration, Kernels kernels) {
    public ArrayNetworks {
        Objects.requireNonNull(model);
        Objects.requireNonNull(calibration);
        Objects.requireNonNull(kernels);
    }

    /**
     * The model on an array. With {@link ArraySetup#IDEAL} it is {@link ModelNetwork#of(Model, io.memspike.core.Shape,
     * Kernels, ReadNoise)} without noise, bit for bit. Same arguments, same bits.
     *
     * @param setup what the array is like
     * @param seed seed of its devices, faults, ageing and noise
     * @throws IllegalArgumentException where the layers do not fit each other or the input, or a crossbar the memory
     */
    public Network network(ArraySetup setup, long seed) {
        final Map<String, MemristorArray> arrays = arrays(setup, seed);
        final Map<String, MemristorArray> read = new TreeMap<>(arrays);
        if (setup.cells().ownNoise()) {
            read.replaceAll((node, array) -> array.withDeviceNoise());
        }
        final ReadNoise noise = setup.noise(seed);
        if (setup.converters().isExact()) {
            return network((node, matrix) -> read.get(node.name()).synapses(kernels, noise));
        }
        final Converters converters = ConverterCalibration.of(
                setup.converters(),
                fitting().graph(),
                model.tensors(),
                calibration,
                new Tiles(setup.wires(), arrays, ReadNoise.NONE, kernels),
                kernels,
                seed);
        return network(converters.around(new Tiles(setup.wires(), read, noise, kernels)));
    }

    private Network network(Substrate substrate) {
        return Network.of(fitting().graph(), model.tensors(), substrate, kernels);
    }

    private Model fitting() {
        return model.at(calibration.shape());
    }

    private Map<String, MemristorArray> arrays(ArraySetup setup, long seed) {
        final Map<String, MemristorArray> arrays = new TreeMap<>();
        final Model fitting = fitting();
        for (final Node node : fitting.graph().nodesOf(MatrixKind.class)) {
            arrays.put(
                    node.name(),
                    WiredLayer.of(fitting, setup, node.name(), seed).seen());
        }
        return arrays;
    }

    /** Layers on their tiles. */
    private record Tiles(WireSetup wires, Map<String, MemristorArray> arrays, ReadNoise noise, Kernels kernels)
            implements ReadWiring {
        @Override
        public Synapses connect(Node node, Matrix layer, ColumnReadout readout) {
            final TileSpec spec = new TileSpec(wires.geometry(layer), InputGrid.ANY, readout, noise);
            return new TiledSynapses(arrays.get(node.name()), spec, kernels);
        }

        @Override
        public List<Integer> columns(Matrix layer) {
            final TileMapping mapping = TileMapping.of(layer, wires.geometry(layer));
            return mapping.tiles().stream().map(mapping::convertedColumns).toList();
        }

        @Override
        public double unit(Matrix layer) {
            return layer.weightScale();
        }
    }
}
