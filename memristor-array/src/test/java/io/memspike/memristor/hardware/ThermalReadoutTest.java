package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.Statistics;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.table.Retention;
import io.memspike.memristor.table.Retention.Course;
import io.memspike.memristor.table.Retention.Moment;
import io.memspike.memristor.table.TabledDevice;
import io.memspike.memristor.thermal.Arrhenius;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A layer of 7 inputs and 3 outputs, whose thermal noise an independent program worked out. */
class ThermalReadoutTest {
    private static final double RELATIVE = 1e-6; // of weights that are floats
    private static final ThermalNoise WARM = new ThermalNoise(300, 0.2, 1e-8);
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Graph GRAPH =
            Graph.chain(Shape.vector(7), List.of(new Linear(3, 0.5f), Integrator.readout(1f)));
    private static final Node NODE = GRAPH.nodes().get(1);
    private static final Matrix MATRIX = Matrix.of(GRAPH, NODE.name());
    private static final ArrayGeometry SMALL = ArrayGeometry.PRIME.withTile(4, 6); // of 3 pairs
    private static final int READS = 20_000;

    private static final Weights WEIGHTS = new Weights() {
        @Override
        public Synapses exact(Node node, Matrix matrix) {
            return WeightedSynapses.of(matrix, cells(node, matrix).effectiveWeights(), KERNELS);
        }

        @Override
        public MemristorArray cells(Node node, Matrix matrix) {
            return array();
        }
    };

