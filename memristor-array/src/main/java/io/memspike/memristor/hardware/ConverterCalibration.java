package io.memspike.memristor.hardware;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.internal.FullScale;
import io.memspike.memristor.converter.internal.SynapsesAround;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the full scales of a graph's converters by watching columns and rows at work: matrix by matrix in the order of the
 * schedule, each with the converters of those before it in place; samples go no further than to the matrix that is watched.
 *
 * <p>A DAC's full scale is the largest magnitude of an input, unless each token has its own; where inputs have both signs, rows are driven with both. An
 * ADC's is the magnitude that a share {@link ConverterPlan#quantile()} of the matrix's sums stays within; sums of 0 need no
 * range and are left out. Where spiking neurons follow, it is no more than gives an LSB of {@link #MOST_LSB}: a neuron tells
 * a code from the next only near its threshold, and training only where its surrogate gradient is not 0, so codes further
 * apart than that window leave nothing to learn from. Layers that are silent get a full scale of 1. Same arguments, same
 * result, whatever the kernels.
 */
public final class ConverterCalibration {
    /** Samples that are observed; all where there are fewer. */
    public static final int SAMPLES = 32;

    /** Widest LSB before spiking neurons, in effective weights: a quarter of the surrogate gradient's window of 1. */
    public static final double MOST_LSB = 0.25;

    private final Placed placed;
    private final Map<String, float[]> tensors;
    private final Presentation samples;
    private final long seed;

    /** Shows a graph some samples. */
    @FunctionalInterface
    public interface Presentation {
        /** Runs them through a session of the graph, one after the other, each from its reset. */
        void show(Session session);

        /** The first {@link #SAMPLES} of some events. */
        static Presentation of(Samples samples) {
            return session -> {
                final EventFrames frames = EventFrames.of(samples);
                for (int i = 0; i < Math.min(SAMPLES, samples.size()); i++) {
                    samples.load(i, frames);
                    session.reset(i);
                    for (int t = 0; t < frames.steps(); t++) {
                        session.step(frames.step(t));
                    }
                }
            };
        }
    }

    private ConverterCalibration(Placed placed, Map<String, float[]> tensors, Presentation samples, long seed) {
        this.placed = placed;
        this.tensors = tensors;
        this.samples = samples;
        this.seed = seed;
    }

    /**
     * Full scales of all converters.
     *
     * @param placed the graph on its hardware; full scales that it has already play no part
     * @param tensors the graph's tensors but weights
     * @param samples what is observed
     * @param seed seed of the converters' mismatch and noise
     */
    public static FullScales of(Placed placed, Map<String, float[]> tensors, Presentation samples, long seed) {
        return new ConverterCalibration(placed, tensors, samples, seed).run();
    }

    private FullScales run() {
        final Map<String, Double> columns = new TreeMap<>();
        final Map<String, Double> rows = new TreeMap<>();
        final Set<String> signed = new TreeSet<>();
        for (final List<String> wave : waves()) {
            findRows(wave, before(columns, rows, signed), rows, signed);
            findColumns(wave, before(columns, rows, signed), columns);
        }
        return new FullScales(columns, rows, signed, seed);
    }

    private Placed before(Map<String, Double> columns, Map<String, Double> rows, Set<String> signed) {
        return placed.with(new FullScales(columns, rows, signed, seed));
    }

    /** Matrices in the order of the schedule; those side by side of which none feeds another are watched at once. */
    private List<List<String>> waves() {
        final List<List<String>> waves = new ArrayList<>();
        for (final String name : placed.graph().schedule().order()) {
            if (!(placed.graph().node(name).kind() instanceof MatrixKind)
                    || placed.placement().isDigital(name)) {
                continue;
            }
            final List<String> last = waves.isEmpty() ? List.of() : waves.get(waves.size() - 1);
            if (last.isEmpty()
                    || last.stream().anyMatch(other -> feeds(other, name))
                    || last.stream().anyMatch(other -> feeds(name, other))) {
                waves.add(new ArrayList<>());
            }
            waves.get(waves.size() - 1).add(name);
        }
        return waves;
    }

    private boolean feeds(String from, String to) {
        return placed.graph().upTo(to).has(from);
    }

    private void findRows(List<String> wave, Placed before, Map<String, Double> rows, Set<String> signed) {
        final Map<String, InputPeak> peaks = new TreeMap<>();
        for (final String name : wave) {
            final Hardware hardware = placed.placement().of(name);
            if (hardware.converters().dacBits() > 0 && hardware.tokens() == null) {
                peaks.put(name, new InputPeak());
            }
        }
        run(peaks.keySet(), (node, matrix) -> {
            final Synapses synapses = before.connect(node, matrix);
            return peaks.containsKey(node.name()) ? peaks.get(node.name()).before(synapses) : synapses;
        });
        peaks.forEach((name, peak) -> {
            rows.put(name, peak.value == 0 ? 1.0 : peak.value);
            if (peak.isSigned) {
                signed.add(name);
            }
        });
    }

    private void findColumns(List<String> wave, Placed before, Map<String, Double> columns) {
        final Map<String, Recorder> recorders = new TreeMap<>();
        for (final String name : wave) {
            if (placed.placement().of(name).converters().bits() > 0) {
                recorders.put(name, new Recorder());
            }
        }
        run(
                recorders.keySet(),
                (node, matrix) -> recorders.containsKey(node.name())
                        ? before.observed(node, matrix, recorders.get(node.name()))
                        : before.connect(node, matrix));
        recorders.forEach((name, recorder) -> columns.put(name, fullScale(name, recorder)));
    }

    private double fullScale(String observed, Recorder recorder) {
        if (recorder.size == 0) {
            return 1;
        }
        final ConverterPlan plan = placed.placement().of(observed).converters();
        final double most =
                isBeforeSpikes(observed) ? MOST_LSB / plan.adc().resolution().lsb() : Double.POSITIVE_INFINITY;
        final double unit = placed.placement().of(observed).unit(Matrix.of(placed.graph(), observed));
        return Math.min(most, recorder.fullScale(plan.quantile(), unit));
    }

    private boolean isBeforeSpikes(String node) {
        return placed.graph().outOf(node).stream()
                .map(Edge::to)
                .anyMatch(next -> placed.graph().node(next).kind() instanceof Lif);
    }

    /** Shows the samples to the part of the graph that leads to what is observed. */
    private void run(Set<String> observed, Substrate substrate) {
        if (!observed.isEmpty()) {
            final Graph part = placed.graph().upTo(observed.toArray(String[]::new));
            samples.show(Network.of(part, tensors, substrate, placed.kernels()).newSession());
        }
    }

    /** Takes down the largest magnitude of an input, and whether any is negative. One thread. */
    private static final class InputPeak {
        private double value;
        private boolean isSigned;

        Synapses before(Synapses synapses) {
            return new SynapsesAround(synapses) {
                @Override
                public Reader open() {
                    final Reader reader = synapses.open();
                    return (spikes, read, current) -> {
                        for (int e = 0; e < spikes.size(); e++) {
                            value = Math.max(value, Math.abs(spikes.value(e)));
                            isSigned |= spikes.value(e) < 0;
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
