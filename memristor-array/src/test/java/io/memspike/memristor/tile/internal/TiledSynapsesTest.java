package io.memspike.memristor.tile.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.SlowMatrix;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.testing.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.function.Executable;

class TiledSynapsesTest {
    private static final Kernels SCALAR = KernelsLookup.find("scalar").kernels();
    private static final Kernels SIMD = KernelsLookup.find("simd").kernels();
    private static final double UNIT_ROUNDOFF = 0x1.0p-24;

    /** Converters with a gain and an offset of each column and tile, exact to one rounding. */
    private static final ColumnReadout GAINS = (sums, positions, columns, tile, read) -> {
        for (int i = 0; i < positions * columns; i++) {
            sums[i] = (float) gain(sums[i], tile, i % columns);
        }
    };

    private static double gain(double sum, int tile, int column) {
        return sum * (1 + 0.01 * column + 0.1 * tile) + 0.5 * column + 0.25;
    }

    @Property(tries = 600)
    void shouldEqualTheSlowTwinThroughConverters(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final TileSpec spec = new TileSpec(TileCase.geometry(signs, seed), c.grid(), GAINS, ReadNoise.NONE);
        final SlowTiles.Result expected = new SlowTiles(c.array(), spec).read(c.spikes(), TiledSynapsesTest::gain);
        final TiledSynapses synapses = new TiledSynapses(c.array(), spec, SIMD);

        assertClose(expected, TileCase.read(synapses, c.spikes(), 0), synapses);
    }

    @Property(tries = 600)
    void shouldEqualTheSlowTwinWhenConversionIsExact(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final TileSpec spec = TileSpec.ideal(
                TileCase.geometry(signs, seed).with(InputDrive.bitSerial(4)).with(WeightSlicing.NONE), c.grid());
        final SlowTiles.Result expected = new SlowTiles(c.array(), spec).read(c.spikes(), (sum, tile, column) -> sum);
        final TiledSynapses synapses = new TiledSynapses(c.array(), spec, SIMD);

        assertClose(expected, TileCase.read(synapses, c.spikes(), 0), synapses);
    }

    /** Each of the n roundings of a sum changes it by at most 2⁻²⁴ of the magnitudes added; a few more make the cells. */
    private static void assertClose(SlowTiles.Result expected, float[] current, TiledSynapses synapses) {
        final int numbers = synapses.mapping().inputBlocks()
                * synapses.spec().mostReads()
                * (synapses.spec().geometry().conversionsPerOutput() + 1);
        final double roundings = synapses.mapping().fanIn() + numbers + 10;
        for (int o = 0; o < current.length; o++) {
            assertEquals(
                    expected.current[o],
                    current[o],
                    1.01 * roundings * UNIT_ROUNDOFF * expected.magnitude[o],
                    "output " + o);
        }
    }

