package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartitionedCrossbarTest {
    @Property(tries = 40)
    void shouldEqualTheWholeLayerWithoutResistance(
            @ForAll @IntRange(min = 1, max = 19) int horizontal,
            @ForAll @IntRange(min = 1, max = 11) int vertical,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "partition");
        final double[][] siemens = Cells.random(random, 19, 22, 5e3, 0.2);
        final double[] voltages = CrossbarSolverTest.voltages(random, 19);
        final TransferMatrix whole = TransferMatrix.of(siemens, LineResistances.NONE, 1);

        final PartitionedCrossbar found = PartitionedCrossbar.of(
                siemens, new Partition(horizontal, vertical).tiles(19, 11), LineResistances.NONE, 1, done -> {});

        for (int i = 0; i < 19; i++) {
            assertArrayEquals(siemens[i], found.effective()[i]);
        }
        assertEquals(whole.power(voltages), found.power(voltages), 1e-12 * whole.power(voltages));
    }

    @Example
    void shouldAddTheCurrentsAndThePowerOfItsCrossbars() {
        // 5 rows in 2 parts: 2 and 3; 3 pairs of columns in 2 parts: 1 and 2
        final RandomStream random = RandomStream.of(7, "partition");
        final double[][] siemens = Cells.random(random, 5, 6, 1e3, 0);
        final LineResistances lines = new LineResistances(9, 12, 5, 3);
        final double[] voltages = CrossbarSolverTest.voltages(random, 5);
        final int[] rows = {0, 2, 5};
        final int[] columns = {0, 2, 6};
        final double[] expected = new double[6];
        double power = 0;
        for (int h = 0; h < 2; h++) {
            final double[] own = java.util.Arrays.copyOfRange(voltages, rows[h], rows[h + 1]);
            for (int v = 0; v < 2; v++) {
                final double[][] block = new double[own.length][];
                for (int i = 0; i < own.length; i++) {
                    block[i] = java.util.Arrays.copyOfRange(siemens[rows[h] + i], columns[v], columns[v + 1]);
                }
                final CrossbarSolution part = new CrossbarSolver(Conductances.crossbar(block, lines)).solve(own);
                for (int j = 0; j < part.outputs().length; j++) {
                    expected[columns[v] + j] += part.outputs()[j];
                }
                for (int i = 0; i < own.length; i++) {
                    for (final double current : part.cellCurrents()[i]) {
                        power += own[i] * current;
                    }
                }
            }
        }
        final List<Integer> progress = new ArrayList<>();

        final PartitionedCrossbar found =
                PartitionedCrossbar.of(siemens, new Partition(2, 2).tiles(5, 3), lines, 2, progress::add);

        assertArrayEquals(expected, Cells.currents(found.effective(), voltages), 1e-12);
        assertEquals(power, found.power(voltages), 1e-12);
        assertEquals(List.of(1, 2, 3, 4), progress);
    }

    @Example
    void shouldLoseLessTheFinerItIsCut() {
        final double[][] siemens = Cells.random(RandomStream.of(8, "partition"), 64, 64, 5e3, 0);
        double before = 0;
        for (final int parts : new int[] {1, 2, 4, 8, 32}) {
            final double[][] effective = PartitionedCrossbar.of(
                            siemens,
                            new Partition(parts, parts).tiles(64, 32),
                            LineResistances.ofWires(9.24, 11.55),
                            1,
                            done -> {})
                    .effective();
            double sum = 0;
            for (final double[] row : effective) {
                for (final double cell : row) {
                    sum += cell;
                }
            }
            assertEquals(true, sum > 1.05 * before, parts + " parts");
            before = sum;
        }
    }

    @Example
    void shouldRefuseEmptyParts() {
        refused("horizontal partitions: expected 1 to 3, the layer's word lines, found 4", 4, 1);
        refused("vertical partitions: expected 1 to 2, the layer's outputs, found 3", 1, 3);
        refused("horizontal partitions: expected at least 1, found 0", 0, 1);
        refused("vertical partitions: expected at least 1, found -1", 1, -1);
        assertEquals(
                "conductances: expected pairs of columns, found 3 columns",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PartitionedCrossbar.of(
                                        new double[2][3], List.of(), LineResistances.NONE, 1, done -> {}))
                        .getMessage());
        assertEquals(
                "crossbars: expected room for each of 6 pairs, found 4",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PartitionedCrossbar.of(
                                        new double[3][4],
                                        Partition.NONE.tiles(2, 2),
                                        LineResistances.NONE,
                                        1,
                                        done -> {}))
                        .getMessage());
        final PartitionedCrossbar sound = PartitionedCrossbar.of(
                new double[3][4], Partition.NONE.tiles(3, 2), LineResistances.NONE, 1, done -> {});
        assertEquals(
                "voltages: expected 3, one for each input, found 2",
                assertThrows(IllegalArgumentException.class, () -> sound.power(new double[2]))
                        .getMessage());
    }

    private static void refused(String expected, int horizontal, int vertical) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> new Partition(horizontal, vertical).tiles(3, 2))
                        .getMessage());
    }
}
