package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Eight steps of gradient descent with momentum on scores, masks with hysteresis, against vectors of an independent PyTorch program:
 * masks and counts of writes exactly, all else within 1e-4 of each tensor's largest magnitude.
 */
class GoldenTrainingTest {
    private static final Shape INPUT = new Shape(1, 20, 20);
    private static final int STEPS = 8;
    private static final int BATCH = 6;
    private static final List<String> LAYERS = List.of("conv0", "conv1", "fc0", "fc1");

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    @Test
    void shouldMatchMasksScoresLossesAndWrites() throws Exception {
        final PruningGolden golden = new PruningGolden("s3_training", INPUT, 1, false);
        final Graph graph = GoldenCnnTest.graph(golden, 0, 4, 3, 12);
        final Learners learners = golden.learners(graph).withHysteresis(0.02);
        final Trainer.Task task = Trainer.Task.of(graph, learners, CrossEntropy.of(graph, Loss.MEAN));
        final TrainingConfig config = TrainingConfig.adam(1, BATCH, 0.1, 0, 0, 1);
        final Optimiser momentum = new Optimiser(Optimiser.Method.SGD, 0.9);
        final float[] losses = new float[STEPS];
        final long[] writes = new long[LAYERS.size()];
        final Map<String, List<float[]>> scores = new LinkedHashMap<>();
        LAYERS.forEach(layer -> scores.put(layer, new ArrayList<>()));
        final int[] order = IntStream.range(0, golden.size()).toArray();
        try (Trainer trainer = new Trainer(task, golden, config, kernels, 2, 0)) {
            for (int k = 0; k < STEPS; k++) {
                trainer.begin(order, k * BATCH, (k + 1) * BATCH, 0);
                trainer.learn();
                losses[k] = (float) (Arrays.stream(trainer.current().losses[0]).sum() / BATCH);
                for (int layer = 0; layer < writes.length; layer++) {
                    final String name = LAYERS.get(layer);
                    final Parameters.Pruned pruned = pruned(learners, name);
                    writes[layer] += trainer.writes().get(name).total();
                    assertEquals(
                            (int) golden.tensor("programming")[k * writes.length + layer],
                            writes[layer] - pruned.size() / 2,
                            name + ", step " + k);
                    golden.assertRow(name + ".masks", k, pruned.mask());
                }
                trainer.update(new UpdateRule(k + 1, 0.1, 5e-4, momentum));
                LAYERS.forEach(layer ->
                        scores.get(layer).add(pruned(learners, layer).scores().clone()));
            }
        }

        golden.assertClose("losses", losses);
        for (final String layer : LAYERS) {
            golden.assertClose(layer + ".scores_after", joined(scores.get(layer)));
            golden.assertMask(layer + ".eval_mask", learners);
        }
        golden.assertClose("eval.output", Arrays.copyOf(golden.answers(graph, learners, kernels), BATCH * 10));
    }

    private static Parameters.Pruned pruned(Learners learners, String layer) {
        return (Parameters.Pruned) learners.learnt().get(layer + ".weight").parameters();
    }

    private static float[] joined(List<float[]> rows) {
        final float[] all = new float[rows.size() * rows.get(0).length];
        for (int k = 0; k < rows.size(); k++) {
            System.arraycopy(rows.get(k), 0, all, k * rows.get(k).length, rows.get(k).length);
        }
        return all;
    }
}
