package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
    private static final int PINNED_HASH = -1375192632;
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Toy SAMPLES = new Toy(60); // batches of 25, 25 and 10: fewer than there are shards in the last

    private static TrainingConfig config(int epochs, Loss loss) {
        return new TrainingConfig(epochs, 25, 1e-2, 5e-4, loss, 3);
    }

    private static List<TrainingProgress.EpochResult> train(
            List<LayerSpec> layers,
            Map<Integer, Learner> learners,
            TrainingConfig config,
            Kernels kernels,
            int threads,
            int from,
            int to) {
        final List<TrainingProgress.EpochResult> results = new ArrayList<>();
        try (Trainer trainer = new Trainer(layers, learners, SAMPLES, config, kernels, threads, from)) {
            while (trainer.epochsDone() < to) {
                results.add(trainer.epoch(TrainingProgress.NONE));
            }
        }
        return results;
    }

    private static void assertSameBits(Map<Integer, Learner> expected, Map<Integer, Learner> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((layer, learner) -> {
            final Learner other = found.get(layer);
            assertArrayEquals(learner.parameters().values(), other.parameters().values(), "layer " + layer);
            assertArrayEquals(learner.adam().firstMoment(), other.adam().firstMoment(), "layer " + layer);
            assertArrayEquals(learner.adam().secondMoment(), other.adam().secondMoment(), "layer " + layer);
        });
    }

    @ParameterizedTest
    @CsvSource({"conv, MEAN, true", "conv, RUNNING, true", "conv, RUNNING, false", "mlp, RUNNING, true"})
    void shouldGiveTheSameBitsForAnyThreadsAndKernels(String network, Loss loss, boolean prunes) {
        final List<LayerSpec> layers = network.equals("conv") ? Toy.conv() : Toy.mlp();
        final Map<Integer, Learner> expected = Toy.learners(layers, prunes);
        final var reference = train(layers, expected, config(2, loss), new ScalarKernels(), 1, 0, 2);
        for (final Kernels kernels : List.of(new ScalarKernels(), SELECTED)) {
            for (int threads = 1; threads <= 3; threads++) {
                final Map<Integer, Learner> learners = Toy.learners(layers, prunes);

                final var results = train(layers, learners, config(2, loss), kernels, threads, 0, 2);

                assertSameBits(expected, learners);
                for (int i = 0; i < 2; i++) {
                    assertEquals(reference.get(i).loss(), results.get(i).loss());
                    assertEquals(reference.get(i).accuracy(), results.get(i).accuracy());
                }
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsWhenResumed() {
        final Map<Integer, Learner> whole = Toy.learners(Toy.conv(), true);
        final Map<Integer, Learner> resumed = Toy.learners(Toy.conv(), true);

        train(Toy.conv(), whole, config(3, Loss.RUNNING), SELECTED, 2, 0, 3);
        train(Toy.conv(), resumed, config(3, Loss.RUNNING), SELECTED, 2, 0, 1);
        train(Toy.conv(), resumed, config(3, Loss.RUNNING), SELECTED, 1, 1, 3);

        assertSameBits(whole, resumed);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldLearnAndChangeOnlyWhatIsLearnt(boolean prunes) {
        final Map<Integer, Learner> learners = Toy.learners(Toy.mlp(), prunes);

        // a step is a fraction of what is learnt: scores lie within 0.1, weights near 6
        final TrainingConfig config = new TrainingConfig(15, 25, prunes ? 1e-2 : 0.3, 5e-4, Loss.RUNNING, 3);

        final var results = train(Toy.mlp(), learners, config, SELECTED, 2, 0, 15);

        assertEquals(15, results.size());
        assertTrue(
                results.get(14).loss() < results.get(0).loss() / 2,
                () -> "losses " + results.get(0).loss() + " and "
                        + results.get(14).loss());
        assertTrue(
                results.get(14).accuracy() > 0.9,
                () -> "accuracy " + results.get(14).accuracy());
        Toy.learners(Toy.mlp(), prunes).forEach((layer, start) -> {
            final float[] weights = learners.get(layer).parameters().weights();
            int changed = 0;
            for (int i = 0; i < weights.length; i++) {
                changed += weights[i] == start.parameters().weights()[i] ? 0 : 1;
            }
            assertEquals(prunes, changed == 0);
        });
    }

    @Test
    void shouldFireLessWhereSpikesCost() {
        final Map<Integer, Learner> free = Toy.learners(Toy.mlp(), true);
        final Map<Integer, Learner> costly = Toy.learners(Toy.mlp(), true);

        train(Toy.mlp(), free, config(6, Loss.RUNNING), SELECTED, 2, 0, 6);
        train(Toy.mlp(), costly, new TrainingConfig(6, 25, 1e-2, 5e-4, 2, Loss.RUNNING, 3), SELECTED, 2, 0, 6);

        final long before = spikes(free);
        final long after = spikes(costly);
        assertTrue(after < 0.8 * before, () -> "spikes without and with a penalty: " + before + " and " + after);
    }

    /** Of all hidden neurons over all samples. */
    private static long spikes(Map<Integer, Learner> learners) {
        final List<LayerSpec> layers = Toy.mlp();
        final Network network = Network.of(
                SAMPLES.shape(),
                layers,
                (position, layer, input) -> {
                    final float[] effective = new float[layer.weights()];
                    learners.get(position).parameters().effective(effective);
                    return WeightedSynapses.of(layer, input, effective, SELECTED);
                },
                SELECTED);
        final NetworkSession session = network.newSession();
        final EventFrames frames = EventFrames.of(SAMPLES);
        long spikes = 0;
        for (int i = 0; i < SAMPLES.size(); i++) {
            SAMPLES.load(i, frames);
            session.reset(i);
            for (int t = 0; t < frames.steps(); t++) {
                session.step(frames.step(t));
                for (int layer = 1; layer < layers.size(); layer++) {
                    if (layers.get(layer) instanceof LayerSpec.Weighted) {
                        spikes += session.spikesInto(layer).size();
                    }
                }
            }
        }
        return spikes;
    }

    @Test
    void shouldKeepBitsAcrossVersions() {
        // made by this program: a change of any bit would make every seed mean another model
        final Map<Integer, Learner> learners = Toy.learners(Toy.conv(), true);

        train(Toy.conv(), learners, config(2, Loss.RUNNING), SELECTED, 2, 0, 2);

        int hash = 0;
        for (final Learner learner : learners.values()) {
            hash = 31 * hash + Arrays.hashCode(learner.parameters().values());
        }
        assertEquals(PINNED_HASH, hash);
    }

    @Test
    void shouldReadEachBatchThroughTheGivenSynapsesWithReadsOfItsOwn() {
        final Set<Long> reads = ConcurrentHashMap.newKeySet();
        final List<Integer> connected = new ArrayList<>();
        final ForwardSynapses forward = (position, exact) -> {
            connected.add(position);
            return new Recorded(exact, position == 0 ? reads : ConcurrentHashMap.newKeySet());
        };
        final Map<Integer, Learner> expected = Toy.learners(Toy.mlp(), true);
        final Map<Integer, Learner> learners = Toy.learners(Toy.mlp(), true);
        train(Toy.mlp(), expected, config(2, Loss.MEAN), SELECTED, 1, 0, 2);

        try (Trainer trainer =
                new Trainer(Toy.mlp(), learners, SAMPLES, config(2, Loss.MEAN), SELECTED, 2, 0, forward)) {
            connected.clear();
            trainer.epoch(TrainingProgress.NONE);
            assertEquals(List.of(0, 2, 0, 2, 0, 2), connected); // 25, 25 and 10 samples
            assertEquals(60 * SAMPLES.steps(), reads.size());
            trainer.epoch(TrainingProgress.NONE);
            assertEquals(2 * 60 * SAMPLES.steps(), reads.size());
        }

        assertSameBits(expected, learners);
    }

    /** Exact synapses that tell which reads were asked for. */
    private record Recorded(Synapses exact, Set<Long> reads) implements Synapses {
        @Override
        public Shape input() {
            return exact.input();
        }

        @Override
        public Shape output() {
            return exact.output();
        }

        @Override
        public long operations(SpikeList spikes) {
            return exact.operations(spikes);
        }

        @Override
        public Reader open() {
            final Reader reader = exact.open();
            return (spikes, read, current) -> {
                assertTrue(reads.add(read), "read " + read + " twice");
                reader.accumulate(spikes, read, current);
            };
        }
    }

    @Test
    void shouldTellItsProgressAfterEachUpdate() {
        final List<String> told = new ArrayList<>();
        final TrainingProgress progress = new TrainingProgress() {
            @Override
            public void updated(int epoch, int samples, int of, double loss, double accuracy) {
                assertTrue(loss > 0 && accuracy >= 0 && accuracy <= 1);
                told.add(epoch + ": " + samples + "/" + of);
            }
        };
        try (Trainer trainer =
                new Trainer(Toy.mlp(), Toy.learners(Toy.mlp(), true), SAMPLES, config(2, Loss.MEAN), SELECTED, 2, 0)) {
            trainer.epoch(progress);
            final TrainingProgress.EpochResult second = trainer.epoch(progress);

            assertEquals(2, second.epoch());
            assertEquals(60, second.samples());
            assertTrue(second.samplesPerSecond() > 0);
            assertThrows(IllegalStateException.class, () -> trainer.epoch(progress)); // the schedule has ended
        }

        assertEquals(List.of("1: 25/60", "1: 50/60", "1: 60/60", "2: 25/60", "2: 50/60", "2: 60/60"), told);
    }

    @Test
    void shouldHandOnWhatGoesWrongWithASample() {
        final EventSamples broken = new EventSamples() {
            @Override
            public int size() {
                return 60;
            }

            @Override
            public Shape shape() {
                return SAMPLES.shape();
            }

            @Override
            public int steps() {
                return SAMPLES.steps();
            }

            @Override
            public int classes() {
                return SAMPLES.classes();
            }

            @Override
            public int label(int sample) {
                return SAMPLES.label(sample);
            }

            @Override
            public void load(int sample, EventFrames into) {
                throw new IllegalArgumentException("sample torn");
            }
        };
        try (Trainer trainer =
                new Trainer(Toy.mlp(), Toy.learners(Toy.mlp(), true), broken, config(1, Loss.MEAN), SELECTED, 2, 0)) {
            assertEquals(
                    "sample torn",
                    assertThrows(IllegalArgumentException.class, () -> trainer.epoch(TrainingProgress.NONE))
                            .getMessage());
        }
    }

    private static String refusal(Map<Integer, Learner> learners, EventSamples samples, int threads) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new Trainer(Toy.mlp(), learners, samples, config(1, Loss.MEAN), SELECTED, threads, 0)
                                .close())
                .getMessage();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final Map<Integer, Learner> learners = Toy.learners(Toy.mlp(), true);

        assertEquals("threads: expected at least 1, found 0", refusal(learners, SAMPLES, 0));
        assertEquals("training: expected at least 1 sample, found 0", refusal(learners, new Toy(0), 1));

        final Map<Integer, Learner> wrongSize = Toy.learners(Toy.mlp(), true);
        wrongSize.put(2, Learner.of(new Parameters.Trained(new float[5], 1f)));
        assertEquals("layer 2: expected parameters of 57 weights, found 5", refusal(wrongSize, SAMPLES, 1));

        learners.remove(2);
        assertEquals("layer 2: expected parameters of 57 weights, found none", refusal(learners, SAMPLES, 1));
    }
}
