package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
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
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.PathEnergy;
import io.memspike.memristor.tile.ArrayGeometry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers whose columns add up resistances, in a graph. */
class ColumnSumsTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final int INPUTS = 100; // arrays of 64 and 36 rows
    private static final Graph GRAPH =
            Graph.chain(Shape.vector(INPUTS), List.of(new Linear(8, 0.5f), Integrator.readout(1f)));
    private static final Hardware ARRAYS =
            Hardware.IDEAL.with(Tiles.of(ArrayGeometry.XNOR)).with(Cells.OWN.with(MagneticMemory.standard()));
    private static final String LAYER = GRAPH.nodesOf(Linear.class).get(0).name();

    /** Random signs. */
    private static final Weights SIGNS = new Weights() {
        @Override
        public Synapses exact(Node node, Matrix matrix) {
            return WeightedSynapses.of(matrix, cells(node, matrix).effectiveWeights(), KERNELS);
        }

        @Override
        public MemristorArray cells(Node node, Matrix matrix) {
            return MemristorArray.mapped(matrix, signs(matrix.weights(), 1), FormedRram.prime(), 1);
        }
    };

    private static float[] signs(int n, long seed) {
        final RandomStream random = RandomStream.of(seed, "signs");
        final float[] signs = new float[n];
        for (int i = 0; i < n; i++) {
            signs[i] = random.nextInt(2) == 0 ? 1 : -1;
        }
        return signs;
    }

    private static final ConverterCalibration.Presentation SHOWN = session -> {
        for (int sample = 0; sample < 200; sample++) {
            final SpikeList list = new SpikeList(INPUTS);
            final float[] inputs = signs(INPUTS, 100 + sample);
            for (int i = 0; i < INPUTS; i++) {
                list.add(i, inputs[i]);
            }
            session.reset(sample);
            session.step(list);
        }
    };

    private static ColumnSums sums(Hardware hardware) {
        final Placed placed = new Placement(hardware, 3).on(GRAPH, SIGNS, KERNELS);
        return ColumnSums.of(placed.calibrated(Map.of(), SHOWN), LAYER, Map.of(), SHOWN);
    }

    @Test
    void shouldReadEachColumnAsItIsWhereCellsMeetTheirTargets() {
        final ColumnSums sums =
                sums(ARRAYS.with(Cells.OWN.with(MagneticMemory.standard().withDeviations(0))));

        assertEquals(200 * 2 * 8, sums.reads()); // two arrays
        assertEquals(0, sums.rootMeanSquareError(), 1e-4);
        sums.counts().forEach((truly, read) -> assertTrue(truly % 2 == 0 && Math.abs(truly) <= 64));
    }

    /**
     * A cell adds (mid − R)/half; the variance of n of them, half of each kind, is n · (1.6² + 2²)/2 / 6.5². Of arrays of 64 and 36
     * rows on average 50.
     */
    @Test
    void shouldErrByTheDeviationsOfItsCells() {
        final double expected = Math.sqrt(50 * (1.6 * 1.6 + 2 * 2) / 2) / 6.5;

        // 16 columns' errors, all but constant for each: between 0.6 and 1.5 of what is expected for all practical ends
        assertEquals(1, sums(ARRAYS).rootMeanSquareError() / expected, 0.4);
    }

    @Test
    void shouldReadCodesOfFourBits() {
        final ColumnSums sums = sums(ARRAYS.with(new ConverterPlan(4, 0, 0, 1)));

        final long codes = sums.counts().values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .count();
        assertTrue(codes <= 16 && codes > 8, codes + " codes");
    }

    @Test
    void shouldRefuseWhatAddsUpCurrents() {
        refused(
                "node " + LAYER + ": expected columns that add up resistances, found others",
                () -> sums(Hardware.IDEAL));
        refused(
                "paths: expected no read noise, wires and DACs where resistances are summed, found some",
                () -> ARRAYS.withReadNoise(0.1));
    }

    private static void refused(String expected, Runnable what) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, what::run).getMessage());
    }

    /** 100 rows are arrays of 64 and 36; 8 columns each. */
    @Test
    void shouldTellWhatAReadTakes() {
        final EnergyConstants constants = EnergyConstants.builtIn();
        final PathEnergy.Read read = new PathEnergy(1, 1e-13)
                .of(
                        Matrix.of(GRAPH, LAYER),
                        ArrayGeometry.XNOR,
                        MagneticMemory.standard().range(),
                        4,
                        constants);
        final double volts = constants.of(EnergyConstant.LINE_VOLTS);

        assertEquals(16 * 1e-13, read.columnJoules(), 1e-18);
        assertEquals(16 * 16 * constants.of(EnergyConstant.RAMP_STEP_JOULES), read.converterJoules(), 1e-18);
        assertEquals(1600 * constants.of(EnergyConstant.LINE_FARADS_PER_CELL) * volts * volts, read.rowJoules(), 1e-18);
        assertEquals(16 * constants.of(EnergyConstant.INTEGER_ADD_JOULES), read.additionJoules(), 1e-18);
        assertEquals(64 * 26e3 * 1e-13 * Math.log(2), read.seconds(), 1e-15);
        refused(
                "paths: expected a supply above 0 V and capacitors above 0 F, found 0.0 and 1.0",
                () -> new PathEnergy(0, 1));
    }
}
