package io.memspike.topology.gradient.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.topology.gradient.matrix.internal.Conv2dGradient;
import io.memspike.topology.gradient.matrix.internal.ConvTranspose2dGradient;
import io.memspike.topology.gradient.matrix.internal.LinearGradient;
import io.memspike.topology.gradient.matrix.internal.PositionGradient;
import io.memspike.topology.gradient.matrix.internal.UnfoldedGradient;
import java.util.Arrays;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Backward sides of convolution and full connection against the obvious twin, and scalar against selected kernels. */
class SynapseGradientTest {
    private static final Kernels SCALAR = new ScalarKernels();
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 3;
    private static final int SAMPLES = 2; // the second finds what the first has left in a worker

    /** Inputs, ∂L/∂current and weights of one layer. */
    private record Case(Matrix layer, float[] weights, float[][] spikes, float[][] deltas) {
        static Case of(MatrixKind kind, Shape input, double spikes, double deltas, RandomStream random) {
            final Matrix layer = new Matrix(kind, input);
            final int reads = SAMPLES * STEPS;
            final float[][] spike = new float[reads][];
            final float[][] delta = new float[reads][];
            for (int i = 0; i < reads; i++) {
                spike[i] = SynapseGradientTwin.counts(random, input.size(), spikes);
                delta[i] = Arrays.copyOf(
                        SynapseGradientTwin.gaussians(random, layer.output().size(), deltas),
                        layer.output().size() + Synapses.PADDING);
            }
            return new Case(layer, SynapseGradientTwin.gaussians(random, layer.weights(), 0.5), spike, delta);
        }

        Shape input() {
            return layer.input();
        }
    }

    /** ∂L/∂weight in file order and ∂L/∂spike of every read. */
    private record Result(float[] weightGradient, float[][] inputGradients) {}

    private static Result run(Case given, SynapseGradient gradient) {
        gradient.useWeights(given.weights, 0, 2);
        gradient.useWeights(given.weights, 1, 2);
        final SynapseGradient.Worker worker = gradient.open();
        final float[][] inputGradients = new float[SAMPLES * STEPS][];
        final float[] weightGradient = new float[given.layer.weights()];
        Arrays.fill(weightGradient, Float.NaN); // to be overwritten
        for (int batch = 0; batch < 2; batch++) { // the second finds what the first has left
            gradient.beginBatch(SAMPLES);
            for (int sample = 0; sample < SAMPLES; sample++) {
                worker.begin(sample, sample);
                for (int t = STEPS - 1; t >= 0; t--) {
                    final int read = sample * STEPS + t;
                    final SpikeList spikes = new SpikeList(given.input().size());
                    spikes.compact(given.spikes[read], given.input().size());
                    inputGradients[read] = new float[given.input().size() + Synapses.PADDING];
                    worker.step(t, spikes, given.deltas[read], inputGradients[read]);
                    inputGradients[read] =
                            Arrays.copyOf(inputGradients[read], given.input().size());
                }
                worker.end();
            }
            SynapseGradientTwin.finish(gradient);
        }
        final int rows = (int) given.layer.weightShape()[0];
        final int half = rows / 2; // in two parts, as threads do
        gradient.weightGradient(weightGradient, half, rows);
        gradient.weightGradient(weightGradient, 0, half);
        return new Result(weightGradient, inputGradients);
    }

