package io.memspike.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.internal.NormalNumbers;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.testing.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What every implementation must do: the bits of the obvious loops below, at any size, place and width. */
abstract class KernelsContract {
    private static final int GUARD = 5; // elements on either side that must stay as they are
    private final Kernels kernels = kernels();

    abstract Kernels kernels();

    /** The definition: for each sum, entries in ascending order, multiply then add. */
    private static void obviousAccumulate(
            float[] rows, int stride, int offset, int[] indices, float[] values, int from, int to, Slice sums) {
        for (int j = 0; j < sums.width; j++) {
            for (int e = from; e < to; e++) {
                final float product = values[e] * rows[indices[e] * stride + offset + j];
                sums.array[sums.at + j] = sums.array[sums.at + j] + product;
            }
        }
    }

    private record Slice(float[] array, int at, int width) {}

    private static void obviousLif(Lif spec, float[] current, float[] potential, float[] spikes, int n) {
        for (int i = 0; i < n; i++) {
            final float kept = potential[i] > spec.threshold() ? 0f : spec.retain() * potential[i];
            final float x = kept + current[i];
            potential[i] = x > 0f ? x : spec.leakySlope() * x;
            spikes[i] = potential[i] > spec.threshold() ? 1f : 0f;
        }
    }

    private static float[] random(RandomStream random, int n) {
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Property(tries = 300)
    void shouldStepNeuronsBehindANormBitForBit(
            @ForAll @IntRange(min = 0, max = 150) int n,
            @ForAll @IntRange(min = 1, max = 3) int vectors,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final Lif spec = new Lif(0.25f, 0.25f, random.nextInt(2) == 0 ? 1f : 0.125f);
        final float[] scale = random(random, 16 * vectors);
        final float[] offset = random(random, 16 * vectors);
        final float[] current = random(random, n);
        final float[] before = random(random, n);
        final float[] expected = before.clone();
        final float[] spikes = new float[n];
        final float[] normed = new float[n];
        for (int i = 0; i < n; i++) {
            normed[i] = scale[i % scale.length] * current[i];
            normed[i] = normed[i] + offset[i % scale.length];
        }
        obviousLif(spec, normed, expected, spikes, n);
        final float[] after = new float[n + GUARD];
        final int[] fired = new int[n + 1];

        final int count = kernels.normLif(spec, scale, offset, current, before, after, fired, n);

        assertArrayEquals(expected, Arrays.copyOf(after, n));
        assertArrayEquals(new float[GUARD], Arrays.copyOfRange(after, n, n + GUARD));
        assertArrayEquals(IntStream.range(0, n).filter(i -> spikes[i] == 1f).toArray(), Arrays.copyOf(fired, count));
        assertEquals(count, kernels.normLif(spec, scale, offset, current, before, before, fired, n));
        assertArrayEquals(expected, before); // in place as well
    }

    @Property(tries = 500)
    void shouldSumRowsBitForBit(
            @ForAll @IntRange(min = 0, max = 150) int width,
            @ForAll @IntRange(min = 0, max = 9) int extraStride,
            @ForAll @IntRange(min = 0, max = 40) int spikes,
            @ForAll @IntRange(min = -3, max = 3) int shift,
            @ForAll @IntRange(min = 0, max = 20) int at,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int stride = width + extraStride;
        final float[] rows = random(random, (2 * spikes + 3) * stride + width + 8);
        final int[] indices = new int[spikes + 2];
        for (int i = 1; i < indices.length; i++) {
            indices[i] = indices[i - 1] + 1 + random.nextInt(2);
        }
        final float[] values = random(random, indices.length);
        final int from = random.nextInt(2);
        final int to = from + random.nextInt(spikes + 1);
        final int offset = shift < 0 ? -stride * from : shift; // negative where the rows that are read allow it
        final float[] sums = random(random, at + width + GUARD);
        final float[] expected = sums.clone();
        obviousAccumulate(rows, stride, offset, indices, values, from, to, new Slice(expected, at, width));

        kernels.accumulate(rows, stride, offset, indices, values, from, to, sums, at, width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldSumSeveralRowsBitForBit(
            @ForAll @IntRange(min = 1, max = 5) int vectors,
            @ForAll @IntRange(min = 0, max = 4) int count,
            @ForAll @IntRange(min = 0, max = 20) int spikes,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int width = vectors * kernels.lanes() + (random.nextInt(3) == 0 ? 1 : 0);
        final int rowStep = (spikes + 1) * width;
        final float[] rows = random(random, (count + 1) * rowStep);
        final int[] indices = IntStream.range(0, spikes).toArray();
        final float[] values = random(random, spikes);
        final int sumStep = width + random.nextInt(9);
        final float[] sums = random(random, 3 + count * sumStep + GUARD);
        final float[] expected = sums.clone();
        for (int r = 0; r < count; r++) {
            final Slice slice = new Slice(expected, 3 + r * sumStep, width);
            obviousAccumulate(rows, width, 2 + r * rowStep, indices, values, 0, spikes, slice);
        }

        kernels.accumulateRows(rows, width, 2, rowStep, indices, values, 0, spikes, sums, 3, sumStep, count, width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldSumRunsBitForBit(
            @ForAll @IntRange(min = 0, max = 5) int runs,
            @ForAll @IntRange(min = 0, max = 4) int span,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int width = random.nextInt(2) == 0 ? 64 : random.nextInt(150);
        final int firstStep = random.nextInt(4);
        final int[] starts = new int[runs * firstStep + span + 2];
        for (int position = 1; position < starts.length; position++) {
            starts[position] = starts[position - 1] + random.nextInt(channels + 1);
        }
        final int entries = starts[starts.length - 1];
        final int[] indices = new int[entries];
        for (int e = 0; e < entries; e++) {
            indices[e] = e + runs; // rows before the first are reached by runs that lose their offset
        }
        final int offsetStep = random.nextInt(width + 1);
        final float[] values = random(random, entries);
        final float[] rows = random(random, (entries + runs + 1) * width + GUARD);
        final float[] sums = random(random, 3 + width + GUARD);
        final float[] expected = sums.clone();
        final Slice slice = new Slice(expected, 3, width);
        for (int r = 0; r < runs; r++) {
            final int start = 1 + r * firstStep;
            obviousAccumulate(
                    rows, width, 2 - r * offsetStep, indices, values, starts[start], starts[start + span], slice);
        }

        kernels.accumulateRuns(
                rows, width, 2, offsetStep, indices, values, starts, 1, firstStep, span, runs, sums, 3, width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldAddPatchesBitForBit(
            @ForAll @IntRange(min = 0, max = 150) int anyWidth,
            @ForAll @IntRange(min = 0, max = 6) int count,
            @ForAll @IntRange(min = 0, max = 9) int slack,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int width = random.nextInt(3) == 0 ? 4 * kernels.lanes() : anyWidth;
        final int rowStep = width + random.nextInt(9);
        final int sumStep = width + slack;
        final float value = (float) random.nextGaussian();
        final float[] rows = random(random, slack + count * rowStep + width);
        final float[] sums = random(random, slack + count * sumStep + width + GUARD);
        final float[] expected = sums.clone();
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < width; j++) {
                final float product = value * rows[slack + r * rowStep + j];
                final int sum = slack + r * sumStep + j;
                expected[sum] = expected[sum] + product;
            }
        }

        kernels.addPatch(rows, slack, rowStep, value, sums, slack, sumStep, count, width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldSumWindowsBitForBit(
            @ForAll @IntRange(min = 0, max = 150) int anyWidth,
            @ForAll @IntRange(min = 0, max = 7) int windows,
            @ForAll @IntRange(min = 1, max = 3) int windowStep,
            @ForAll @IntRange(min = 1, max = 5) int span,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int width = random.nextInt(3) == 0 ? 4 * kernels.lanes() : anyWidth;
        final int window = random.nextInt(3);
        final int positions = window + windows * windowStep + span;
        final int[] starts = new int[positions + 1];
        final int[] indices = new int[positions * channels];
        int n = 0;
        for (int i = 0; i < indices.length; i++) {
            if (random.nextInt(3) == 0) {
                indices[n++] = i;
            }
            starts[i / channels + 1] = n;
        }
        final float[] values = random(random, n);
        final int stride = width + random.nextInt(9);
        final int offsetStep = windowStep * channels * stride;
        final float[] rows = random(random, span * channels * stride + width);
        final int offset = -window * channels * stride;
        final float[] sums = random(random, window + windows * width + GUARD);
        final float[] expected = sums.clone();
        for (int w = 0; w < windows; w++) {
            final int from = starts[window + w * windowStep];
            final int to = starts[window + w * windowStep + span];
            final Slice slice = new Slice(expected, window + w * width, width);
            obviousAccumulate(rows, stride, offset - w * offsetStep, indices, values, from, to, slice);
        }

        kernels.accumulateWindows(
                rows,
                stride,
                offset,
                offsetStep,
                indices,
                values,
                starts,
                window,
                windowStep,
                span,
                windows,
                sums,
                window,
                width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldSumDenseRowsBitForBit(
            @ForAll @IntRange(min = 0, max = 150) int width,
            @ForAll @IntRange(min = 0, max = 20) int count,
            @ForAll @IntRange(min = 0, max = 9) int groups,
            @ForAll @IntRange(min = 0, max = 3) int slack,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final int stride = width + slack;
        final int factorStep = 1 + random.nextInt(count + 2);
        final int sumStep = width + slack;
        final float[] rows = random(random, slack + count * stride + width);
        final float[] factors = random(random, slack + groups * factorStep + count);
        final float[] sums = random(random, slack + groups * sumStep + width + GUARD);
        final float[] expected = sums.clone();
        for (int g = 0; g < groups; g++) {
            for (int e = 0; e < count; e++) {
                for (int j = 0; j < width; j++) {
                    final int sum = slack + g * sumStep + j;
                    final float product = factors[slack + g * factorStep + e] * rows[slack + e * stride + j];
                    expected[sum] = expected[sum] + product;
                }
            }
        }

        kernels.accumulateDense(
                rows, stride, slack, factors, slack, factorStep, count, sums, slack, sumStep, groups, width);

        assertArrayEquals(expected, sums);
    }

    @Property(tries = 300)
    void shouldStepNeuronsBitForBit(
            @ForAll @IntRange(min = 0, max = 140) int n,
            @ForAll @IntRange(min = 0, max = 4) int retain,
            @ForAll @IntRange(min = 0, max = 4) int slope,
            @ForAll @IntRange(min = 0, max = 3) int threshold,
            @ForAll long seed) {
        final Lif spec = new Lif(retain * 0.25f, threshold * 0.2f, slope * 0.25f);
        final RandomStream random = RandomStream.of(seed, "kernels");
        final float[] potential = new float[n + GUARD];
        final int[] fired = new int[n + GUARD];
        final float[] expectedPotential = potential.clone();
        final float[] expectedSpikes = new float[n];
        for (int step = 0; step < 4; step++) {
            final float[] current = random(random, n + GUARD);
            if (n > 0) {
                current[random.nextInt(n)] = spec.threshold(); // now and then exactly on the threshold
            }
            obviousLif(spec, current, expectedPotential, expectedSpikes, n);

            final int count = kernels.lif(spec, current, potential, fired, n);

            assertArrayEquals(expectedPotential, potential);
            assertArrayEquals(positions(expectedSpikes), Arrays.copyOf(fired, count));
        }
    }

    @Property(tries = 300)
    void shouldListWhatIsNotZero(
            @ForAll @IntRange(min = 0, max = 140) int n,
            @ForAll @IntRange(min = 0, max = 4) int every,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final float[] dense = random(random, n + GUARD);
        for (int i = 0; i < n; i++) {
            dense[i] = random.nextInt(every + 1) == 0 ? dense[i] : i % 2 == 0 ? 0f : -0f;
        }
        final float[] given = dense.clone();
        final int[] indices = new int[n + 1];
        final float[] values = new float[n + 1];

        final int count = kernels.compact(dense, n, indices, values);

        final int[] expected = positions(Arrays.copyOf(dense, n));
        assertArrayEquals(expected, Arrays.copyOf(indices, count));
        for (int e = 0; e < count; e++) {
            assertEquals(dense[expected[e]], values[e]);
        }
        assertArrayEquals(given, dense);
    }

    @Property(tries = 300)
    void shouldListWhereValuesAreNotPositive(
            @ForAll @IntRange(min = 0, max = 40) int from,
            @ForAll @IntRange(min = 0, max = 150) int n,
            @ForAll @IntRange(min = 1, max = 40) int rarity,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final float[] others = {0f, -0f, -1f, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY};
        final float[] positive = {1f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        final float[] values = new float[from + n + GUARD];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(rarity) == 0
                    ? others[random.nextInt(others.length)]
                    : positive[random.nextInt(positive.length)];
        }
        final float[] given = values.clone();
        final int[] indices = new int[n + 1];

        final int count = kernels.notPositive(values, from, from + n, indices);

        assertArrayEquals(
                IntStream.range(from, from + n).filter(i -> !(given[i] > 0)).toArray(), Arrays.copyOf(indices, count));
        assertArrayEquals(given, values);
    }

    @Property(tries = 300)
    void shouldListTheCountsOfTwoPlanesThatAreNotZero(
            @ForAll @IntRange(min = 0, max = 150) int positions,
            @ForAll @IntRange(min = 1, max = 40) int rarity,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final byte[] planes = new byte[2 * positions];
        final List<Integer> entries = new ArrayList<>();
        final List<Float> counts = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            for (int plane = 0; plane < 2; plane++) {
                final int count = random.nextInt(rarity) == 0 ? random.nextInt(256) : 0;
                planes[plane * positions + i] = (byte) count;
                if (count > 0) {
                    entries.add(2 * i + plane);
                    counts.add((float) count);
                }
            }
        }
        final byte[] given = planes.clone();
        final int[] indices = new int[2 * positions + 1];
        final float[] values = new float[2 * positions + 1];

        final int found = kernels.compactPlanes(planes, positions, indices, values);

        assertEquals(entries, Arrays.stream(indices, 0, found).boxed().toList());
        for (int e = 0; e < found; e++) {
            assertEquals(counts.get(e), values[e]);
        }
        assertArrayEquals(given, planes);
    }

    @Property(tries = 300)
    void shouldAddNormalNumbersBitForBit(@ForAll @IntRange(min = 0, max = 140) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final long key = random.nextLong();
        final float scale = random.nextFloat();
        final float[] variance = random(random, n + GUARD);
        final boolean isSparse = random.nextInt(2) == 0;
        for (int i = 0; i < n; i++) {
            // now and then nothing in a whole vector, elsewhere in single lanes
            final boolean isQuiet = isSparse ? i / 16 % 2 == 0 : random.nextInt(3) == 0;
            variance[i] = isQuiet ? 0f : variance[i] * variance[i];
        }
        final float[] current = random(random, n + GUARD);
        if (n > 0) {
            current[random.nextInt(n)] = -0f; // kept where the variance is 0
        }
        final float[] given = current.clone();
        final float[] expected = current.clone();
        NormalNumbers.add(key, scale, variance, expected, 0, n);

        kernels.addNormal(key, scale, variance.clone(), current, n);

        assertArrayEquals(expected, current);
        for (int i = 0; i < n + GUARD; i++) {
            if (i >= n || variance[i] == 0f) {
                assertEquals(Float.floatToRawIntBits(given[i]), Float.floatToRawIntBits(current[i]));
            } else {
                final double noise = scale * Math.sqrt(variance[i]) * NormalNumbers.at(key, i);
                assertEquals(given[i] + noise, current[i], 1e-6 * (1 + Math.abs(given[i]) + Math.abs(noise)));
            }
        }
    }

    private static int[] positions(float[] dense) {
        return IntStream.range(0, dense.length).filter(i -> dense[i] != 0f).toArray();
    }

    /** Once compiled; SIMD allocates while it is interpreted. */
    @Example
    void shouldAllocateNothing() {
        final Lif spec = new Lif(0.2f, 0.2f, 0.1f);
        final RandomStream random = RandomStream.of(1, "kernels");
        final float[] rows = random(random, 40 * 160);
        final int[] indices = new int[40];
        Arrays.setAll(indices, i -> i);
        final float[] values = random(random, 40);
        final int[] starts = {0, 20, 40};
        final int[] windows = {0, 8, 16, 24, 32, 40};
        final float[] wide = random(random, 42 * 64);
        final float[] sums = new float[5 * 64];
        final float[] powers = new float[160];
        final int[] fired = new int[160];
        final byte[] planes = new byte[40];
        planes[3] = 1;
        planes[25] = 2;
        Allocation.assertNone(() -> {
            for (int i = 0; i < 2_000; i++) {
                Arrays.fill(sums, 0f);
                final int width = i % 157;
                kernels.accumulate(rows, width, 0, indices, values, 0, i % 40, sums, 0, width);
                kernels.accumulateDense(rows, width / 5, 0, values, 0, 1, 30, sums, 0, width / 5, 5, width / 5);
                kernels.accumulateRuns(rows, 64, 64, 64, indices, values, starts, 0, 1, 1, 2, sums, 3, 64 - i % 2);
                final int vectors = 4 * kernels.lanes();
                kernels.accumulateWindows(
                        wide, vectors, vectors, vectors, indices, values, windows, 0, 1, 2, 3 + i % 2, sums, 0,
                        vectors);
                kernels.addPatch(wide, i % 7, vectors, 2f, sums, i % 5, vectors, 3, vectors);
                kernels.lif(spec, values, sums, fired, i % 40);
                kernels.compact(values, i % 40, fired, sums);
                kernels.compactPlanes(planes, i % 20, fired, sums);
                kernels.notPositive(values, i % 3, i % 40, fired);
                Arrays.fill(powers, 1f);
                kernels.addNormal(i, 1f, powers, sums, i % 160);
            }
        });
    }

    @Property(tries = 500)
    void shouldTurnValuesIntoWholeFactorsOrRefuseThem(
            @ForAll @IntRange(min = 0, max = 70) int n,
            @ForAll @IntRange(min = -1, max = 69) int odd,
            @ForAll @IntRange(min = 0, max = 12) int kind,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "kernels");
        final float step = random.nextInt(2) == 0 ? 1f : 0.25f;
        final float[] values = new float[n];
        final short[] expected = new short[n];
        for (int i = 0; i < n; i++) {
            expected[i] = (short) (random.nextInt(511) - 255);
            values[i] = expected[i] * step;
        }
        final float[] wrong = { // one of them at a random place
            0.5f * step,
            256 * step,
            -256 * step,
            0x1.8p23f * step,
            -0x1.8p23f * step,
            -(0x1.8p23f + 1) * step,
            1e9f,
            -1e9f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -Float.MAX_VALUE
        };
        final short[] found = new short[n];
        if (odd >= 0 && odd < n) {
            values[odd] = wrong[kind];
            assertEquals(-1, kernels.whole().factors(values, step, 1 / step, found, n));
            return;
        }
        final int largest = IntStream.range(0, n).map(i -> expected[i]).reduce(0, Math::max);
        final int smallest = IntStream.range(0, n).map(i -> expected[i]).reduce(0, Math::min);
        assertEquals(largest - 256 * smallest, kernels.whole().factors(values, step, 1 / step, found, n));
        assertArrayEquals(expected, found);
    }
}
