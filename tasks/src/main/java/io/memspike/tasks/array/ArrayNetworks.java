package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.TiledSynapses;
import io.memspike.tasks.ModelNetwork;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts one model on arrays of any kind. Immutable and thread-safe.
 *
 * @param model layers, weights and masks
 * @param calibration samples that converters find their full scale on, not those to be tested on; also the shape of the
 *     network's input
 * @param kernels inner loops
 */
public record ArrayNetworks(Model model, EventSamples calibration, Kernels kernels) {
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
        final Map<Integer, MemristorArray> arrays = arrays(setup, seed);
        final ReadNoise noise = setup.noise(seed);
        if (setup.adcBits() == 0) {
            return network((position, layer, input) -> arrays.get(position).synapses(input, kernels, noise));
        }
        final Map<Integer, PeakReadout> peaks = peaks(setup, arrays);
        final Adc adc = Adc.sar(Resolution.bipolar(setup.adcBits()));
        return network((position, layer, input) -> {
            final AdcReadout readout = new AdcReadout(adc, peaks.get(position).fullScale(), seed, position);
            final TileSpec spec = new TileSpec(setup.wires().geometry(layer), InputGrid.ANY, readout, noise);
            return new TiledSynapses(arrays.get(position), input, spec, kernels);
        });
    }

    private Network network(Network.Wiring wiring) {
        return Network.of(calibration.shape(), model.layers(), wiring, kernels);
    }

    private Map<Integer, MemristorArray> arrays(ArraySetup setup, long seed) {
        final Map<Integer, MemristorArray> arrays = new TreeMap<>();
        for (int i = 0; i < model.layers().size(); i++) {
            if (model.layers().get(i) instanceof LayerSpec.Weighted) {
                arrays.put(i, WiredLayer.of(model, setup, i, seed).seen());
            }
        }
        return arrays;
    }

    /** What each layer's columns sum to, at most, over the calibration samples. */
    private Map<Integer, PeakReadout> peaks(ArraySetup setup, Map<Integer, MemristorArray> arrays) {
        final Map<Integer, PeakReadout> peaks = new TreeMap<>();
        final Network exact = network((position, layer, input) -> {
            final PeakReadout peak = new PeakReadout();
            peaks.put(position, peak);
            final TileSpec spec = new TileSpec(setup.wires().geometry(layer), InputGrid.ANY, peak, ReadNoise.NONE);
            return new TiledSynapses(arrays.get(position), input, spec, kernels);
        });
        final NetworkSession session = exact.newSession();
        final EventFrames frames = EventFrames.of(calibration);
        for (int i = 0; i < calibration.size(); i++) {
            calibration.load(i, frames);
            Inference.run(session, i, frames, null, null);
        }
        return peaks;
    }

    /** Columns that are read exactly and remember their largest sum; for one thread. */
    private static final class PeakReadout implements ColumnReadout {
        private float peak;

        @Override
        public void convert(float[] sums, int positions, int columns, int tile, long read) {
            for (int i = 0; i < positions * columns; i++) {
                peak = Math.max(peak, Math.abs(sums[i]));
            }
        }

        /** The largest magnitude; 1 where all were 0, which any scale converts. */
        double fullScale() {
            return peak == 0 ? 1 : peak;
        }
    }
}
