package io.memspike.memristor.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.RandomMatrix;
import io.memspike.memristor.SlowMatrix;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** One matrix of any kind, one step: the model beside a slow, obvious twin that visits every cell at every position. */
class EnergyTwinTest {
    private static final double RELATIVE = 1e-12; // sums in another order

    /** What a step does, counted cell by cell. */
    private static final class Slow {
        private final Matrix layer;
        private final SlowMatrix matrix;
        private final ArrayGeometry geometry;
        private final int[] events; // of each input
        private double siemensPulses;
        private int spikes;
        private int operations;
        private int rowActivations;
        private int cellReads;
        private int conversions;
        private int silentConversions;
        private int additions;
        private int reads;
        private int longest = 1;

        Slow(MemristorArray array, ArrayGeometry geometry, SpikeList list) {
            this.layer = array.layer();
            this.matrix = new SlowMatrix(layer);
            this.geometry = geometry;
            this.events = new int[layer.input().size()];
            for (int e = 0; e < list.size(); e++) {
                events[list.index(e)] = (int) list.value(e);
                spikes += (int) list.value(e);
                longest = Math.max(longest, (int) list.value(e));
            }
            final InputDrive drive = geometry.drive();
            this.reads = drive.equals(InputDrive.PULSE_WIDTH) ? 1 : drive.equals(InputDrive.BINARY) ? longest : 8;
            visitCells(array);
            for (int read = 0; read < reads; read++) {
                for (int position = 0; position < matrix.positions(); position++) {
                    convert(read, position);
                }
            }
            final int numbers = reads * blocks(matrix.rows(), geometry.rows()) * geometry.conversionsPerOutput();
            this.additions = (numbers - 1) * layer.output().size();
        }

        private static int blocks(int all, int size) {
            return (all + size - 1) / size;
        }

        private boolean isDriven(int source, int read) {
            final InputDrive drive = geometry.drive();
            if (source < 0 || events[source] == 0 || drive.equals(InputDrive.PULSE_WIDTH)) {
                return source >= 0 && events[source] > 0;
            }
            return drive.equals(InputDrive.BINARY) ? read < events[source] : events[source] / (1 << read) % 2 == 1;
        }

        private void visitCells(MemristorArray array) {
            final byte[] mask = array.mask();
            final double[] positive = array.positiveSiemens();
            final double[] negative = array.negativeSiemens();
            for (int position = 0; position < matrix.positions(); position++) {
                for (int row = 0; row < matrix.rows(); row++) {
                    final int source = matrix.source(row, position);
                    int pulses = 0;
                    for (int read = 0; read < reads; read++) {
                        pulses += isDriven(source, read) ? 1 : 0;
                    }
                    rowActivations += pulses * blocks(layer.out(), geometry.outputsPerTile());
                    final int length =
                            geometry.drive().equals(InputDrive.PULSE_WIDTH) && pulses > 0 ? events[source] : pulses;
                    for (int column = 0; column < layer.out(); column++) {
                        final int weight = matrix.weight(row, column);
                        if (weight >= 0) {
                            operations += pulses > 0 ? 1 : 0;
                            cellReads += 2 * pulses * mask[weight];
                            siemensPulses += length * mask[weight] * (positive[weight] + negative[weight]);
                        }
                    }
                }
            }
        }

        private void convert(int read, int position) {
            for (int first = 0; first < matrix.rows(); first += geometry.rows()) {
                boolean isDriven = false;
                for (int row = first; row < Math.min(matrix.rows(), first + geometry.rows()); row++) {
                    isDriven |= isDriven(matrix.source(row, position), read);
                }
                final int columns = layer.out() * geometry.conversionsPerOutput();
                conversions += columns;
                silentConversions += isDriven ? 0 : columns;
            }
        }

        /** A read-out's update is a multiplication and two additions. */
        LayerCounts counts() {
            final int neurons = layer.output().size();
            return new LayerCounts(
                    spikes,
                    operations,
                    rowActivations,
                    cellReads,
                    conversions,
                    silentConversions,
                    additions + 3 * neurons,
                    neurons);
        }

        /** Every weight wherever its kernel lies: a transposed one at each input position, others at each output position. */
        long denseOperations() {
            final Shape lies = layer.kind() instanceof ConvTranspose2d ? layer.input() : layer.output();
            return (long) layer.weights() * lies.height() * lies.width();
        }
    }

    private static Graph graph(Matrix layer) {
        return Graph.chain(layer.input(), List.of(layer.kind(), Integrator.readout(0.1f)));
    }

