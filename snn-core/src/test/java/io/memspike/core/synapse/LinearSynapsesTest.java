package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class LinearSynapsesTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheDenseProduct(
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 70) int out,
            @ForAll @DoubleRange(min = 0, max = 1) double density,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "linear");
        final Shape input = new Shape(channels, height, width);
        final Matrix spec = new Matrix(new Linear(out, 1f), input);
        final float[] weights = Dense.gaussians(random, spec.weights());
        final float[] values = Dense.inputs(random, input.size(), density);
        final float[] start = Dense.start(random, out);
        final float[] expected = start.clone();
        Dense.linear(spec, weights, values, expected);

        Dense.assertSame(new LinearSynapses(spec, weights, new ScalarKernels()), values, start, expected);
        Dense.assertSame(new LinearSynapses(spec, weights, SELECTED), values, start, expected);
    }

    @Example
    void shouldCountAnOperationForEachSpikeAndOutput() {
        final Matrix spec = new Matrix(new Linear(10, 1f), Shape.vector(4));
        final LinearSynapses synapses = new LinearSynapses(spec, new float[40], SELECTED);

        assertEquals(3 * 10, synapses.operations(Dense.spikes(new float[] {1f, 0f, 2f, 0.25f})));
    }
}