    @Property(tries = 400)
    void shouldGiveTheArraysBitsWhenTheFanInFitsATile(@ForAll long seed) {
        final TileCase c = TileCase.random(seed);
        final int fanIn = new SlowMatrix(c.layer()).rows();
        final float[] expected = TileCase.read(c.array().synapses(SCALAR), c.spikes(), 0);

        for (final int columns : new int[] {2, 7, 512}) { // up to 9 blocks of outputs
            final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME.withTile(fanIn, columns), InputGrid.ANY);
            for (final Kernels kernels : new Kernels[] {SCALAR, SIMD}) {
                final TiledSynapses synapses = new TiledSynapses(c.array(), spec, kernels);
                assertEquals(1, synapses.mapping().inputBlocks());
                assertArrayEquals(expected, TileCase.read(synapses, c.spikes(), 0));
            }
        }
    }

    @Property(tries = 600)
    void shouldDifferFromTheArrayByRoundingWhenTheFanInIsSplit(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final ArrayGeometry geometry = TileCase.geometry(signs, seed).with(WeightSlicing.NONE);
        final float[] expected = TileCase.read(c.array().synapses(SIMD), c.spikes(), 0);
        final TileSpec spec = TileSpec.ideal(geometry, c.grid());
        final TiledSynapses synapses = new TiledSynapses(c.array(), spec, SIMD);
        final SlowTiles.Result slow = new SlowTiles(c.array(), spec).read(c.spikes(), (sum, tile, column) -> sum);

        // both sums round n times at most; the reads of a code and both cells of a pair are added apart
        final double roundings =
                2.0 * (synapses.mapping().fanIn() * 2 * synapses.spec().mostReads() + 10);
        final float[] current = TileCase.read(synapses, c.spikes(), 0);
        for (int o = 0; o < current.length; o++) {
            assertEquals(expected[o], current[o], roundings * UNIT_ROUNDOFF * slow.magnitude[o]);
        }
    }

    @Property(tries = 200)
    void shouldGiveTheSameBitsWithEitherKernels(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final TileSpec spec = new TileSpec(TileCase.geometry(signs, seed), c.grid(), GAINS, new ReadNoise(0.1, seed));

        assertArrayEquals(
                TileCase.read(new TiledSynapses(c.array(), spec, SCALAR), c.spikes(), 5),
                TileCase.read(new TiledSynapses(c.array(), spec, SIMD), c.spikes(), 5));
    }

    @Property(tries = 200)
    void shouldCancelTheOffsetExactly(@ForAll long seed) {
        final TileCase c = TileCase.random(seed);
        final RandomStream random = RandomStream.of(seed, "whole weights");
        final float[] weights = new float[c.layer().weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(31) - 15;
        }
        weights[0] = 15; // the largest: a code of four bits is a weight in µS, and sums of quarters are exact
        final MemristorArray array = MemristorArray.mapped(c.layer(), weights, FormedRram.prime(), 0);
        final TileSpec pairs = TileSpec.ideal(ArrayGeometry.PRIME.withTile(9, 40), c.grid())
                .with((sums, positions, columns, tile, read) -> {}); // the scale is multiplied in at the end

        for (final WeightSlicing slicing : new WeightSlicing[] {WeightSlicing.NONE, new WeightSlicing(4, 4)}) {
            final ArrayGeometry geometry = pairs.geometry().with(slicing);
            assertArrayEquals(
                    currents(array, c, pairs.with(geometry.with(SignScheme.DIFFERENTIAL))),
                    currents(array, c, pairs.with(geometry.with(SignScheme.OFFSET_COLUMN))));
        }
    }

    private static float[] currents(MemristorArray array, TileCase c, TileSpec spec) {
        return TileCase.read(new TiledSynapses(array, spec, SIMD), c.spikes(), 0);
    }

    @Property(tries = 600)
    void shouldErrByHalfACodeAnInputWhenWeightsAreSliced(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final ArrayGeometry geometry = TileCase.geometry(signs, seed);
        final WeightSlicing slicing = geometry.slicing().isPresent() ? geometry.slicing() : new WeightSlicing(8, 2);
        final TileSpec spec =
                TileSpec.ideal(new ArrayGeometry(geometry.rows(), 40, signs, slicing, geometry.drive()), c.grid());
        final float[] plain = TileCase.read(c.array().synapses(SIMD), c.spikes(), 0);
        final float[] sliced = currents(c.array(), c, spec);
        double most = 0;
        for (final float w : c.array().effectiveWeights()) {
            most = Math.max(most, Math.abs(w));
        }
        final SlowTiles.Result slow = new SlowTiles(c.array(), spec).read(c.spikes(), (sum, tile, column) -> sum);
        final double halfCode = most / slicing.largestCode() / 2;

        // |w − code · Δ| ≤ Δ/2 for each active input that an output meets; roundings as above
        final double[] met = activity(c);
        for (int o = 0; o < plain.length; o++) {
            final double rounding = 1000 * UNIT_ROUNDOFF * slow.magnitude[o];
            assertEquals(plain[o], sliced[o], halfCode * met[o] + rounding, "output " + o);
        }
    }

    /** Σ value over the inputs that each output meets: currents of weights that are all 1. */
    private static double[] activity(TileCase c) {
        final Matrix layer = c.layer();
        final float[] ones = new float[layer.weights()];
        Arrays.fill(ones, 1 / layer.weightScale());
        final MemristorArray array = MemristorArray.mapped(layer, ones, FormedRram.prime(), 0);
        final float[] sums = TileCase.read(array.synapses(SIMD), c.spikes(), 0);
        final double[] activity = new double[sums.length];
        Arrays.setAll(activity, i -> sums[i] * 1.00001);
        return activity;
    }

    @Property(tries = 60, seed = "1")
    void shouldHaveTheExactVarianceInEveryOutput(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final int reads = 4000;
        final TileCase c = TileCase.random(seed);
        for (final boolean exact : new boolean[] {true, false}) {
            final TileSpec clean = TileSpec.ideal(TileCase.geometry(signs, seed), c.grid())
                    .with(exact ? ColumnReadout.EXACT : (sums, positions, columns, tile, read) -> {});
            final SlowTiles.Result expected =
                    new SlowTiles(c.array(), clean).read(c.spikes(), (sum, tile, column) -> sum);
            final float[] mean = currents(c.array(), c, clean);
            final TiledSynapses synapses = new TiledSynapses(c.array(), clean.with(new ReadNoise(0.1, 8)), SIMD);
            final Synapses.Reader reader = synapses.open();
            final double[] squares = new double[mean.length];
            for (int r = 0; r < reads; r++) {
                final float[] current = new float[mean.length + Synapses.PADDING];
                reader.accumulate(c.spikes(), r, current);
                for (int o = 0; o < mean.length; o++) {
                    squares[o] += (double) (current[o] - mean[o]) * (current[o] - mean[o]);
                }
            }
            // 7 sigma of the χ² with 4,000 degrees, 2.6e-12 each: there are up to 120 · 720 outputs
            for (int o = 0; o < mean.length; o++) {
                final double variance = 0.01 * expected.variance[o];
                assertEquals(variance, squares[o] / reads, variance * 7 * Math.sqrt(2.0 / reads), "output " + o);
            }
        }
    }

    @Property(tries = 60, seed = "1")
    void shouldHaveTheDevicesNoise(@ForAll boolean digital, @ForAll long seed) {
        final int reads = 4000;
        final TileCase c = TileCase.random(seed);
        final MemristorArray array = c.array()
                .programmedOnto(PhaseChangeMemory.standard(), WriteVerify.once(), seed)
                .withDeviceNoise();
        final SignScheme signs = digital ? SignScheme.DIFFERENTIAL_DIGITAL : SignScheme.DIFFERENTIAL;
        final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME.withTile(7, 6).with(signs), InputGrid.ANY)
                .with(new ReadNoise(0.05, 3));
        // variances for weights and squares for values
        final Matrix layer = array.layer();
        final float scale = layer.weightScale();
        final float[] variances = array.readVariances(spec.noise());
        final MemristorArray powers = MemristorArray.mapped(layer, variances, FormedRram.prime(), 0);
        final SpikeList squares = new SpikeList(c.layer().input().size());
        for (int e = 0; e < c.spikes().size(); e++) {
            squares.add(c.spikes().index(e), c.spikes().value(e) * c.spikes().value(e));
        }
        final float[] variance = TileCase.read(powers.synapses(SIMD), squares, 0);
        final float[] mean = TileCase.read(array.synapses(SIMD), c.spikes(), 0);
        final Synapses.Reader reader = new TiledSynapses(array, spec, SIMD).open();
        final double[] squared = new double[mean.length];
        for (int r = 0; r < reads; r++) {
            final float[] current = new float[mean.length + Synapses.PADDING];
            reader.accumulate(c.spikes(), r, current);
            for (int o = 0; o < mean.length; o++) {
                squared[o] += (double) (current[o] - mean[o]) * (current[o] - mean[o]);
            }
        }
        for (int o = 0; o < mean.length; o++) { // 7 sigma, as above
            final double expected = scale * variance[o]; // one scale is in the powers' synapses
            assertEquals(expected, squared[o] / reads, expected * 7 * Math.sqrt(2.0 / reads) + 1e-12, "output " + o);
        }
    }

    @Example
    void shouldRefuseDeviceNoiseOfCellsThatAreNotTheArrays() {
        final MemristorArray array = MemristorArray.program(
                        new Matrix(new Linear(1, 1f), Shape.vector(3)), FormedRram.prime(), 1, 0)
                .withDeviceNoise();

        assertRefused(
                "device noise: expected pairs of analogue cells, whose conductances are the array's, found OFFSET_COLUMN"
                        + " with 1 slices",
                () -> new TiledSynapses(
                        array,
                        TileSpec.ideal(ArrayGeometry.PRIME.with(SignScheme.OFFSET_COLUMN), InputGrid.ANY),
                        SIMD));
    }

    /** Its outputs do not lie one to a column of weights in files, [in, out, …]. */
    @Example
    void shouldRunTransposedConvolutions() {
        for (final int kernel : new int[] {3, 4}) {
            final Matrix layer = new Matrix(new ConvTranspose2d(3, kernel, 2, 1, 0, 1f), new Shape(2, 4, 4));
            final float[] weights = new float[layer.weights()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i + 1; // in the order of files
            }
            final MemristorArray array = MemristorArray.mapped(layer, weights, FormedRram.prime(), 0);
            final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME, InputGrid.ANY);
            final SpikeList spikes = new SpikeList(32);
            spikes.add(layer.input().index(1, 1, 2), 2f); // channel 1, row 1, column 2
            final float[] current = TileCase.read(new TiledSynapses(array, spec, SIMD), spikes, 0);

            final Shape output = layer.output();
            for (int o = 0; o < output.size(); o++) {
                final int position = o / output.channels();
                final int tapRow = position / output.width() - (1 * 2 - 1); // the patch begins at row 1, column 3
                final int tapColumn = position % output.width() - (2 * 2 - 1);
                final boolean isReached = tapRow >= 0 && tapRow < kernel && tapColumn >= 0 && tapColumn < kernel;
                final int weight = ((3 + o % 3) * kernel + tapRow) * kernel + tapColumn; // of input 1, output o % 3
                assertEquals(isReached ? 2f * (weight + 1) : 0f, current[o], "output " + o);
            }
            assertArrayEquals(TileCase.read(array.synapses(SCALAR), spikes, 0), current);
        }
    }

    @Example
    void shouldRunConnectionsOfWhichRowsHaveSomeMoreThanOthers() {
        final Connections connections =
                new Connections(new int[] {0, 0, 0, 1, 3}, new int[] {0, 1, 2, 2, 0}, new int[0]);
        final Matrix layer = new Matrix(new Sparse(3, connections), Shape.vector(4));
        final MemristorArray array = MemristorArray.mapped(layer, new float[] {1, 2, 4, 8, 16}, FormedRram.prime(), 0);
        final SpikeList spikes = new SpikeList(4);
        for (int i = 0; i < 4; i++) {
            spikes.add(i, 1f);
        }
        final TiledSynapses tiled =
                new TiledSynapses(array, TileSpec.ideal(ArrayGeometry.PRIME.withTile(2, 2), InputGrid.ANY), SIMD);

        assertEquals(5, array.synapses(SIMD).operations(spikes));
        assertEquals(5, tiled.operations(spikes));
        assertArrayEquals(new float[] {17, 2, 12}, TileCase.read(tiled, spikes, 0));
    }

    @Example
    void shouldShareTheNoiseOfTheReferenceColumn() {
        final Matrix layer = new Matrix(new Linear(2, 1f), Shape.vector(1));
        final MemristorArray array = MemristorArray.mapped(layer, new float[] {-3, 3}, FormedRram.prime(), 0);
        final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME.with(SignScheme.OFFSET_COLUMN), InputGrid.SPIKES)
                .with(new ReadNoise(0.1, 4));
        final SpikeList spikes = new SpikeList(1);
        spikes.add(0, 1f);
        final int reads = 100_000;
        final Synapses.Reader reader = new TiledSynapses(array, spec, SIMD).open();
        double product = 0;
        for (int r = 0; r < reads; r++) {
            final float[] current = new float[2 + Synapses.PADDING];
            reader.accumulate(spikes, r, current);
            product += (current[0] + 3) * (current[1] - 3);
        }

        // cells hold 0 and 6 µS, the reference 3 µS: deviations 0.3 and √(0.6² + 0.3²), covariance 0.3²
        final double bound = 5 * Math.sqrt((0.09 * 0.45 + 0.09 * 0.09) / reads);
        assertEquals(0.09, product / reads, bound);
    }

    @Example
    void shouldTellConvertersWhatTheyRead() {
        final Matrix layer = new Matrix(new Linear(3, 1f), Shape.vector(5));
        final MemristorArray array = MemristorArray.program(layer, FormedRram.prime(), 1, 0);
        final List<List<Long>> calls = new ArrayList<>();
        // 2 outputs of 2 columns each a tile, and 4 inputs: 2 × 2 tiles; codes of 3 bits: 3 reads
        final ArrayGeometry geometry =
                new ArrayGeometry(4, 4, SignScheme.DIFFERENTIAL_DIGITAL, WeightSlicing.NONE, InputDrive.bitSerial(8));
        final TileSpec spec = TileSpec.ideal(geometry, new InputGrid(1, 5))
                .with((sums, positions, columns, tile, read) ->
                        calls.add(List.of((long) positions, (long) columns, (long) tile, read)));
        final SpikeList spikes = new SpikeList(5);
        TileCase.read(new TiledSynapses(array, spec, SIMD), spikes, 7); // silence is read, too

        final List<List<Long>> expected = new ArrayList<>();
        for (long read = 21; read < 24; read++) { // 7 · 3 + bit
            expected.add(List.of(1L, 4L, 0L, read));
            expected.add(List.of(1L, 4L, 1L, read));
            expected.add(List.of(1L, 2L, 2L, read));
            expected.add(List.of(1L, 2L, 3L, read));
        }
        assertEquals(expected, calls);
    }

    @Property(tries = 100)
    void shouldCountOperationsAsTheCoreDoes(@ForAll SignScheme signs, @ForAll long seed) {
        Assume.that(signs.addsCurrents());
        final TileCase c = TileCase.random(seed);
        final TileSpec spec = TileSpec.ideal(TileCase.geometry(signs, seed), c.grid());

        assertEquals(
                c.array().synapses(SIMD).operations(c.spikes()),
                new TiledSynapses(c.array(), spec, SIMD).operations(c.spikes()));
    }

    @Example
    void shouldAllocateNothingWhenReading() {
        for (long seed = 0; seed < 6; seed++) {
            final TileCase c = TileCase.random(seed);
            final SignScheme signs = SignScheme.values()[(int) seed % 3];
            final TileSpec spec = new TileSpec(TileCase.geometry(signs, seed), c.grid(), GAINS, new ReadNoise(0.1, 1));
            final TiledSynapses synapses = new TiledSynapses(c.array(), spec, SCALAR);
            final Synapses.Reader reader = synapses.open();
            final TileCounter counter = synapses.newCounter();
            final TileCounts counts = new TileCounts();
            final float[] current = new float[synapses.output().size() + Synapses.PADDING];

            Allocation.assertNone(() -> {
                for (int r = 0; r < 1000; r++) {
                    reader.accumulate(c.spikes(), r, current);
                    counter.count(c.spikes(), counts);
                }
            });
        }
    }

    @Example
    void shouldRefuseValuesOffTheGrid() {
        final MemristorArray array =
                MemristorArray.program(new Matrix(new Linear(1, 1f), Shape.vector(3)), FormedRram.prime(), 1, 0);
        final ArrayGeometry binary = ArrayGeometry.PRIME.with(InputDrive.BINARY);
        for (final float value : new float[] {0.3f, 1.25f, -0.25f, Float.NaN}) {
            final SpikeList spikes = new SpikeList(3);
            spikes.add(2, value);
            for (final InputDrive drive : new InputDrive[] {InputDrive.BINARY, InputDrive.PULSE_WIDTH}) {
                final TileSpec spec = TileSpec.ideal(binary.with(drive), new InputGrid(0.25f, 4));
                final TiledSynapses synapses = new TiledSynapses(array, spec, SIMD);
                final String expected =
                        "input drive: expected a multiple of 0.25 from 0 to 1.0, found " + value + " at input 2";
                assertRefused(expected, () -> TileCase.read(synapses, spikes, 0));
                assertRefused(expected, () -> synapses.newCounter().count(spikes, new TileCounts()));
            }
        }
    }

    @Example
    void shouldTakeAnyValueWhenPulsesHaveAnyWidth() {
        final MemristorArray array =
                MemristorArray.program(new Matrix(new Linear(2, 1f), Shape.vector(3)), FormedRram.prime(), 1, 0);
        final SpikeList spikes = new SpikeList(3);
        spikes.add(0, -0.3f);
        spikes.add(2, 1e-3f);
        final TileSpec spec = TileSpec.ideal(ArrayGeometry.PRIME, InputGrid.ANY);

        assertArrayEquals(
                TileCase.read(array.synapses(SIMD), spikes, 0),
                TileCase.read(new TiledSynapses(array, spec, SIMD), spikes, 0));
    }

    @Example
    void shouldRefuseDrivesThatCannotSendTheGrid() {
        final ArrayGeometry serial = ArrayGeometry.PRIME.with(InputDrive.bitSerial(2));

        assertRefused(
                "input drive: expected codes up to 3, found a grid with codes up to 4",
                () -> TileSpec.ideal(serial, new InputGrid(0.25f, 4)));
        assertRefused(
                "input drive: expected pulses of any width where inputs may have any value, found BitSerial[bits=2]",
                () -> TileSpec.ideal(serial, InputGrid.ANY));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
