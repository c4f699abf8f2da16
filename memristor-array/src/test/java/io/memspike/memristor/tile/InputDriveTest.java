package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.internal.Pooling;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.function.Executable;

class InputDriveTest {
    @Property
    void shouldAddUpToTheCode(@ForAll @IntRange(min = 1, max = 16) int bits, @ForAll @IntRange(max = 65_535) int any) {
        final InputDrive serial = InputDrive.bitSerial(bits);
        final int code = any & serial.largestCode();
        final InputGrid grid = new InputGrid(0.5f, serial.largestCode());
        for (final InputDrive drive : new InputDrive[] {InputDrive.BINARY, serial}) {
            int sum = 0;
            int pulses = 0;
            for (int read = 0; read < drive.reads(grid, code); read++) {
                sum += drive.isDriven(code, read) ? drive.weight(read) : 0;
                pulses += drive.isDriven(code, read) ? 1 : 0;
            }
            assertEquals(code, sum, drive.toString());
            assertEquals(pulses, drive.pulses(code));
        }
        assertEquals(bits, serial.reads(grid, code));
        assertEquals(1, InputDrive.PULSE_WIDTH.reads(grid, code));
        assertEquals(code > 0, InputDrive.PULSE_WIDTH.isDriven(code, 0));
        assertEquals(1, InputDrive.BINARY.reads(grid, 0)); // silence is read once
    }

    @Property
    void shouldCodeEveryValueOfTheGridAndNoOther(@ForAll @IntRange(min = 1, max = 7) int kernel) {
        final int squares = kernel * kernel;
        final InputGrid grid = new InputGrid(1f / squares, squares);
        for (int code = 0; code <= squares; code++) {
            assertEquals(code, grid.code(code * (1f / squares)));
            assertEquals(-1, grid.code((code + 0.5f) * (1f / squares)));
        }
        assertEquals(-1, grid.code(Math.nextUp(grid.step())));
        assertEquals(-1, grid.code(-grid.step()));
        assertEquals(-1, grid.code((squares + 1) * grid.step()));
        assertEquals(-1, grid.code(Float.NaN));
        assertEquals(-1, grid.code(Float.POSITIVE_INFINITY));
    }

    @Property(tries = 20)
    void shouldHoldWhatPoolingGives(@ForAll @IntRange(min = 1, max = 6) int kernel) {
        final Shape input = new Shape(1, kernel, kernel);
        final Graph graph =
                Graph.chain(input, List.of(new Lif(0.2f, 0.5f, 0.1f), new AvgPool(kernel), new Linear(1, 1f)));
        final InputGrid grid = InputGrid.into(graph, "2");
        final SpikeList spikes = new SpikeList(input.size());
        final SpikeList pooled = new SpikeList(1);
        for (int n = 1; n <= input.size(); n++) {
            spikes.add(n - 1, 1f);
            Pooling.of(new AvgPool(kernel), input, new ScalarKernels()).pool(spikes, pooled);
            assertEquals(n, grid.code(pooled.value(0)));
        }
    }

    @Example
    void shouldKnowTheGridByTheLayerBefore() {
        final Conv2d conv = new Conv2d(1, 1, 1, 0, 1f);
        final Lif lif = new Lif(0.2f, 0.5f, 0.1f);
        final Graph graph = Graph.chain(new Shape(1, 4, 4), List.of(conv, lif, conv, lif, new AvgPool(2), conv));

        assertEquals(InputGrid.COUNTS, InputGrid.into(graph, "0"));
        assertEquals(InputGrid.SPIKES, InputGrid.into(graph, "2"));
        assertEquals(new InputGrid(0.25f, 4), InputGrid.into(graph, "5"));
        assertTrue(InputGrid.ANY.isAny());
    }

    @Example
    void shouldRefuseInOneClearLine() {
        assertRefused("bit-serial drive: expected 1 to 16 bits, found 0", () -> InputDrive.bitSerial(0));
        assertRefused("bit-serial drive: expected 1 to 16 bits, found 17", () -> InputDrive.bitSerial(17));
        assertRefused("input grid: expected a finite step above 0, found -1.0", () -> new InputGrid(-1, 1));
        assertRefused("input grid: expected a finite step above 0, found 0.0", () -> new InputGrid(0, 1));
        assertRefused("input grid: expected a finite step above 0, found NaN", () -> new InputGrid(Float.NaN, 1));
        assertRefused("input grid: expected a largest code from 1 to 65535, found 0", () -> new InputGrid(1, 0));
        assertRefused(
                "input grid: expected a largest code from 1 to 65535, found 65536", () -> new InputGrid(1, 65_536));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
