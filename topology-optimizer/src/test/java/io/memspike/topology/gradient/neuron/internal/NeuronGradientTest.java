package io.memspike.topology.gradient.neuron.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memspike.core.ChannelAffine;
import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.matrix.SynapseGradientTwin;
import io.memspike.topology.gradient.norm.ChannelSums;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NeuronGradientTest {
    private static final String EXPECTED = System.getProperty("memspike.expectedKernels");
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Lif LIF = new Lif(0.25f, 0.5f, 0.125f);

    @Example
    void shouldGoWithTheKernelsThatThisRunDemands() {
        assumeTrue(EXPECTED != null, "memspike.expectedKernels is not set: not run by the build");

        assertEquals(EXPECTED, SELECTED.name());
        assertEquals(
                EXPECTED.equals("simd") ? "SimdNeuronGradient" : "ScalarNeuronGradient",
                NeuronGradient.of(SELECTED).getClass().getSimpleName());
        assertEquals(
                ScalarNeuronGradient.class,
                NeuronGradient.of(new ScalarKernels()).getClass());
    }

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheScalarTwin(@ForAll @IntRange(min = 0, max = 67) int n, @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "neurons");
        final Lif spec = new Lif(random.nextFloat(), random.nextFloat(), random.nextFloat());
        final float[] potential = new float[n + 3];
        final float[] spikeGradient = new float[n + 3];
        final float[] delta = new float[n + 3];
        for (int i = 0; i < delta.length; i++) {
            potential[i] = potential(random, spec);
            spikeGradient[i] = random.nextInt(4) == 0 ? 0f : (float) random.nextGaussian();
            delta[i] = random.nextInt(4) == 0 ? 0f : (float) random.nextGaussian();
        }
        final float cost = random.nextInt(2) * 0.01f;
        final float[] expected = delta.clone();
        new ScalarNeuronGradient().backward(spec, potential, spikeGradient, cost, expected, expected, n);

        NeuronGradient.of(SELECTED).backward(spec, potential, spikeGradient, cost, delta, delta, n);

        assertArrayEquals(expected, delta); // what lies behind n untouched
    }

    @Property(tries = 300)
    void shouldGiveTheBitsOfTheScalarTwinBehindANorm(
            @ForAll @IntRange(min = 0, max = 1100) int n,
            @ForAll @IntRange(min = 1, max = 40) int channels,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "neurons");
        final Lif spec = new Lif(random.nextFloat(), 0.2f, 1f, 0f);
        final float[] potential = new float[n];
        for (int i = 0; i < n; i++) {
            potential[i] = potential(random, spec);
        }
        final float[] spikeGradient = SynapseGradientTwin.gaussians(random, n, 0.8);
        final float[] later = SynapseGradientTwin.gaussians(random, n, 0.8);
        final float[] current = SynapseGradientTwin.gaussians(random, n, 1);
        final int run = ChannelAffine.runLength(channels);
        final float[] mean = SynapseGradientTwin.gaussians(random, run, 1);
        final float[][] factors = new float[3][];
        for (int i = 0; i < 3; i++) {
            factors[i] = SynapseGradientTwin.gaussians(random, run, 1);
        }
        final float[][] delta = new float[2][n];
        final float[][] result = new float[2][n];
        final ChannelSums[] sums = new ChannelSums[2];
        final NeuronGradient[] twins = {new ScalarNeuronGradient(), NeuronGradient.of(SELECTED)};

        for (int i = 0; i < 2; i++) {
            sums[i] = new ChannelSums(channels, mean);
            twins[i].addSquares(current, sums[i], n);
            twins[i].backward(spec, potential, spikeGradient, 0.7f, later, delta[i], current, sums[i], n);
            twins[i].normBackward(factors, delta[i], current, result[i], n);
            twins[i].addProducts(delta[i], current, sums[i], n);
        }

        assertArrayEquals(delta[0], delta[1]);
        assertArrayEquals(result[0], result[1]);
        assertArrayEquals(sums[0].first(), sums[1].first());
        assertArrayEquals(sums[0].second(), sums[1].second());
    }

    /** Often exactly on an edge: 0, the threshold, the ends of the window. */
    private static float potential(RandomStream random, Lif spec) {
        return switch (random.nextInt(8)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2 -> spec.threshold();
            case 3 -> spec.threshold() + NeuronGradient.WINDOW;
            case 4 -> spec.threshold() - NeuronGradient.WINDOW;
            default -> (float) random.nextGaussian();
        };
    }

    private static float delta(float potential, float spikeGradient, float deltaAfter) {
        final float[] delta = {deltaAfter};
        new ScalarNeuronGradient()
                .backward(LIF, new float[] {potential}, new float[] {spikeGradient}, 0f, delta, delta, 1);
        return delta[0];
    }

    @Example
    void shouldAddTheCostOfASpikeToItsGradient() {
        final float[] delta = {4f, 4f};
        new ScalarNeuronGradient()
                .backward(LIF, new float[] {0.75f, 1.5f}, new float[] {2f, 2f}, 0.5f, delta, delta, 2);
        assertArrayEquals(new float[] {2.5f - 0.75f, 0f}, delta); // and nothing far above, where there is no surrogate
    }

    @Example
    void shouldFollowTheEquationsOfOneNeuron() {
        // retain 0.25 · ∂L/∂current after 4 = 1 for what is kept; the surrogate is 1 for 0 < u < 1
        assertEquals(2f - 0.75f, delta(0.75f, 2f, 4f)); // fired: surrogate · (2 − 1 · u), nothing kept
        assertEquals(2f - 0.25f + 1f, delta(0.25f, 2f, 4f)); // silent: the same and the kept part
        assertEquals(0f, delta(1.5f, 2f, 4f)); // far above: no surrogate, all reset
        assertEquals(0.125f, delta(-0.5f, 2f, 4f)); // negative: the kept part, through the leaky slope
        assertEquals(0f, delta(1f, 2f, 4f)); // end of the window: excluded
        assertEquals(2f - 0.5f + 1f, delta(0.5f, 2f, 4f)); // on the threshold: not fired
    }
}
