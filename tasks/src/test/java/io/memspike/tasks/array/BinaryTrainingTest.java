package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.Split;
import io.memspike.tasks.Checkpoint;
import io.memspike.topology.Learners;
import io.memspike.topology.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinaryTrainingTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final BinaryImages DIGITS = BinaryDigits.of(Split.TRAIN, 330);

    private static Model train(long seed, Kernels kernels, int threads, TrainingProgress progress) {
        return new BinaryTraining(12, 50, 1e-2, 1, seed).train(DIGITS, List.of(20, 10), kernels, threads, progress);
    }

    @Test
    void shouldLearnAndGiveTheSameBitsOnAnyThreadsAndKernels() {
        final int[] shown = new int[1];
        final Model one = train(1, SELECTED, 1, new TrainingProgress() {
            @Override
            public void updated(int epoch, int samples, int of, double loss, double accuracy) {
                assertEquals(12 * 330, of);
                assertTrue(loss > 0);
                shown[0] = samples;
            }
        });

        assertEquals(12 * 330, shown[0]);
        for (final Model other : List.of(
                train(1, SELECTED, 3, TrainingProgress.NONE),
                train(1, new ScalarKernels(), 2, TrainingProgress.NONE))) {
            one.tensors()
                    .forEach((name, values) ->
                            assertArrayEquals(values, other.tensors().get(name), name));
        }
        assertFalse(Arrays.equals(
                one.weights("layer1"),
                train(2, SELECTED, 1, TrainingProgress.NONE).weights("layer1")));
        assertEquals("1", one.metadata().get("seed"));
        final PartitionStudy.Data data = new PartitionStudy.Data(DIGITS.first(50), DIGITS);
        final double accuracy = new PartitionStudy(one, BinaryDigits.CELLS, data, SELECTED, 2)
                .ideal()
                .accuracy();
        assertTrue(accuracy > 0.8, "accuracy " + accuracy); // chance is 0.1
    }

    @Test
    void shouldEndWithSignsAndPositiveGains() {
        final Model model = train(1, SELECTED, 2, TrainingProgress.NONE);

        for (final String tensor : List.of("layer1.weight", "layer1.bias", "layer2.weight", "layer2.bias")) {
            for (final float value : model.tensors().get(tensor)) {
                assertEquals(1f, Math.abs(value), tensor);
            }
        }
        // 3/√401 and 3/√21 at the start
        assertEquals(0.15f, model.tensors().get("gain1.scale")[0], 0.1f);
        assertEquals(0.65f, model.tensors().get("gain2.scale")[0], 0.4f);
    }

    @Test
    void shouldNotPretendToResumeATrainingOfSigns() {
        final Graph graph = BinaryNetwork.graph(new Shape(1, 20, 20), List.of(5, 4));
        final Learners learners = BinaryNetwork.learners(graph, 1);

        assertEquals(
                "node layer1: checkpoint: expected bias learnt in a way that training can go on from, found signs",
                assertThrows(IllegalArgumentException.class, () -> Checkpoint.model(graph, learners, Map.of(), true))
                        .getMessage());
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
