package io.memspike.memristor.tile.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.WeightSlicing;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TileCounterTest {
    @Property(tries = 1000)
    void shouldCountAsTheSlowTwinDoes(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final TileSpec spec = TileSpec.ideal(TileCase.geometry(signs, seed), c.grid());
        final TileCounts expected = new SlowTiles(c.array(), spec).read(c.spikes(), (sum, tile, column) -> sum).counts;
        final TileCounter counter = new TiledSynapses(c.array(), spec, new ScalarKernels()).newCounter();
        final TileCounts counts = new TileCounts();
        counter.count(c.spikes(), counts);
        assertEquals(expected.toString(), counts.toString());

        counter.count(c.spikes(), counts); // counters keep nothing from step to step
        expected.add(expected);
        assertEquals(expected.toString(), counts.toString());
        counts.clear();
        assertEquals(new TileCounts().toString(), counts.toString());
    }

    @Example
    void shouldCountByHand() {
        // 3 inputs on tiles of 2 rows, 2 outputs of one pair: 2 tiles; input 2 has no pair to output 1
        final MemristorArray array = MemristorArray.program(
                        new Matrix(new Linear(2, 1f), Shape.vector(3)), FormedRram.prime(), 1, 0)
                .disconnect(new byte[] {1, 1, 1, 1, 1, 0});
        final ArrayGeometry geometry =
                new ArrayGeometry(2, 4, SignScheme.DIFFERENTIAL_DIGITAL, WeightSlicing.NONE, InputDrive.BINARY);
        final TileSpec spec = TileSpec.ideal(geometry, new InputGrid(0.25f, 4));
        final SpikeList spikes = new SpikeList(3);
        spikes.add(0, 0.25f); // one pulse
        spikes.add(2, 0.75f); // three pulses
        final TileCounts counts = new TileCounts();
        new TiledSynapses(array, spec, new ScalarKernels()).newCounter().count(spikes, counts);

        assertEquals(3 * 2, counts.reads()); // three reads of two tiles
        assertEquals(1 + 3, counts.rowActivations());
        assertEquals(4 + 3 * 2, counts.cellsRead()); // two pairs in the row of input 0, one in that of input 2
        assertEquals(4 + 3 * 2, counts.cellPulses());
        assertEquals(3 * 2 * 4, counts.conversions());
        assertEquals(2 * 4, counts.silentConversions()); // the first tile in reads two and three
        assertEquals((3 * 2 * 2 - 1) * 2, counts.additions()); // 12 numbers make each of two outputs
        assertEquals(1, counts.steps());
    }

    @Example
    void shouldCountNothingForAnInputThatReachesNoOutput() {
        for (final int side : new int[] {2, 4}) { // one output position, and four
            final Matrix layer = new Matrix(new Conv2d(3, 1, 2, 0, 1f), new Shape(1, side, side));
            final MemristorArray array = MemristorArray.program(layer, FormedRram.prime(), 1, 0);
            final SpikeList spikes = new SpikeList(side * side);
            spikes.add(side * side - 1, 1f); // between the places of the kernel
            final TileCounts counts = new TileCounts();
            final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME, InputGrid.SPIKES);
            new TiledSynapses(array, spec, new ScalarKernels()).newCounter().count(spikes, counts);

            assertEquals(0, counts.rowActivations());
            assertEquals(3 * side * side / 4, counts.conversions());
            assertEquals(counts.conversions(), counts.silentConversions());
        }
    }

    /** Two inputs whose patches of 2 × 2 lie side by side; three columns on two tiles, the four taps on two. */
    @Example
    void shouldCountATransposedConvolutionByHand() {
        final Matrix layer = new Matrix(new ConvTranspose2d(3, 2, 2, 0, 0, 1f), new Shape(1, 1, 2));
        final MemristorArray array = MemristorArray.program(layer, FormedRram.prime(), 1, 0)
                .disconnect(new byte[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}); // [in, out, kernel, kernel]
        final ArrayGeometry geometry =
                new ArrayGeometry(2, 4, SignScheme.DIFFERENTIAL, WeightSlicing.NONE, InputDrive.BINARY);
        final SpikeList spikes = new SpikeList(2);
        spikes.add(1, 2f); // two pulses
        final TileCounts counts = new TileCounts();
        new TiledSynapses(array, TileSpec.ideal(geometry, new InputGrid(1, 3)), new ScalarKernels())
                .newCounter()
                .count(spikes, counts);

        assertEquals(2 * 8 * 4, counts.reads()); // two reads of four tiles at eight positions
        assertEquals(2 * 4 * 2, counts.rowActivations()); // four taps, each at its position, on two tiles
        assertEquals(2 * (12 - 1) * 2, counts.cellsRead()); // all pairs but one
        assertEquals(2 * 8 * 2 * 3, counts.conversions()); // three columns of either block of rows
        assertEquals(2 * (8 - 2) * 2 * 3, counts.silentConversions()); // each block is driven at two positions
        assertEquals((2 * 2 - 1) * 3 * 8, counts.additions()); // two reads of two blocks make each output
    }

    @Example
    void shouldCountTheLengthOfPulses() {
        final MemristorArray array =
                MemristorArray.program(new Matrix(new Linear(1, 1f), Shape.vector(2)), FormedRram.prime(), 1, 0);
        final SpikeList spikes = new SpikeList(2);
        spikes.add(0, 0.75f);
        spikes.add(1, 0.25f);
        final double[] expected = {2 * (3 + 1), 2 * (0.75 + 0.25)}; // pairs; steps of 0.25, then units
        final InputGrid[] grids = {new InputGrid(0.25f, 4), InputGrid.ANY};
        for (int i = 0; i < 2; i++) {
            final TileCounts counts = new TileCounts();
            final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME, grids[i]);
            new TiledSynapses(array, spec, new ScalarKernels()).newCounter().count(spikes, counts);
            assertEquals(expected[i], counts.cellPulses());
            assertEquals(4, counts.cellsRead());
            assertEquals(2, counts.rowActivations());
        }
    }
}
