package io.memspike.core.kind.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Each kind by numbers worked by hand; pools of any geometry against slow twins, to the bit. */
class ShapesTest {
    private static float[] of(Kind kind, Shape shape, float... x) {
        return Running.of(kind, shape, Map.of()).step(x).out();
    }

    @Example
    void shouldSumAndAverageWindows() {
        final Shape shape = new Shape(1, 2, 4);
        final float[] x = {1f, 0f, 3f, 5f, 0f, 2f, 0f, 0.5f};

        assertArrayEquals(new float[] {3f, 8.5f}, of(new SumPool(Size.of(2), Size.of(2), Size.of(0)), shape, x));
        assertArrayEquals(new float[] {0.75f, 2.125f}, of(new AvgPool(2), shape, x));
        // 1 × 2 windows over a padded column at each end, every 2 columns: zeros count in the mean
        assertArrayEquals(
                new float[] {0.5f, 1.5f, 2.5f, 0f, 1f, 0.25f},
                of(new AvgPool(new Size(1, 2), new Size(1, 2), new Size(0, 1)), shape, x));
    }

    @Example
    void shouldTakeTheLargestOfEachWindowAndNeverThePadding() {
        final Shape shape = new Shape(1, 2, 4);
        final float[] x = {-1f, -2f, 3f, 5f, -4f, -0.5f, 0f, 0.5f};

        assertArrayEquals(new float[] {-0.5f, 5f}, of(new MaxPool(Size.of(2), Size.of(2), Size.of(0)), shape, x));
        assertArrayEquals(
                new float[] {-1f, 3f, 5f, -4f, 0f, 0.5f},
                of(new MaxPool(new Size(1, 2), new Size(1, 2), new Size(0, 1)), shape, x));
    }

    @Example
    void shouldFlattenInTheOrderOfFiles() {
        final Shape shape = new Shape(2, 1, 3);
        final float[] x = {1f, 10f, 0f, 20f, 3f, -30f}; // positions, each with its two channels

        assertArrayEquals(new float[] {1f, 0f, 3f, 10f, 20f, -30f}, of(new Flatten(), shape, x));
        assertArrayEquals(
                x,
                new Running(Graph.chain(shape, List.of(new Flatten(), new Unflatten(2, 1, 3))), Map.of())
                        .step(x)
                        .out());
    }

    @Example
    void shouldRepeatTheNearestAndDrawLinesBetween() {
        final Shape shape = new Shape(1, 2, 2);
        final float[] x = {0f, 4f, 8f, 16f};

        assertArrayEquals(
                new float[] {0f, 0f, 4f, 4f, 8f, 8f, 16f, 16f},
                of(new Upsample(new Size(1, 2), Upsample.Mode.NEAREST), shape, x));
        // columns at −¼ (0), ¼, ¾ and 1¼ (the edge goes on)
        assertArrayEquals(
                new float[] {0f, 1f, 3f, 4f, 8f, 10f, 14f, 16f},
                of(new Upsample(new Size(1, 2), Upsample.Mode.BILINEAR), shape, x));
        assertArrayEquals(
                new float[] {0f, 4f, 2f, 7f, 6f, 13f, 8f, 16f},
                of(new Upsample(new Size(2, 1), Upsample.Mode.BILINEAR), shape, x));
    }

    @Example
    void shouldLayCornersOnEachOther() {
        final Shape shape = new Shape(1, 2, 2);
        final float[] x = {0f, 6f, 12f, 24f};

        // columns at 0, ⅓, ⅔ and 1
        assertArrayEquals(
                new float[] {0f, 2f, 4f, 6f, 12f, 16f, 20f, 24f},
                of(new Upsample(new Size(1, 2), Upsample.Mode.CORNERS), shape, x),
                2e-6f);
        assertArrayEquals(
                new float[] {5f, 5f}, of(new Upsample(new Size(1, 2), Upsample.Mode.CORNERS), Shape.vector(1), 5f));
    }

    @Example
    void shouldPadToTheExtentsOfAnotherMap() {
        final Graph graph = new GraphBuilder()
                .input("input", new Shape(2, 3, 4))
                .node("smaller", new MaxPool(new Size(2, 1), Size.of(1), Size.of(0)), "input")
                .node("smallest", new MaxPool(new Size(1, 3), Size.of(1), Size.of(0)), "smaller")
                .node("padded", new Pad(), "smallest")
                .edge(Edge.of("input", "padded").into(1))
                .build("padded");
        final float[] x = new float[24];
        Arrays.fill(x, 7f);
        final float[] padded = new Running(graph, Map.of()).step(x).out();

        // 2 × 2 positions of two channels in 3 × 4: no row above, one column on the left
        for (int i = 0; i < 24; i++) {
            final int row = i / 2 / 4;
            final int column = i / 2 % 4;
            assertEquals(row < 2 && column >= 1 && column < 3 ? 7f : 0f, padded[i], "at " + i);
        }
        assertEquals(
                "pad: expected at least 1×3 positions at port 1, as at port 0, found 1×1×2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Pad().output(List.of(new Shape(1, 1, 3), new Shape(1, 1, 2))))
                        .getMessage());
    }

