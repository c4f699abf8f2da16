package io.memspike.tasks.analog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.datasets.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryTrainerTest {
    private static final double STEP = 1e-2; // of the finite differences

    private static List<LatentLayer> smallNetwork() {
        return List.of(
                new LatentLayer(5, 4, RandomStream.of(1, "first")),
                new LatentLayer(4, 3, RandomStream.of(1, "second")));
    }

    private static BinaryPass pass(List<LatentLayer> layers) {
        final BinaryPass pass = new BinaryPass(layers);
        System.arraycopy(new float[] {1, 0, 1, 1, 0}, 0, pass.inputs(), 0, 5);
        pass.add(2);
        return pass;
    }

    @Test
    void shouldEqualFiniteDifferencesOfTheLoss() {
        final List<LatentLayer> layers = smallNetwork();
        final BinaryPass found = pass(layers);

        for (int l = 0; l < layers.size(); l++) {
            final float[] signs = layers.get(l).signs;
            for (int k = 0; k < signs.length; k++) {
                final float sign = signs[k];
                signs[k] = sign + (float) STEP;
                final double above = pass(layers).loss;
                signs[k] = sign - (float) STEP;
                final double below = pass(layers).loss;
                signs[k] = sign;
                assertEquals((above - below) / (2 * STEP), found.gradients[l][k], 2e-4, "layer " + l + " sign " + k);
            }
        }
    }

    @Test
    void shouldKnowHowTheLossDependsOnTheGain() {
        // a layer's gain · sum changes in the same way as if all its signs did: ∂/∂log gain = Σ sign · ∂/∂sign
        final BinaryPass found = pass(smallNetwork());
        for (int l = 0; l < 2; l++) {
            double sum = 0;
            for (int k = 0; k < found.gradients[l].length; k++) {
                sum += smallNetwork().get(l).signs[k] * found.gradients[l][k];
            }
            assertEquals(sum, found.gainGradients[l], 1e-6);
        }
    }

    private static List<BinaryLayer> train(int threads, long seed, BinaryTrainer.Progress progress) {
        final CroppedImages digits = AnalogDigits.of(Split.TRAIN, 330);
        try (BinaryTrainer trainer =
                new BinaryTrainer(digits, List.of(400, 20, 10), new BinaryTraining(4, 50, 1e-2, 1, seed), threads)) {
            return trainer.train(progress);
        }
    }

    @Test
    void shouldLearnAndGiveTheSameBitsOnAnyNumberOfThreads() {
        final double[] accuracy = new double[1];
        final long[] images = new long[1];
        final List<BinaryLayer> one = train(1, 1, (seen, loss, share) -> {
            images[0] = seen;
            accuracy[0] = share;
            assertTrue(loss > 0);
        });
        final List<BinaryLayer> three = train(3, 1, (seen, loss, share) -> {});
        final List<BinaryLayer> other = train(1, 2, (seen, loss, share) -> {});

        for (int l = 0; l < 2; l++) {
            assertArrayEquals(one.get(l).signs(), three.get(l).signs());
            assertEquals(one.get(l).gain(), three.get(l).gain());
        }
        assertTrue(!java.util.Arrays.equals(one.get(0).signs(), other.get(0).signs()), "another seed");
        assertEquals(4 * 330, images[0]);
        assertTrue(accuracy[0] > 0.5, "accuracy " + accuracy[0]); // chance is 0.1
    }

    @Test
    void shouldRefuseImpossiblePlans() {
        assertEquals(
                "epochs: expected at least 1, found 0",
                assertThrows(IllegalArgumentException.class, () -> BinaryTraining.ofDefaults(0, 1))
                        .getMessage());
        assertEquals(
                "learning rate: expected more than 0, found NaN",
                assertThrows(IllegalArgumentException.class, () -> new BinaryTraining(1, 1, Double.NaN, 0, 1))
                        .getMessage());
    }
}
