package io.memspike.memristor.hardware;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Network;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.internal.SynapsesAround;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What columns that add up resistances were read as, beside what their sums are: of one layer, how often each pair of both came up. A true
 * sum is of inputs that agree with their weight in sign, less those that do not.
 *
 * @param counts columns read so, by true sum and by number read
 */
public record ColumnSums(Map<Integer, Map<Double, Long>> counts) {
    /**
     * Watches a layer at work.
     *
     * @param placed the graph on its hardware, with full scales
     * @param node name of the layer
     * @param tensors the graph's tensors but weights
     * @param samples what is shown
     * @throws IllegalArgumentException where the layer's columns add up currents
     */
    public static ColumnSums of(
            Placed placed, String node, Map<String, float[]> tensors, ConverterCalibration.Presentation samples) {
        if (placed.placement().isDigital(node)
                || placed.placement().of(node).tiles().addsCurrents()) {
            throw new IllegalArgumentException(
                    "node " + node + ": expected columns that add up resistances, found others");
        }
        final ColumnSums sums = new ColumnSums(new TreeMap<>());
        samples.show(Network.of(
                        placed.graph(),
                        tensors,
                        (at, matrix) ->
                                at.name().equals(node) ? sums.around(placed, at, matrix) : placed.connect(at, matrix),
                        placed.kernels())
                .newSession());
        return sums;
    }

    /** The layer, and beside it one whose cells all meet their targets. */
    private Synapses around(Placed placed, Node node, Matrix matrix) {
        final Tape truly = new Tape();
        final Tape read = new Tape();
        final Synapses meeting = placed.meeting(node, matrix, truly::keep);
        final ColumnReadout readout = placed.readout(node.name(), matrix);
        final Synapses real = placed.observed(node, matrix, (sums, positions, columns, tile, number) -> {
            readout.convert(sums, positions, columns, tile, number);
            read.keep(sums, positions, columns, tile, number);
        });
        return new SynapsesAround(real) {
            @Override
            public Reader open() {
                final Reader ideal = meeting.open();
                final Reader reader = synapses.open();
                final float[] unused = new float[output().size() + PADDING];
                return (final SpikeList spikes, final long number, final float[] current) -> {
                    truly.size = read.size = 0;
                    ideal.accumulate(spikes, number, unused);
                    reader.accumulate(spikes, number, current);
                    for (int i = 0; i < read.size; i++) {
                        counts.computeIfAbsent(Math.round(truly.sums[i]), sum -> new TreeMap<>())
                                .merge((double) read.sums[i], 1L, Long::sum);
                    }
                };
            }
        };
    }

    /** Sums of one read, tile by tile. */
    private static final class Tape {
        private float[] sums = new float[1 << 10];
        private int size;

        void keep(float[] from, int positions, int columns, int tile, long read) {
            final int more = positions * columns;
            if (size + more > sums.length) {
                sums = Arrays.copyOf(sums, 2 * (size + more));
            }
            System.arraycopy(from, 0, sums, size, more);
            size += more;
        }
    }

    /** Columns read. */
    public long reads() {
        return counts.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Mean of what was read less what is true; NaN of none. */
    public double meanError() {
        return moment(1);
    }

    /** Root mean square of what was read less what is true; NaN of none. */
    public double rootMeanSquareError() {
        return Math.sqrt(moment(2));
    }

    private double moment(int power) {
        double sum = 0;
        for (final Map.Entry<Integer, Map<Double, Long>> row : counts.entrySet()) {
            for (final Map.Entry<Double, Long> each : row.getValue().entrySet()) {
                sum += each.getValue() * Math.pow(each.getKey() - row.getKey(), power);
            }
        }
        return sum / reads();
    }
}