    @Example
    void shouldScanColumnsOneAStep() {
        final Running scan = Running.of(new Scan(), new Shape(2, 2, 2), Map.of());
        final float[] x = {1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f}; // rows of two positions, each with its two channels

        assertArrayEquals(new float[] {1f, 2f, 5f, 6f}, scan.step(x).out());
        assertArrayEquals(new float[] {3f, 4f, 7f, 8f}, scan.step(x).out());
        assertArrayEquals(new float[] {0f, 0f, 0f, 0f}, scan.step(x).out());
        scan.session().reset(1);
        assertArrayEquals(new float[] {1f, 2f, 5f, 6f}, scan.step(x).out());
    }

    @Example
    void shouldDelayEachElementByItsOwnSteps() {
        // files hold channels first: channel 0 by 0 and 2, channel 1 by 1 and 3
        final Running delays =
                Running.of(new Delay(Per.ELEMENT), new Shape(2, 1, 2), Map.of("delay", new float[] {0f, 2f, 1f, 3f}));

        assertArrayEquals(
                new float[] {1f, 0f, 0f, 0f}, delays.step(1f, 2f, 3f, 4f).out());
        assertArrayEquals(
                new float[] {5f, 2f, 0f, 0f}, delays.step(5f, 6f, 7f, 8f).out());
        assertArrayEquals(
                new float[] {0f, 6f, 3f, 0f}, delays.step(0f, 0f, 0f, 0f).out());
        assertArrayEquals(
                new float[] {0f, 0f, 7f, 4f}, delays.step(0f, 0f, 0f, 0f).out());
        delays.session().reset(0);
        assertArrayEquals(
                new float[] {0f, 0f, 0f, 0f}, delays.step(0f, 0f, 0f, 0f).out());
    }

    @Example
    void shouldRefuseADelayThatIsNoStep() {
        assertEquals(
                "node 0: tensor delay, element 0: expected whole steps, found 0.5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.of(
                                        new Delay(Per.ONE), Shape.vector(1), Map.of("delay", new float[] {0.5f})))
                        .getMessage());
    }

    @Example
    void shouldAverageOverTimeOrPositions() {
        final Running time = Running.of(new Mean(), Shape.vector(2), Map.of()).step(1f, 4f);

        assertArrayEquals(new float[] {2f, 2f}, time.step(3f, 0f).out());
        assertArrayEquals(new float[] {2f, 3f}, of(new Mean(Mean.Over.POSITIONS), new Shape(2, 1, 2), 1f, 6f, 3f, 0f));
        assertArrayEquals(new float[] {1f, 6f}, of(new Mean(Mean.Over.FIRST), new Shape(2, 1, 2), 1f, 6f, 3f, 0f));
    }

    @Property(tries = 150)
    void shouldPoolWindowsOfAnyGeometry(
            @ForAll @IntRange(min = 1, max = 4) int rows,
            @ForAll @IntRange(min = 1, max = 4) int columns,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "pools");
        final Size kernel = new Size(rows, columns);
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(rows), random.nextInt(columns));
        final Shape shape = new Shape(channels, rows + random.nextInt(6), columns + random.nextInt(6));
        final float[] x = new float[shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) == 0 ? 0f : (float) random.nextGaussian();
        }
        final Shape output = new SumPool(kernel, stride, padding).output(shape);
        final float[] sums = new float[output.size()];
        final float[] means = new float[output.size()];
        final float[] most = new float[output.size()];
        for (int o = 0; o < sums.length; o++) {
            final int channel = o % channels;
            final int top = o / channels / output.width() * stride.height() - padding.height();
            final int left = o / channels % output.width() * stride.width() - padding.width();
            most[o] = Float.NEGATIVE_INFINITY;
            for (int row = top; row < top + rows; row++) {
                for (int column = left; column < left + columns; column++) {
                    if (row >= 0 && row < shape.height() && column >= 0 && column < shape.width()) {
                        sums[o] += x[shape.index(channel, row, column)];
                        most[o] = Math.max(most[o], x[shape.index(channel, row, column)]);
                    }
                }
            }
            means[o] = sums[o] * (1f / (rows * columns));
        }

        assertArrayEquals(sums, of(new SumPool(kernel, stride, padding), shape, x));
        assertArrayEquals(means, of(new AvgPool(kernel, stride, padding), shape, x));
        assertArrayEquals(most, of(new MaxPool(kernel, stride, padding), shape, x));
    }
}