    private static MemristorArray array() {
        final float[] weights = new float[21];
        try (InputStream in = ThermalNoise.class.getResourceAsStream("weights.csv")) {
            final String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Float.parseFloat(lines[1 + i / 7].split(",")[i % 7]);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        final byte[] mask = new byte[weights.length];
        Arrays.fill(mask, (byte) 1);
        mask[2] = 0;
        mask[2 * 7 + 6] = 0;
        return MemristorArray.mapped(MATRIX, weights, FormedRram.prime(), 1).disconnect(mask);
    }

    private static ThermalReadout readout(ArrayGeometry geometry, MemristorArray gained) {
        return ThermalReadout.of(ColumnReadout.EXACT, WARM, array(), gained, geometry, 1, 3);
    }

    private static Placed placed(Hardware hardware) {
        return new Placement(hardware, 3).on(GRAPH, WEIGHTS, KERNELS);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/io/memspike/memristor/thermal/columns.csv", numLinesToSkip = 1)
    void shouldHaveTheNoiseOfEachColumnThatAnIndependentProgramFinds(
            double output, double firstInput, double pair, double positive, double negative) {
        final int tile = (int) firstInput / 4;
        final ThermalReadout apart = readout(SMALL.with(SignScheme.DIFFERENTIAL_DIGITAL), array());

        assertEquals(pair, readout(SMALL, array()).sigma(tile, (int) output), RELATIVE * pair);
        assertEquals(positive, apart.sigma(tile, (int) output), RELATIVE * positive);
        assertEquals(negative, apart.sigma(tile, 3 + (int) output), RELATIVE * negative);
    }

    @Test
    void shouldPassGainsOfReadOutsWithTheNoise() {
        final double[] positive =
                Arrays.stream(array().positiveSiemens()).map(g -> 2 * g).toArray();
        final double[] negative =
                Arrays.stream(array().negativeSiemens()).map(g -> 2 * g).toArray();

        assertEquals(
                2 * readout(SMALL, array()).sigma(1, 2),
                readout(SMALL, array().behindWires(positive, negative)).sigma(1, 2),
                1e-12);
    }

    @Test
    void shouldBeInReadsThatNothingDrivesToo() {
        final Hardware warm = Hardware.WHOLE.with(WARM);
        final double onTiles = noise(warm.with(Tiles.of(SMALL.with(SignScheme.DIFFERENTIAL_DIGITAL))));
        final double whole = noise(warm);
        final double variance = square(0.5 * readout(SMALL, array()).sigma(0, 1)) // factor of the weights: 0.5
                + square(0.5 * readout(SMALL, array()).sigma(1, 1));

        assertEquals(1, whole / variance, Statistics.varianceBound(READS));
        assertEquals(1, onTiles / variance, Statistics.varianceBound(READS));
        assertEquals(0, noise(warm.quiet()));
    }

    private static double square(double x) {
        return x * x;
    }

    /** Variance of output 1 over many silent reads. */
    private static double noise(Hardware hardware) {
        final Synapses.Reader reader = placed(hardware).connect(NODE, MATRIX).open();
        final SpikeList silent = new SpikeList(7);
        final double[] found = new double[READS];
        for (int r = 0; r < READS; r++) {
            final float[] current = new float[3 + Synapses.PADDING];
            reader.accumulate(silent, r, current);
            found[r] = current[1];
        }
        return Statistics.variance(found, 0);
    }

    @Test
    void shouldBeTheSameForTheSameSeedAndReadAndAllocateNothing() {
        final Hardware warm = Hardware.WHOLE.with(WARM);
        final SpikeList spikes = new SpikeList(7);
        spikes.add(3, 1f);
        final float[][] found = new float[3][3 + Synapses.PADDING];
        for (int i = 0; i < 3; i++) {
            placed(warm).connect(NODE, MATRIX).open().accumulate(spikes, i / 2, found[i]);
        }
        assertArrayEquals(found[0], found[1]);
        assertFalse(Arrays.equals(found[0], found[2]));

        final Synapses.Reader reader = placed(warm).connect(NODE, MATRIX).open();
        Allocation.assertNone(() -> reader.accumulate(spikes, 0, found[0]));
    }

    @Test
    void shouldRefuseColumnsOfOtherCells() {
        for (final ArrayGeometry geometry :
                List.of(SMALL.with(new WeightSlicing(4, 2)), SMALL.with(SignScheme.OFFSET_COLUMN))) {
            final String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> placed(Hardware.IDEAL.with(Tiles.of(geometry)).with(WARM))
                                    .connect(NODE, MATRIX))
                    .getMessage();
            assertTrue(message.contains("thermal noise: expected pairs of analogue cells"), message);
        }
    }

    @Test
    void shouldReadCellsAtTheVoltageOfTheirTableAlone() {
        final List<TabledDevice.State> states =
                List.of(new TabledDevice.State(1e-6, 1e-6, 0), new TabledDevice.State(2e-6, 2e-6, 0));
        final Hardware tabled = Hardware.IDEAL.with(Cells.OWN.with(new TabledDevice(states, null, 0, 0.33)));

        assertEquals(
                0.33, tabled.with(new ThermalNoise(300, 0.33, 1e-8)).thermal().readVolts());
        assertEquals(
                "read voltage: expected 0.33 V, at which the device's table says what cells conduct, found 0.2",
                assertThrows(IllegalArgumentException.class, () -> tabled.with(WARM))
                        .getMessage());
        final Hardware unsaid = Hardware.IDEAL.with(Cells.OWN.with(new TabledDevice(states, null, 0, 0)));
        assertEquals(WARM, unsaid.with(WARM).thermal());
    }

    @Test
    void shouldNameTheAgeThatWasAskedForBesideTheOneAtTheReference() {
        final TabledDevice measured = new TabledDevice(
                List.of(new TabledDevice.State(1e-6, 1e-6, 0), new TabledDevice.State(2e-6, 2e-6, 0)),
                new Retention(List.of(new Course(0, List.of(new Moment(1, 1, 0), new Moment(10_000, 0.9, 0))))),
                0,
                0);
        final Arrhenius law = new Arrhenius(350, 300, 0.5);
        final Cells cells = Cells.OWN.with(measured).with(law);

        assertEquals(600, cells.withAge(600).ageSeconds()); // 15.8 times as old
        assertEquals(
                "age: expected 0, or 1.0 to 10000.0 seconds, over which retention was measured, found "
                        + law.referenceSeconds(1000) + ", which 1000.0 seconds at 350.0 K come to",
                assertThrows(IllegalArgumentException.class, () -> cells.withAge(1000))
                        .getMessage());
    }

    @Test
    void shouldRefuseTheDevicesOwnNoiseAtAnotherPace() {
        final Cells noisy = Cells.OWN.with(PhaseChangeMemory.standard()).withOwnNoise();

        assertEquals(
                "device noise: expected none where age goes at another temperature's pace, at which such noise"
                        + " does not grow, found some",
                assertThrows(IllegalArgumentException.class, () -> noisy.with(new Arrhenius(350, 300, 0.5)))
                        .getMessage());
    }

    @Test
    void shouldSayThatItIsThermalNoiseThatCannotBe() {
        for (final Hardware other : List.of(
                Hardware.IDEAL.with(Tiles.of(ArrayGeometry.XNOR)), Hardware.IDEAL.with(new TokenDrive(0, false)))) {
            assertEquals(
                    "thermal noise: expected columns that add up currents, and rows that tokens do not drive, found"
                            + " others",
                    assertThrows(IllegalArgumentException.class, () -> other.with(WARM))
                            .getMessage());
        }
    }

    @Test
    void shouldAgeByTheTemperature() {
        final Hardware pcm =
                Hardware.IDEAL.with(Cells.OWN.with(PhaseChangeMemory.standard()).with(new CellFaults(0.1, 0, 0, 0)));
        final Hardware warm = pcm.with(
                        pcm.cells().with(new Arrhenius(350, 300, 0.5)).withAge(3600))
                .with(WARM);
        final double later = new Arrhenius(350, 300, 0.5).referenceSeconds(3600); // 15.8 times as old

        assertArrayEquals(
                pcm.with(pcm.cells().withAge(later)).seen(array(), 7).weights(),
                warm.seen(array(), 7).weights());
        assertEquals(
                "age: expected what another temperature does to it, --activation-energy and --reference-temperature,"
                        + " found neither",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> pcm.with(WARM).with(pcm.cells().withAge(1)))
                        .getMessage());
        final Hardware hot = warm.at(400);
        assertEquals(400, hot.thermal().kelvin());
        assertEquals(400, hot.cells().acceleration().kelvin());
        assertThrows(IllegalArgumentException.class, () -> pcm.at(300));
    }
}
