package io.memspike.core.kind.norm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.neuron.Lif;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormsTest {
    private static final Shape SHAPE = new Shape(2, 1, 2);
    private static final float[] X = {1f, 10f, 3f, -30f}; // positions, each with its two channels

    private static float[] of(Kind kind, Map<String, float[]> tensors) {
        return Running.of(kind, SHAPE, tensors).step(X).out();
    }

    @Test
    void shouldScaleAndShift() {
        final float[] two = {2f, 0.5f};
        final float[] each = {2f, 4f, 0.5f, -1f}; // channel 0 at both positions, then channel 1

        assertArrayEquals(new float[] {2f, 5f, 6f, -15f}, of(new Scale(Per.CHANNEL), Map.of("scale", two)));
        assertArrayEquals(new float[] {2f, 5f, 12f, 30f}, of(new Scale(Per.ELEMENT), Map.of("scale", each)));
        assertArrayEquals(
                new float[] {3f, 21f, 7f, -59f},
                of(new Affine(Per.ONE), Map.of("scale", new float[] {2f}, "offset", new float[] {1f})));
        assertArrayEquals(
                new float[] {3f, 4f, 7f, -16f},
                of(new Affine(Per.CHANNEL), Map.of("scale", two, "offset", new float[] {1f, -1f})));
    }

    @Test
    void shouldNormaliseByTheStoredStatistics() {
        final Map<String, float[]> tensors = new HashMap<>();
        tensors.put("mean", new float[] {1f, -2f});
        tensors.put("variance", new float[] {3.75f, 15.75f});
        // with epsilon ¼: deviations 2 and 4
        assertArrayEquals(new float[] {0f, 3f, 1f, -7f}, of(new BatchNorm(0.25f, false), tensors));
        tensors.put("gamma", new float[] {4f, 0.5f});
        tensors.put("beta", new float[] {1f, 0f});
        assertArrayEquals(new float[] {1f, 1.5f, 5f, -3.5f}, of(new BatchNorm(0.25f, true), tensors));
    }

    @Test
    void shouldRoundToLevelsOverTheRangeOfEachStep() {
        final Running levels = Running.of(new Quantiser(2, true), SHAPE, Map.of());

        // 3 intervals of 40/3 from −30, which is no whole number of them: from −40
        assertArrayEquals(
                new float[] {-40f / 3, 0f, -40f / 3, -40f}, levels.step(X).out());
        assertArrayEquals(
                new float[] {0f, 1f, 2f, 3f}, levels.step(0f, 0.75f, 1.5f, 3f).out());
        assertArrayEquals(new float[] {0f, 0f, 2f, 3f}, of(new Quantiser(2, false), 0f, 0.5f, 2.25f, 3f));
        assertArrayEquals(new float[] {0.7f, 0.7f, 0.7f, 0.7f}, of(new Quantiser(2, false), 0.7f, 0.7f, 0.7f, 0.7f));
    }

    private static float[] of(Quantiser quantiser, float... x) {
        return Running.of(quantiser, SHAPE, Map.of()).step(x).out();
    }

    @Test
    void shouldNormaliseTheChannelsOfEachPosition() {
        // means 5.5 and −13.5, deviations 4.5 and 16.5
        final LayerNorm plain = new LayerNorm(1e-12f, false);
        assertArrayEquals(new float[] {-1f, 1f, 1f, -1f}, of(plain, Map.of()));
        assertArrayEquals(
                new float[] {-1f, 4f, 3f, 2f},
                of(new LayerNorm(1e-12f, true), Map.of("gamma", new float[] {2f, 1f}, "beta", new float[] {1f, 3f})));
    }

    /** A neuron that applies the scale itself gives the bits of one that is given the scaled current. */
    @Test
    void shouldGiveTheSameBitsBeforeANeuronAsAlone() {
        final Shape shape = new Shape(3, 2, 5);
        final RandomStream random = RandomStream.of(3, "norms");
        final Map<String, float[]> tensors = new HashMap<>();
        for (final String name : new String[] {"gamma", "beta", "mean", "variance"}) {
            tensors.put("0." + name, new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()});
        }
        final BatchNorm norm = new BatchNorm(1e-5f, true);
        final Lif lif = new Lif(0.5f, 0.3f, 0.1f);
        final Running folded = new Running(Graph.chain(shape, List.of(norm, lif)), tensors);
        final Running alone = new Running(Graph.chain(shape, List.of(norm)), tensors);
        final Running neurons = new Running(Graph.chain(shape, List.of(lif)), Map.of());
        for (int t = 0; t < 20; t++) {
            final float[] x = new float[shape.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            folded.step(x);
            neurons.step(alone.step(x).out());
            assertArrayEquals(neurons.out(), folded.out());
            assertArrayEquals(neurons.potential(), folded.potential("1"));
        }
    }
}
