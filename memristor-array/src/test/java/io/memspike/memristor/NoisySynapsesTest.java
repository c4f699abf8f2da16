package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.device.FormedRram;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoisySynapsesTest {
    private static final Kernels SCALAR = KernelsLookup.find("scalar").kernels();
    private static final int PINNED_HASH = 392_052_989;
    private static final Kernels SIMD = KernelsLookup.find("simd").kernels();

    /** Two groups, and a kernel of 3 × 2 whose rows lie two apart. */
    private static final Conv2d GROUPED =
            new Conv2d(6, new Size(3, 2), new Size(1, 2), new Size(2, 0), new Size(2, 1), 2, -0.02f, false);

    /** A layer with its input: kinds, strides and sizes that fill no vector. */
    record Case(Matrix layer) {
        MemristorArray array() {
            final MemristorArray array = MemristorArray.program(layer, FormedRram.prime(), 3, 2);
            final RandomStream stream = RandomStream.of(4, "mask");
            final byte[] mask = new byte[layer.weights()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) stream.nextInt(2);
            }
            return array.disconnect(mask);
        }

        /** About 30 % of inputs active, with values 1, or 0.25 … 1 as pooling gives. */
        SpikeList spikes(boolean binary) {
            final RandomStream stream = RandomStream.of(5, "spikes");
            final SpikeList spikes = new SpikeList(layer.input().size());
            for (int i = 0; i < layer.input().size(); i++) {
                if (stream.nextFloat() < 0.3f) {
                    spikes.add(i, binary ? 1f : (1 + stream.nextInt(4)) * 0.25f);
                }
            }
            return spikes;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                        new Matrix(new Conv2d(5, 3, 1, 1, 0.01f), new Shape(2, 6, 5)),
                        new Matrix(new Conv2d(33, 3, 2, 0, -0.02f), new Shape(3, 7, 7)),
                        new Matrix(new Linear(7, 0.01f), new Shape(6, 2, 2)),
                        new Matrix(new ConvTranspose2d(5, 3, 2, 1, 1, 0.01f), new Shape(2, 4, 3)),
                        new Matrix(GROUPED, new Shape(4, 6, 7)))
                .map(Case::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldEqualTheCoreWhenThereIsNoNoise(Case c) {
        final MemristorArray array = c.array();
        final float[] weights = array.effectiveWeights();
        final Synapses core = WeightedSynapses.of(c.layer(), weights, SIMD);
        final float[] expected = read(core, c.spikes(false), 0);

        assertArrayEquals(expected, read(array.synapses(SIMD), c.spikes(false), 0));
        assertArrayEquals(expected, read(array.synapses(SIMD, ReadNoise.NONE), c.spikes(false), 1));
        assertArrayEquals(expected, read(array.synapses(SIMD, new ReadNoise(0, 9)), c.spikes(false), 2));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldHaveTheDistributionOfADrawForEachCell(Case c) {
        for (final boolean binary : new boolean[] {true, false}) {
            final SpikeList spikes = c.spikes(binary);
            final MemristorArray array = c.array();
            final PerCellReads twin = new PerCellReads(array, 0.1, 6);
            final double[] deviations = twin.deviations(spikes);
            final float[] clean = read(array.synapses(SCALAR), spikes, 0);
            final int outputs = deviations.length;
            final int reads = 60_000 / outputs;

            final double[] slow = standardised(reads, clean, deviations, r -> twin.read(spikes));
            final Synapses synapses = array.synapses(SCALAR, new ReadNoise(0.1, 7));
            final double[] fast = standardised(reads, clean, deviations, r -> widened(read(synapses, spikes, r)));

            for (final double[] x : new double[][] {slow, fast}) {
                assertEquals(0, Statistics.mean(x), Statistics.Z / Math.sqrt(x.length));
                assertEquals(1, Statistics.variance(x, 0), Statistics.varianceBound(x.length));
                assertTrue(Statistics.kolmogorovSmirnov(x, Statistics::normalCdf) < Statistics.KOLMOGOROV);
            }
            assertTrue(Statistics.kolmogorovSmirnov(slow, fast) < Statistics.KOLMOGOROV);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldHaveTheExactVarianceInEveryColumn(Case c) {
        final int reads = 20_000;
        final SpikeList spikes = c.spikes(false);
        final MemristorArray array = c.array();
        final double[] deviations = new PerCellReads(array, 0.1, 6).deviations(spikes);
        final float[] clean = read(array.synapses(SIMD), spikes, 0);
        final Synapses.Reader reader =
                array.synapses(SIMD, new ReadNoise(0.1, 8)).open();
        final double[] squares = new double[deviations.length];
        for (int r = 0; r < reads; r++) {
            final float[] current = new float[deviations.length + Synapses.PADDING];
            reader.accumulate(spikes, r, current);
            for (int o = 0; o < squares.length; o++) {
                final double z = current[o] - clean[o];
                squares[o] += z * z;
            }
        }

        // 99.9999 % for each column, for there are up to 297 of them
        for (int o = 0; o < squares.length; o++) {
            final double variance = deviations[o] * deviations[o]; // 0 where no cell conducts
            assertEquals(variance, squares[o] / reads, variance * 4.9 * Math.sqrt(2.0 / reads), "output " + o);
        }
    }

    @Test
    void shouldPassKolmogorovSmirnovWhenAMillionReadsAreDrawn() {
        final Case c = new Case(new Matrix(new Linear(100, 0.01f), Shape.vector(40)));
        final SpikeList spikes = c.spikes(true);
        final MemristorArray array = c.array();
        final double[] deviations = new PerCellReads(array, 0.02, 6).deviations(spikes);
        final float[] clean = read(array.synapses(SIMD), spikes, 0);
        final Synapses synapses = array.synapses(SIMD, new ReadNoise(0.02, 1));

        final double[] x = standardised(10_000, clean, deviations, r -> widened(read(synapses, spikes, r)));

        assertEquals(1_000_000, x.length);
        assertEquals(1, Statistics.variance(x, 0), Statistics.varianceBound(x.length));
        assertTrue(Statistics.kolmogorovSmirnov(x, Statistics::normalCdf) < Statistics.KOLMOGOROV);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldGiveTheSameBitsWhenKernelsOrThreadsDiffer(Case c) {
        final SpikeList spikes = c.spikes(false);
        final MemristorArray array = c.array();
        final ReadNoise noise = new ReadNoise(0.1, 7);
        final Synapses simd = array.synapses(SIMD, noise);
        final float[][] expected = new float[64][];
        for (int r = 0; r < expected.length; r++) {
            expected[r] = read(array.synapses(SCALAR, noise), spikes, r);
        }

        final float[][] parallel = new float[64][];
        IntStream.range(0, 64).parallel().forEach(r -> parallel[63 - r] = read(simd, spikes, 63 - r));

        assertTrue(Arrays.deepEquals(expected, parallel));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDifferWhenSeedReadOrLayerDiffers(Case c) {
        final SpikeList spikes = c.spikes(false);
        final MemristorArray array = c.array();
        final MemristorArray elsewhere = MemristorArray.mapped(c.layer(), array.weights(), FormedRram.prime(), 5);
        final MemristorArray here = MemristorArray.mapped(c.layer(), array.weights(), FormedRram.prime(), 2);
        final ReadNoise noise = new ReadNoise(0.1, 7);
        final float[] current = read(here.synapses(SIMD, noise), spikes, 3);

        assertArrayEquals(current, read(here.synapses(SIMD, new ReadNoise(0.1, 7)), spikes, 3));
        assertFalse(Arrays.equals(current, read(here.synapses(SIMD, new ReadNoise(0.1, 8)), spikes, 3)));
        assertFalse(Arrays.equals(current, read(here.synapses(SIMD, noise), spikes, 4)));
        assertFalse(Arrays.equals(current, read(elsewhere.synapses(SIMD, noise), spikes, 3)));
    }

    @Test
    void shouldKeepBitsAcrossJdksAndVersions() {
        final Case c = cases().findFirst().orElseThrow();
        final float[] current = read(c.array().synapses(SIMD, new ReadNoise(0.1, 7)), c.spikes(false), 3);

        assertEquals(PINNED_HASH, Arrays.hashCode(current)); // made by this program
    }

    @Test
    void shouldLeaveCurrentsWithoutActiveConnectedCellsAlone() {
        final Matrix layer = new Matrix(new Linear(3, 0.01f), Shape.vector(4));
        final byte[] mask = {
            1, 1, 1, 1, // output 0: connected to all
            0, 0, 1, 1, // output 1: not to the active inputs
            0, 0, 0, 0
        };
        final MemristorArray array =
                MemristorArray.program(layer, FormedRram.prime(), 1, 0).disconnect(mask);
        final SpikeList spikes = new SpikeList(4);
        spikes.add(0, 1f);
        spikes.add(1, 2f);
        final Synapses synapses = array.synapses(SIMD, new ReadNoise(0.5, 1));
        final float[] current = new float[3 + Synapses.PADDING];
        current[1] = 0.7f;
        current[2] = -0f;
        synapses.open().accumulate(spikes, 0, current);

        final float[] weights = array.effectiveWeights();
        assertFalse(current[0] == weights[0] + 2 * weights[1]);
        assertEquals(0.7f, current[1]);
        assertEquals(0f, current[2]);

        spikes.clear();
        final float[] silent = {-0f, 1f, 2f};
        final float[] before = Arrays.copyOf(silent, 3 + Synapses.PADDING);
        final float[] after = before.clone();
        synapses.open().accumulate(spikes, 1, after);
        assertArrayEquals(before, after);
    }

    @Test
    void shouldAddNoiseToWhatTheCurrentHolds() {
        final Case c = cases().findFirst().orElseThrow();
        final Synapses synapses = c.array().synapses(SCALAR, new ReadNoise(0.1, 7));
        final float[] fromZero = read(synapses, c.spikes(true), 3);
        final float[] current = new float[fromZero.length + Synapses.PADDING];
        Arrays.fill(current, 2f);

        synapses.open().accumulate(c.spikes(true), 3, current);

        for (int o = 0; o < fromZero.length; o++) {
            assertEquals(2f + fromZero[o], current[o], 1e-5f);
        }
    }

    @Test
    void shouldReportTheCellsReadAsOperations() {
        final Case c = cases().findFirst().orElseThrow();
        assertEquals(
                c.array().synapses(SIMD).operations(c.spikes(true)),
                c.array().synapses(SIMD, new ReadNoise(0.1, 7)).operations(c.spikes(true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAllocateNothingWhenReading(Case c) {
        final SpikeList pooled = c.spikes(false);
        final SpikeList binary = c.spikes(true);
        final Synapses synapses = c.array().synapses(SIMD, new ReadNoise(0.1, 7));
        final Synapses.Reader reader = synapses.open();
        final float[] current = new float[synapses.output().size() + Synapses.PADDING];

        Allocation.assertNone(() -> {
            for (int r = 0; r < 2_000; r++) {
                reader.accumulate(pooled, r, current);
                reader.accumulate(binary, r, current);
            }
        });
    }

    private interface Reads {
        double[] read(int number);
    }

    /** (current − clean) / deviation of all outputs with noise over many reads. */
    private static double[] standardised(int reads, float[] clean, double[] deviations, Reads source) {
        return IntStream.range(0, reads)
                .mapToObj(source::read)
                .flatMapToDouble(current -> IntStream.range(0, deviations.length)
                        .filter(o -> deviations[o] > 0)
                        .mapToDouble(o -> (current[o] - clean[o]) / deviations[o]))
                .toArray();
    }

    private static double[] widened(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static float[] read(Synapses synapses, SpikeList spikes, long read) {
        final int size = synapses.output().size();
        final float[] current = new float[size + Synapses.PADDING];
        synapses.open().accumulate(spikes, read, current);
        return Arrays.copyOf(current, size);
    }
}
