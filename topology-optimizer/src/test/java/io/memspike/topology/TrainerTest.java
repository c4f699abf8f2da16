package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.ScalarKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final Shape INPUT = new Shape(2, 10, 10);
    private static final List<LayerSpec> LAYERS = List.of(
            new LayerSpec.Conv2d(2, 5, 3, 1, 1, 0.05f),
            new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
            new LayerSpec.AvgPool2d(2),
            new LayerSpec.Conv2d(5, 33, 3, 1, 0, 0.05f),
            new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
            new LayerSpec.Linear(33 * 9, 3, 0.05f),
            new LayerSpec.Readout(0.1f));

    private final Kernels fastest = KernelsLookup.find("auto").kernels();

    @Test
    void shouldGiveTheSameBitsWhateverTheNumberOfThreads() {
        final float[] one = train(fastest, 1, 2, 0);

        assertArrayEquals(one, train(fastest, 2, 2, 0));
        assertArrayEquals(one, train(fastest, 3, 2, 0));
    }

    @Test
    void shouldGiveTheSameBitsWithScalarKernels() {
        assertArrayEquals(train(fastest, 2, 2, 0), train(new ScalarKernels(), 2, 2, 0));
    }

    @Test
    void shouldChangeTheScoresAndNeverTheWeights() {
        final Map<Integer, Learner> learners = learners();
        final float[] weights = learners.get(0).parameters().weights().clone();
        final float[] scores = learners.get(0).parameters().values().clone();

        train(learners, fastest, 1, 1, 0);

        assertArrayEquals(weights, learners.get(0).parameters().weights());
        assertFalse(Arrays.equals(scores, learners.get(0).parameters().values()));
    }

    @Test
    void shouldGoOnToTheSameBitsWhenResumed() {
        final Map<Integer, Learner> learners = learners();
        try (Trainer first = trainer(learners, fastest, 1, 2, 0)) {
            first.epoch(TrainingProgress.NONE);
        }
        assertArrayEquals(train(fastest, 2, 2, 0), train(learners, fastest, 2, 2, 1));
    }

    @Test
    void shouldHandOnWhatAWorkerThrows() {
        try (WorkerPool pool = new WorkerPool(2)) {
            final IllegalStateException failure = assertThrows(
                    IllegalStateException.class,
                    () -> pool.run(8, (worker, number) -> {
                        if (number == 5) {
                            throw new IllegalStateException("five");
                        }
                    }));
            assertEquals("five", failure.getMessage());
        }
    }

    private static float[] train(Kernels kernels, int threads, int epochs, int done) {
        return train(learners(), kernels, threads, epochs, done);
    }

    private static float[] train(Map<Integer, Learner> learners, Kernels kernels, int threads, int epochs, int done) {
        try (Trainer trainer = trainer(learners, kernels, threads, epochs, done)) {
            while (trainer.epochsDone() < epochs) {
                trainer.epoch(TrainingProgress.NONE);
            }
        }
        return learners.get(3).parameters().values();
    }

    private static Trainer trainer(Map<Integer, Learner> learners, Kernels kernels, int threads, int epochs, int done) {
        final TrainingConfig config = new TrainingConfig(epochs, 20, 1e-2, 1e-4, Loss.RUNNING, 7);
        return new Trainer(LAYERS, learners, new Noise(50), config, kernels, threads, done);
    }

    private static Map<Integer, Learner> learners() {
        final Map<Integer, Learner> learners = new TreeMap<>();
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i) instanceof LayerSpec.Weighted layer) {
                final RandomStream stream = RandomStream.of(3, "test", i);
                final float[] weights = new float[layer.weights()];
                final float[] scores = new float[layer.weights()];
                for (int j = 0; j < weights.length; j++) {
                    weights[j] = (float) (6 * stream.nextGaussian());
                    scores[j] = 2 * stream.nextFloat() - 1;
                }
                learners.put(i, Learner.of(new Parameters.Pruned(weights, scores, layer.weightScale(), 0.5)));
            }
        }
        return learners;
    }

    /** Random events, a tenth of the inputs active at each of four steps. */
    private record Noise(int size) implements EventSamples {
        @Override
        public Shape shape() {
            return INPUT;
        }

        @Override
        public int steps() {
            return 4;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int sample) {
            return sample % 3;
        }

        @Override
        public void load(int sample, EventFrames into) {
            final RandomStream stream = RandomStream.of(11, "events", sample);
            into.clear();
            for (int t = 0; t < into.steps(); t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    if (stream.nextInt(10) == 0) {
                        into.step(t).add(i, 1 + stream.nextInt(3));
                    }
                }
            }
        }
    }
}