    private static void assertAsTheTwin(Case given, Function<Kernels, SynapseGradient> make) {
        final ExactSums weightGradient = new ExactSums(given.layer.weights());
        final ExactSums[] inputGradients = new ExactSums[SAMPLES * STEPS];
        for (int read = 0; read < SAMPLES * STEPS; read++) {
            final ExactSums inputGradient = new ExactSums(given.input().size());
            final float[] delta = given.deltas[read];
            final float[] spikes = given.spikes[read];
            SynapseGradientTwin.forEach(given.layer, (output, input, weight) -> {
                weightGradient.add(weight, delta[output], spikes[input]);
                inputGradient.add(input, delta[output], given.weights[weight]);
            });
            inputGradients[read] = inputGradient;
        }

        final Result scalar = run(given, make.apply(SCALAR));
        final Result selected = run(given, make.apply(SELECTED));

        weightGradient.assertClose("weight", scalar.weightGradient);
        assertArrayEquals(scalar.weightGradient, selected.weightGradient);
        for (int read = 0; read < SAMPLES * STEPS; read++) {
            inputGradients[read].assertClose("read " + read + " input", scalar.inputGradients[read]);
            assertArrayEquals(scalar.inputGradients[read], selected.inputGradients[read]);
        }
    }

    /** Sums of products in double precision, with what float arithmetic may differ from them. */
    private static final class ExactSums {
        private final double[] sums;
        private final double[] magnitudes;
        private final int[] products;

        ExactSums(int length) {
            sums = new double[length];
            magnitudes = new double[length];
            products = new int[length];
        }

        void add(int at, double left, double right) {
            sums[at] += left * right;
            magnitudes[at] += Math.abs(left * right);
            products[at] += left * right == 0 ? 0 : 1;
        }

        /** Within n · 2⁻²⁴ · Σ|product|, which a float sum of n products keeps in any order (Higham 2002, eq. 3.5). */
        void assertClose(String name, float[] found) {
            for (int i = 0; i < sums.length; i++) {
                final double bound = (products[i] + 1) * 0x1p-24 * magnitudes[i];
                assertEquals(sums[i], found[i], bound, name + " " + i);
            }
        }
    }

    @Property(tries = 200)
    void shouldGiveTheGradientsOfAConvolution(
            @ForAll @IntRange(min = 1, max = 4) int in,
            @ForAll @IntRange(min = 1, max = 35) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv2d");
        final Size kernel = new Size(1 + random.nextInt(5), 1 + random.nextInt(5));
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Size padding = new Size(random.nextInt(kernel.height()), random.nextInt(kernel.width()));
        final Shape input = new Shape(in, kernel.height() + random.nextInt(6), kernel.width() + random.nextInt(6));
        final Conv2d conv = new Conv2d(out, kernel, stride, padding, Size.of(1), 1, 1f, false);

        assertAsTheTwin(
                Case.of(conv, input, spikes, deltas, random),
                kernels -> new Conv2dGradient(new Matrix(conv, input), true, kernels));
    }

    @Example
    void shouldGiveTheGradientsOfAConvolutionWhetherFewOrAllDeltasDifferFromZero() {
        for (final int stride : new int[] {1, 2}) {
            for (final int padding : new int[] {0, 1, 2}) {
                for (final double deltas : new double[] {0, 0.05, 0.6, 1}) {
                    final RandomStream random = RandomStream.of(stride * 10 + padding, "conv2d");
                    final Shape input = new Shape(3, 9, 7);
                    final Conv2d conv = new Conv2d(17, 3, stride, padding, 1f);
                    assertAsTheTwin(
                            Case.of(conv, input, 0.2, deltas, random),
                            kernels -> new Conv2dGradient(new Matrix(conv, input), true, kernels));
                }
            }
        }
    }

    @Property(tries = 200)
    void shouldGiveTheGradientsOfATransposedConvolution(
            @ForAll @IntRange(min = 1, max = 35) int in,
            @ForAll @IntRange(min = 1, max = 5) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "conv transpose");
        final Size kernel = new Size(1 + random.nextInt(4), 1 + random.nextInt(4));
        final Size stride = new Size(1 + random.nextInt(3), 1 + random.nextInt(3));
        final Shape input = new Shape(in, 2 + random.nextInt(5), 2 + random.nextInt(5));
        final Size padding =
                new Size(random.nextInt(Math.min(2, kernel.height())), random.nextInt(Math.min(2, kernel.width())));
        final Size more = new Size(random.nextInt(stride.height()), random.nextInt(stride.width()));
        final ConvTranspose2d conv = new ConvTranspose2d(out, kernel, stride, padding, more, 1f, false);

