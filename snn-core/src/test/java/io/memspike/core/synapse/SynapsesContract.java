package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Matrix;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What all synapses of weights in memory must do, on geometries of all sorts: the bits of {@link SlowMatrix}, so those of each
 * other, with either kernels.
 */
abstract class SynapsesContract {
    /** A matrix to try. */
    abstract Matrix draw(RandomStream random);

    /** The synapses under test. */
    abstract WeightedSynapses synapses(Matrix matrix, float[] weights, Kernels kernels);

    private final Kernels[] all = {
        new ScalarKernels(), KernelsLookup.find("auto").kernels()
    };

    /** One geometry with weights, inputs and currents that are there before. */
    private record Case(Matrix matrix, float[] weights, float[] values, float[] start) {
        static Case of(Matrix matrix, RandomStream random) {
            return new Case(
                    matrix,
                    gaussians(random, matrix.weights()),
                    inputs(random, matrix.input().size()),
                    Arrays.copyOf(
                            gaussians(random, matrix.output().size()),
                            matrix.output().size() + Synapses.PADDING));
        }

        float[] expected() {
            final float[] current = start.clone();
            SlowMatrix.accumulate(matrix, weights, values, current);
            return cut(current);
        }

        float[] cut(float[] current) {
            return Arrays.copyOf(current, matrix.output().size());
        }

        float[] read(Synapses.Reader reader, SpikeList spikes) {
            final float[] current = start.clone();
            reader.accumulate(spikes, 0, current);
            return cut(current);
        }
    }

    private static float[] gaussians(RandomStream random, int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] inputs(RandomStream random, int n) {
        final double density = random.nextDouble();
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < density ? (1 + random.nextInt(12)) * 0.25f - 1f : 0f;
        }
        return values;
    }

    private static SpikeList spikes(float[] values) {
        final SpikeList spikes = new SpikeList(values.length);
        spikes.compact(values, values.length);
        return spikes;
    }

    @Property(tries = 80)
    void shouldAddContributionsInAscendingOrderOfInput(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case drawn = Case.of(draw(random), random);
        for (final Kernels kernels : all) {
            final WeightedSynapses synapses = synapses(drawn.matrix, drawn.weights, kernels);
            assertEquals(drawn.matrix.input(), synapses.input());
            assertEquals(drawn.matrix.output(), synapses.output());
            final Synapses.Reader reader = synapses.open();
            assertArrayEquals(drawn.expected(), drawn.read(reader, spikes(drawn.values)));
            assertArrayEquals(drawn.expected(), drawn.read(reader, spikes(drawn.values)), "the second read");
        }
    }

    @Property(tries = 40)
    void shouldTakeValuesWithTheBitsOfLists(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case drawn = Case.of(draw(random), random);
        final int there = random.nextInt(drawn.matrix.input().positions() + 1);
        final int channels = drawn.matrix.input().channels();
        Arrays.fill(drawn.values, there * channels, drawn.values.length, 0f);
        Arrays.fill(drawn.start, 0f);
        for (final Kernels kernels : all) {
            final Synapses.Reader reader =
                    synapses(drawn.matrix, drawn.weights, kernels).open();
            if (reader.takesValues()) {
                final float[] current = drawn.start.clone();
                reader.accumulateValues(drawn.values, there, current);
                assertArrayEquals(drawn.expected(), drawn.cut(current));
            }
        }
    }

    @Property(tries = 25)
    void shouldChangeNothingByEntriesOfZero(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case drawn = Case.of(draw(random), random);
        final SpikeList every = new SpikeList(drawn.values.length);
        for (int i = 0; i < drawn.values.length; i++) {
            every.add(i, drawn.values[i]);
        }

        assertArrayEquals(
                drawn.expected(),
                drawn.read(synapses(drawn.matrix, drawn.weights, all[0]).open(), every));
    }

    @Property(tries = 25)
    void shouldReadBatchesAsOneAfterTheOther(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case one = Case.of(draw(random), random);
        final Case other = new Case(one.matrix, one.weights, inputs(random, one.values.length), one.start);
        for (final Kernels kernels : all) {
            final float[][] currents = {one.start.clone(), other.start.clone()};

            synapses(one.matrix, one.weights, kernels)
                    .open()
                    .accumulate(new SpikeList[] {spikes(one.values), spikes(other.values)}, 7, currents);

            assertArrayEquals(one.expected(), one.cut(currents[0]));
            assertArrayEquals(other.expected(), other.cut(currents[1]));
        }
    }

    @Property(tries = 25)
    void shouldTakeOverWeightsInParts(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case drawn = Case.of(draw(random), random);
        final int parts = 1 + random.nextInt(4);
        final WeightedSynapses synapses = synapses(drawn.matrix, new float[drawn.weights.length], all[1]);
        final Synapses.Reader reader = synapses.open();
        assertArrayEquals(drawn.cut(drawn.start), drawn.read(reader, spikes(drawn.values)));
        for (int part = parts - 1; part >= 0; part--) {
            synapses.setWeights(drawn.weights, part, parts);
        }

        assertArrayEquals(drawn.expected(), drawn.read(reader, spikes(drawn.values)));
    }

    @Property(tries = 25)
    void shouldCountAnOperationForEachWeightThatMeetsASpike(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "contract");
        final Case drawn = Case.of(draw(random), random);

        assertEquals(
                SlowMatrix.operations(drawn.matrix, drawn.values),
                synapses(drawn.matrix, drawn.weights, all[0]).operations(spikes(drawn.values)));
    }

    @Property(tries = 5)
    void shouldRefuseWeightsOfAnotherLength(@ForAll long seed) {
        final Matrix matrix = draw(RandomStream.of(seed, "contract"));

        assertEquals(
                matrix.type() + ": expected " + matrix.weights() + " weights, found " + (matrix.weights() + 1),
                assertThrows(
                                IllegalArgumentException.class,
                                () -> synapses(matrix, new float[matrix.weights() + 1], all[0]))
                        .getMessage());
    }
}
