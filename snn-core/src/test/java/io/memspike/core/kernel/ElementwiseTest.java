package io.memspike.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.internal.Elementwise;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.testing.Allocation;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Both twins of the loops between products: the same bits, and nothing beyond the end is touched. */
class ElementwiseTest {
    private static final Elementwise PLAIN = Elementwise.of(new ScalarKernels());
    private static final Elementwise SELECTED =
            Elementwise.of(KernelsLookup.find("auto").kernels());

    /** Numbers of any size, zeros of both signs, whole ones, halves, and now and then what is no number. */
    private static float[] numbers(RandomStream random, int n) {
        final float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = switch (random.nextInt(9)) {
                case 0 -> 0f;
                case 1 -> -0f;
                case 2 -> random.nextInt(7) - 3;
                case 3 -> random.nextInt(7) - 2.5f;
                case 4 -> 1e20f * (float) random.nextGaussian();
                case 5 -> random.nextInt(20) == 0 ? Float.NaN : Float.MIN_VALUE;
                default -> (float) random.nextGaussian();
            };
        }
        return x;
    }

    private static void assertTwins(float[] start, BiConsumer<Elementwise, float[]> loop) {
        final float[] expected = start.clone();
        final float[] found = start.clone();
        loop.accept(PLAIN, expected);
        loop.accept(SELECTED, found);
        assertArrayEquals(bits(expected), bits(found));
    }

    private static int[] bits(float[] x) {
        final int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Float.floatToIntBits(x[i]);
        }
        return bits;
    }

    @Property(tries = 300)
    void shouldGiveTheSameBits(@ForAll @IntRange(min = 0, max = 70) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "elements");
        final float[] x = numbers(random, n + 2);
        final float[] gradient = numbers(random, n + 2);
        final float[] start = numbers(random, n + 2);
        assertTwins(start, (loops, y) -> loops.relu(x, y, n));
        assertTwins(start, (loops, y) -> loops.reluBack(x, gradient, y, n));
        final float[] scale = numbers(random, 32);
        final float[] offset = numbers(random, 32);
        assertTwins(start, (loops, y) -> loops.affine(scale, offset, x, y, n));
        assertTwins(new float[] {1f, -1f}, (loops, range) -> loops.range(x, n, range));
        assertTwins(start, (loops, y) -> loops.raise(x, 2, y, 1, n - 1));
    }

    @Property(tries = 300)
    void shouldRoundToTheSameLevels(@ForAll @IntRange(min = 0, max = 70) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "levels");
        final float[] x = numbers(random, n);
        for (int i = 0; i < n; i++) {
            x[i] = Math.abs(x[i]) > 1e6f ? Float.POSITIVE_INFINITY : x[i];
        }
        final double step = random.nextInt(2) == 0 ? 1 : Math.exp(2 * random.nextGaussian());
        final double origin = random.nextInt(2) == 0 ? 0 : random.nextGaussian();
        final double first = random.nextInt(9) - 4;
        assertTwins(new float[n], (loops, y) -> loops.round(x, origin, step, first, y, n));
    }

    /** At levels, at the halves between them and next to both, where a product with a reciprocal is most easily wrong. */
    @Property(tries = 400)
    void shouldRoundToTheSameLevelsFromZero(@ForAll @IntRange(min = 0, max = 400) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "levels");
        final int levels = (2 << random.nextInt(4)) - 1;
        final double step = random.nextInt(3) == 0 ? 1.0 / levels : Math.exp(6 * random.nextGaussian());
        final float[] x = numbers(random, n);
        for (int i = 0; i < n; i++) {
            final double between = random.nextInt(3) == 0 ? random.nextDouble() : 0.5 * random.nextInt(2);
            final float at = (float) ((random.nextInt(levels + 1) + between) * step);
            x[i] = switch (random.nextInt(random.nextInt(8) == 0 ? 5 : 4)) {
                case 0 -> Math.nextUp(at);
                case 1 -> Math.nextDown(at);
                case 4 -> (float) (x[i] > 1e6f ? -at : x[i] * step); // now and then what is no level at all
                default -> at;
            };
        }
        assertTwins(new float[n], (loops, y) -> loops.round(x, step, levels, y, n));
    }

    @Property(tries = 300)
    void shouldSpreadToTheFirstOfTheLargest(@ForAll @IntRange(min = 0, max = 40) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "spread");
        final int[] places = {n, 0, 3 * n};
        final float[] x = new float[4 * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) - 1;
        }
        final float[] most = new float[n + 1];
        for (int i = 0; i < n; i++) {
            most[i + 1] = Math.max(x[n + i], Math.max(x[i], x[3 * n + i]));
        }
        final float[] gradient = numbers(random, n + 1);
        assertTwins(
                numbers(random, 4 * n),
                (loops, into) ->
                        assertEquals(true, loops.spread(x, places, places.length, most, gradient, 1, into, n)));
    }

    @Example
    void shouldAllocateNothing() {
        final float[] x = numbers(RandomStream.of(1, "elements"), 300);
        final float[] y = new float[300];
        final int[] places = {0};
        Allocation.assertNone(() -> {
            for (int i = 0; i < 2_000; i++) {
                SELECTED.relu(x, y, i % 300);
                SELECTED.round(y, 0.1, 15, x, 240 + i % 60);
                SELECTED.round(x, 0.1, 0.1, 1, y, i % 300);
                SELECTED.spread(x, places, 1, x, y, 0, y, i % 300);
            }
        });
    }

    @Example
    void shouldSayWhereTheLargestIsNowhere() {
        final float[] most = new float[40];
        most[39] = 1;
        for (final Elementwise loops : new Elementwise[] {PLAIN, SELECTED}) {
            assertEquals(false, loops.spread(new float[40], new int[1], 1, most, new float[40], 0, new float[40], 40));
        }
    }

    @Example
    void shouldRoundHalvesToEvenAndNeverToNegativeZero() {
        final float[] x = {0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -0.25f, 2.4f, 2.6f, -0f};
        final float[] expected = {0f, 2f, 2f, 0f, -2f, 0f, 2f, 3f, 0f};
        for (final Elementwise loops : new Elementwise[] {PLAIN, SELECTED}) {
            final float[] y = new float[x.length];
            loops.round(x, 0, 1, 0, y, x.length);
            assertArrayEquals(bits(expected), bits(y));
        }
    }
}