        assertAsTheTwin(
                Case.of(conv, input, spikes, deltas, random),
                kernels -> new ConvTranspose2dGradient(new Matrix(conv, input), true, kernels));
    }

    @Property(tries = 60)
    void shouldGiveTheInputGradientsOfAllStepsAtOnce(
            @ForAll @IntRange(min = 1, max = 150) int in,
            @ForAll @IntRange(min = 1, max = 150) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "linear");
        final Shape input = Shape.vector(in);
        final Linear linear = new Linear(out, 1f);
        final Case given = Case.of(linear, input, 0.5, deltas, random);
        final float[][] oneByOne = run(given, new LinearGradient(given.layer, true, STEPS, SCALAR)).inputGradients;
        final LinearGradient gradient = new LinearGradient(given.layer, true, STEPS, SELECTED);
        gradient.useWeights(given.weights, 0, 1);
        gradient.beginBatch(SAMPLES);
        final LinearGradient.Worker worker = gradient.open();

        for (int sample = 0; sample < SAMPLES; sample++) {
            final float[][] found = new float[STEPS][in];
            worker.begin(0, sample);
            for (int t = STEPS - 1; t >= 0; t--) {
                worker.step(t, new SpikeList(in), given.deltas[sample * STEPS + t], null);
            }
            worker.inputGradients(found);
            worker.end();

            for (int t = 0; t < STEPS; t++) {
                assertArrayEquals(oneByOne[sample * STEPS + t], found[t]);
            }
        }
    }

    @Property(tries = 200)
    void shouldGiveTheGradientsOfAFullConnection(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 67) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "linear");
        final Shape input = new Shape(channels, height, width);
        final Linear linear = new Linear(out, 1f);

        assertAsTheTwin(
                Case.of(linear, input, spikes, deltas, random),
                kernels -> new LinearGradient(new Matrix(linear, input), true, STEPS, kernels));
    }

    @Property(tries = 100)
    void shouldGiveTheGradientsOfAFullConnectionAtPositions(
            @ForAll @IntRange(min = 1, max = 70) int channels,
            @ForAll @IntRange(min = 1, max = 9) int positions,
            @ForAll @IntRange(min = 1, max = 37) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "positions");
        final Shape input = new Shape(channels, 1, positions);
        final Linear linear = new Linear(out, 1f, false, true);

        assertAsTheTwin(
                Case.of(linear, input, spikes, deltas, random),
                kernels -> new PositionGradient(new Matrix(linear, input), true, kernels));
    }

    /** Kernels, strides, paddings and dilations of any two sides, and channels in groups. */
    @Property(tries = 200)
    void shouldGiveTheGradientsOfAMatrixOfAnyShape(
            @ForAll @IntRange(min = 1, max = 3) int in,
            @ForAll @IntRange(min = 1, max = 4) int out,
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll boolean isTransposed,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "any matrix");
        final Size kernel = size(random, 1, 4);
        final Size stride = size(random, 1, 3);
        final Size dilation = isTransposed ? Size.of(1) : size(random, 1, 3);
        final Size reach =
                new Size((kernel.height() - 1) * dilation.height() + 1, (kernel.width() - 1) * dilation.width() + 1);
        final Size padding =
                new Size(random.nextInt(Math.min(2, reach.height())), random.nextInt(Math.min(2, reach.width())));
        final Shape input =
                new Shape(in * groups, reach.height() + random.nextInt(4), reach.width() + random.nextInt(4));
        final MatrixKind kind = isTransposed
                ? new ConvTranspose2d(
                        out,
                        kernel,
                        stride,
                        padding,
                        new Size(random.nextInt(stride.height()), random.nextInt(stride.width())),
                        1f,
                        false)
                : new Conv2d(out * groups, kernel, stride, padding, dilation, groups, 1f, false);

        assertAsTheTwin(
                Case.of(kind, input, spikes, deltas, random),
                kernels -> new UnfoldedGradient(new Matrix(kind, input), true));
    }

    /** What weights of connections with delays meet is what entered in the last steps. */
    @Property(tries = 100)
    void shouldGiveTheGradientsOfSingleConnections(
            @ForAll @IntRange(min = 1, max = 5) int out,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double spikes,
            @ForAll @DoubleRange(min = 0, max = 1) double deltas,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "sparse");
        final Shape input = new Shape(2, 1 + random.nextInt(2), 3);
        final int[] from = new int[count];
        final int[] to = new int[count];
        final int[] delay = new int[count];
        for (int c = 0; c < count; c++) {
            from[c] = random.nextInt(input.size());
            to[c] = c % out;
            delay[c] = c / out; // no two alike
        }
        final Sparse sparse = new Sparse(out, new Connections(from, to, delay));
        final Shape seen = sparse.seen(input);
        final Case given = Case.of(sparse, seen, spikes, deltas, random);

        assertAsTheTwin(given, kernels -> new UnfoldedGradient(new Matrix(sparse, seen), true));
    }

    private static Size size(RandomStream random, int from, int below) {
        return new Size(from + random.nextInt(below - from), from + random.nextInt(below - from));
    }

    /** What is fast is no other gradient than what is general, but for the order of sums. */
    @Example
    void shouldGoByTheUnfoldingWhereNoFasterWayIsKnown() {
        final Shape input = new Shape(2, 6, 6);
        final Conv2d plain = new Conv2d(4, 3, 1, 1, 1f);
        final Conv2d grouped = new Conv2d(4, Size.of(3), Size.of(1), Size.of(1), Size.of(1), 2, 1f, false);

        assertEquals(
                Conv2dGradient.class,
                SynapseGradient.of(new Matrix(plain, input), true, STEPS, SELECTED)
                        .getClass());
        assertEquals(
                UnfoldedGradient.class,
                SynapseGradient.of(new Matrix(grouped, input), true, STEPS, SELECTED)
                        .getClass());
    }

    @Example
    void shouldGiveWeightGradientsWhenNobodyAsksForThoseOfTheInputs() {
        final Shape input = new Shape(2, 5, 5);
        final Matrix conv = new Matrix(new Conv2d(3, 3, 1, 1, 1f), input);
        final Matrix transposed = new Matrix(new ConvTranspose2d(3, 3, 2, 1, 0, 1f), input);
        final Matrix linear = new Matrix(new Linear(3, 1f), input);
        final SpikeList spikes = new SpikeList(50);
        spikes.add(0, 2f); // channel 0 of the first position
        spikes.add(24, 4f); // channel 0 of row 2, column 2
        for (final SynapseGradient gradient : new SynapseGradient[] {
            new UnfoldedGradient(conv, true),
            new Conv2dGradient(conv, true, SELECTED),
            new ConvTranspose2dGradient(transposed, true, SELECTED),
            new LinearGradient(linear, true, 1, SELECTED)
        }) {
            final float[] delta = new float[243 + Synapses.PADDING];
            delta[1] = 0.5f; // output channel 1 of the first position
            final SynapseGradient.Worker worker = gradient.open();

            gradient.beginBatch(1);
            worker.begin(0, 0);
            worker.step(0, spikes, delta, null);
            worker.end();
            SynapseGradientTwin.finish(gradient);

            // convolutions: the first position is reached from the first spike alone
            final float[] weights = new float[150];
            gradient.weightGradient(weights, 0, gradient instanceof ConvTranspose2dGradient ? 2 : 3);
            float sum = 0;
            for (final float weight : weights) {
                sum += weight;
            }
            assertEquals(gradient instanceof LinearGradient ? 3f : 1f, sum);
        }
    }
}
