package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.ConvertedSynapses;
import io.memspike.memristor.converter.FullScale;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the full scales of a network's converters from its sums on a few samples: layer by layer, each with the
 * converters of those before it in place. Sums of 0 need no range and are left out; a layer that has no others gets a
 * full scale of 1. Same arguments, same result, whatever the kernels.
 */
public final class ConverterCalibration {
    /** Samples that sums are observed on; all where there are fewer. */
    public static final int SAMPLES = 32;

    private ConverterCalibration() {}

    /**
     * Calibrated converters.
     *
     * @param plan what each is like
     * @param layers the network's layers
     * @param samples the first of them are observed
     * @param exact the layers' synapses, without converters
     * @param kernels inner loops
     * @param seed seed of the converters' noise
     */
    public static Converters of(
            ConverterPlan plan,
            List<LayerSpec> layers,
            EventSamples samples,
            Network.Wiring exact,
            Kernels kernels,
            long seed) {
        final Map<Integer, Double> fullScales = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted) {
                final int observed = i;
                final Converters before = Converters.of(plan, fullScales, seed);
                final Recorder recorder = new Recorder();
                final Network network = Network.of(
                        samples.shape(),
                        layers,
                        (position, layer, input) -> {
                            final Synapses synapses = exact.connect(position, layer, input);
                            return position == observed
                                    ? new ConvertedSynapses(synapses, recorder)
                                    : before.behind(position, synapses);
                        },
                        kernels);
                run(network, samples);
                fullScales.put(i, recorder.fullScale(plan.quantile()));
            }
        }
        return Converters.of(plan, fullScales, seed);
    }

    private static void run(Network network, EventSamples samples) {
        final NetworkSession session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
            samples.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
            }
        }
    }

    /** Takes sums down and leaves them as they are. One thread. */
    private static final class Recorder implements ColumnReadout {
        private float[] recorded = new float[1 << 12];
        private int size;

        @Override
        public void convert(float[] sums, int positions, int columns, int tile, long read) {
            for (int i = 0; i < positions * columns; i++) {
                if (sums[i] != 0f) {
                    if (size == recorded.length) {
                        recorded = Arrays.copyOf(recorded, 2 * size);
                    }
                    recorded[size++] = sums[i];
                }
            }
        }

        double fullScale(double quantile) {
            return size == 0 ? 1 : FullScale.ofQuantile(recorded, size, quantile);
        }
    }
}
