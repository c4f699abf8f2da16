package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.PatchScatter;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PatchScatterTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    @Property(tries = 400)
    void shouldGiveTheBitsOfTheDenseTransposedConvolution(
            @ForAll @IntRange(min = 1, max = 6) int from,
            @ForAll @IntRange(min = 1, max = 17) int to,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "scatter");
        final Size kernel = new Size(1 + random.nextInt(5), 1 + random.nextInt(5));
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(6) - 1, random.nextInt(6) - 1);
        final Shape source = new Shape(from, 1 + random.nextInt(6), 1 + random.nextInt(6));
        // targets that cut patches off and targets that leave rows and columns untouched
        final Shape target = new Shape(
                to,
                1 + random.nextInt(source.height() * stride.height() + kernel.height()),
                1 + random.nextInt(source.width() * stride.width() + kernel.width()));
        final float[] patches = Dense.gaussians(random, from * to * kernel.area());
        final float[] values = Dense.inputs(random, source.size(), density);
        final float[] start = Dense.start(random, target.size());
        final float[] expected = start.clone();
        Dense.transposed(source, target, kernel, stride, padding, patches, values, expected);

        for (final Kernels kernels : new Kernels[] {new ScalarKernels(), SELECTED}) {
            final PatchScatter scatter = new PatchScatter(source, target, kernel, stride, padding, kernels);
            final float[] sums = start.clone();
            scatter.accumulate(scatter.rows(patches), Dense.spikes(values), sums);
            assertArrayEquals(Arrays.copyOf(expected, target.size()), Arrays.copyOf(sums, target.size()));
        }
    }

    /** Rows too many to be added position by position. */
    @Property(tries = 20)
    void shouldGiveTheSameBitsOfManyChannels(
            @ForAll @IntRange(min = 3, max = 5) int kernel,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "scatter");
        final Shape source = new Shape(70, 3, 4);
        final Shape target = new Shape(20, 5, 6);
        final float[] patches = Dense.gaussians(random, source.channels() * target.channels() * kernel * kernel);
        final float[] values = Dense.inputs(random, source.size(), density);
        final float[] expected = Dense.start(random, target.size());
        final float[] sums = expected.clone();
        final Size one = Size.of(1);
        Dense.transposed(source, target, Size.of(kernel), one, one, patches, values, expected);

        final PatchScatter scatter = new PatchScatter(source, target, Size.of(kernel), one, one, SELECTED);
        scatter.accumulate(scatter.rows(patches), Dense.spikes(values), sums);

        assertArrayEquals(Arrays.copyOf(expected, target.size()), Arrays.copyOf(sums, target.size()));
    }
}
