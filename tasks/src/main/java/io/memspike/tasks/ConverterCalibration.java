package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.FullScale;
import io.memspike.topology.gradient.neuron.NeuronGradient;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the full scales of a network's converters on a few samples: layer by layer, each with the converters of those
 * before it in place.
 *
 * <p>A DAC's full scale is the largest input. An ADC's is the magnitude that a share {@link ConverterPlan#quantile()} of
 * the layer's sums stays within; sums of 0 need no range and are left out. Where spiking neurons follow, it is no more
 * than gives an LSB of {@link #MOST_LSB}: a neuron tells a code from the next only near its threshold, and training only
 * where its surrogate gradient is not 0, so codes further apart than that window leave nothing to learn from. Layers that
 * are silent get a full scale of 1. Same arguments, same result, whatever the kernels.
 */
public final class ConverterCalibration {
    /** Samples that are observed; all where there are fewer. */
    public static final int SAMPLES = 32;

    /** Widest LSB before spiking neurons, in effective weights: a quarter of the surrogate gradient's window. */
    public static final double MOST_LSB = NeuronGradient.WINDOW / 2;

    private final ConverterPlan plan;
    private final Graph graph;
    private final Map<String, float[]> tensors;
    private final Samples samples;
    private final ReadWiring reads;
    private final Kernels kernels;
    private final long seed;

    private ConverterCalibration(
            ConverterPlan plan,
            Graph graph,
            Map<String, float[]> tensors,
            Samples samples,
            ReadWiring reads,
            Kernels kernels,
            long seed) {
        this.plan = plan;
        this.graph = graph;
        this.tensors = tensors;
        this.samples = samples;
        this.reads = reads;
        this.kernels = kernels;
        this.seed = seed;
    }

    /**
     * Calibrated converters.
     *
     * @param plan what each is like
     * @param graph the network
     * @param tensors its tensors but weights
     * @param samples the first of them are observed
     * @param reads the layers' synapses, without converters
     * @param kernels inner loops
     * @param seed seed of the converters' mismatch and noise
     */
    public static Converters of(
            ConverterPlan plan,
            Graph graph,
            Map<String, float[]> tensors,
            Samples samples,
            ReadWiring reads,
            Kernels kernels,
            long seed) {
        return new ConverterCalibration(plan, graph, tensors, samples, reads, kernels, seed).run();
    }

    private Converters run() {
        final Map<String, Double> fullScales = new TreeMap<>();
        final Map<String, Double> inputScales = new TreeMap<>();
        for (final String name : graph.schedule().order()) {
            if (graph.node(name).kind() instanceof MatrixKind) {
                if (plan.dacBits() > 0) {
                    inputScales.put(name, inputScale(name, converters(fullScales, inputScales)));
                }
                if (plan.bits() > 0) {
                    fullScales.put(name, fullScale(name, converters(fullScales, inputScales)));
                }
            }
        }
        return converters(fullScales, inputScales);
    }

    private Converters converters(Map<String, Double> fullScales, Map<String, Double> inputScales) {
        return Converters.of(plan, graph, fullScales, inputScales, seed);
    }

    private double inputScale(String observed, Converters before) {
        final InputPeak peak = new InputPeak();
        final Substrate converted = before.around(reads);
        run((node, matrix) -> {
            final Synapses synapses = converted.connect(node, matrix);
            return node.name().equals(observed) ? peak.before(synapses) : synapses;
        });
        return peak.value == 0 ? 1 : peak.value;
    }

    private double fullScale(String observed, Converters before) {
        final Recorder recorder = new Recorder();
        final Substrate converted = before.around(reads);
        run((node, matrix) -> node.name().equals(observed)
                ? before.observed(node, matrix, reads, recorder)
                : converted.connect(node, matrix));
        if (recorder.size == 0) {
            return 1;
        }
        final double most =
                isBeforeSpikes(observed) ? MOST_LSB / plan.adc().resolution().lsb() : Double.POSITIVE_INFINITY;
        return Math.min(most, recorder.fullScale(plan.quantile(), reads.unit(Matrix.of(graph, observed))));
    }

    private boolean isBeforeSpikes(String node) {
        return graph.outOf(node).stream()
                .map(Edge::to)
                .anyMatch(next -> graph.node(next).kind() instanceof Lif);
    }

    private void run(Substrate substrate) {
        final Session session = Network.of(graph, tensors, substrate, kernels).newSession();
        final EventFrames frames = EventFrames.of(samples);
        for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
            samples.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
            }
        }
    }

    /** Takes the largest input down. One thread. */
    private static final class InputPeak {
        private float value;

        Synapses before(Synapses synapses) {
            return new Synapses() {
                @Override
                public Shape input() {
                    return synapses.input();
                }

                @Override
                public Shape output() {
                    return synapses.output();
                }

                @Override
                public long operations(SpikeList spikes) {
                    return synapses.operations(spikes);
                }

                @Override
                public Reader open() {
                    final Reader reader = synapses.open();
                    return (spikes, read, current) -> {
                        for (int e = 0; e < spikes.size(); e++) {
                            value = Math.max(value, spikes.value(e));
                        }
                        reader.accumulate(spikes, read, current);
                    };
                }
            };
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

        double fullScale(double quantile, double unit) {
            return unit * FullScale.ofQuantile(recorded, size, quantile);
        }
    }
}