    @Property(tries = 300)
    void shouldReportWhatTheSlowTwinCounts(@ForAll long seed) {
        final RandomStream stream = RandomStream.of(seed, "test", 0);
        final Matrix layer = RandomMatrix.of(stream);
        final SpikeList spikes = EnergyModelTest.random(layer.input(), stream);
        final InputDrive[] drives = {InputDrive.PULSE_WIDTH, InputDrive.BINARY, InputDrive.bitSerial(8)};
        final ArrayGeometry geometry = new ArrayGeometry(
                1 + stream.nextInt(30),
                2 + stream.nextInt(15),
                stream.nextInt(2) == 0 ? SignScheme.DIFFERENTIAL : SignScheme.DIFFERENTIAL_DIGITAL,
                WeightSlicing.NONE,
                drives[stream.nextInt(3)]);
        final EnergyModel model = EnergyModelTest.model(
                graph(layer),
                new ArrayHardware(geometry, new AdcCircuit.Sar(0), 8).with(ArrayHardware.SilentReads.TAKEN));
        final InferenceWork work = model.newWork();
        model.newCounter().count(0, spikes, work.layers().get(0));
        final EnergyReport report = model.report(work, 1);

        final Slow slow = new Slow(EnergyModelTest.array(layer, 0), geometry, spikes);
        assertEquals(slow.counts(), report.layers().get(0).counts());
        assertJoules(slow.siemensPulses * 0.2 * 0.2 * 10e-9, report, EnergyComponent.CELLS);
        final double line = geometry.columns() * 0.2e-15 * 0.81;
        assertJoules(slow.rowActivations * line, report, EnergyComponent.DRIVERS);
        assertJoules(slow.rowActivations * 0.03e-12, report, EnergyComponent.DAC);
        assertJoules(slow.conversions * 4.4e-15 * 256, report, EnergyComponent.ADC);
        assertJoules(slow.additions * 0.1e-12, report, EnergyComponent.ADDITIONS);
        final boolean anyWidth = geometry.drive().equals(InputDrive.PULSE_WIDTH);
        final int widest = Math.min(layer.out(), geometry.outputsPerTile()) * geometry.conversionsPerOutput();
        final double window = (anyWidth ? slow.longest : slow.reads) * 10e-9;
        final double seconds = layer.output().positions() * (window + slow.reads * Math.min(8, widest) * 8 / 100e6);
        assertEquals(seconds, report.array().seconds(), RELATIVE * seconds);
        final double neurons = layer.output().size() * (3.7e-12 + 2 * 0.9e-12);
        assertEquals(slow.operations * 0.9e-12 + neurons, report.eventDriven().joules(), RELATIVE * neurons);
        final double dense = slow.denseOperations() * 4.6e-12 + neurons;
        assertEquals(dense, report.dense().joules(), RELATIVE * dense);
    }

    private static void assertJoules(double expected, EnergyReport report, EnergyComponent component) {
        assertEquals(expected, report.array().joules(component), RELATIVE * expected, component.toString());
    }

    /** Four inputs whose patches of 2 × 2 lie side by side: each of 16 outputs meets one input in one tap. */
    @Example
    void shouldModelATransposedConvolutionByHand() {
        final Matrix layer = new Matrix(new ConvTranspose2d(1, 2, 2, 0, 0, 1f), new Shape(1, 2, 2));
        final MemristorArray array = EnergyModelTest.array(layer, 0); // taps 1 and 2 are connected, 0 and 3 not
        final EnergyModel model = EnergyModelTest.model(
                graph(layer),
                new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8).with(ArrayHardware.SilentReads.TAKEN));
        final InferenceWork work = model.newWork();
        final SpikeList spikes = new SpikeList(4);
        spikes.add(3, 2f);
        model.newCounter().count(0, spikes, work.layers().get(0));
        final EnergyReport report = model.report(work, 1);

        // four rows are driven, each at a position of its own; two of them have a pair of cells; 12 positions are
        // silent
        assertEquals(
                new LayerCounts(2, 4, 4, 4, 16, 12, 3 * 16, 16),
                report.layers().get(0).counts());
        final double siemens = array.positiveSiemens()[1]
                + array.negativeSiemens()[1]
                + array.positiveSiemens()[2]
                + array.negativeSiemens()[2];
        assertJoules(2 * siemens * 0.04 * 10e-9, report, EnergyComponent.CELLS);
        // a dense machine multiplies each of 16 outputs' inputs once
        final double neurons = 16 * (3.7e-12 + 2 * 0.9e-12);
        assertEquals(16 * 4.6e-12 + neurons, report.dense().joules(), RELATIVE * neurons);
    }
}
