package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SamplesOf;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.part.PartOf;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPartTest {
    private static final TrainingProgress QUIET = new TrainingProgress() {
        @Override
        public void updated(int epoch, int done, int of, double loss, double accuracy) {}

        @Override
        public void epochDone(EpochResult result) {}
    };

    @TempDir
    Path directory;

    private static GraphText mlp(Samples samples) {
        return NetworkSource.inJar("mlp", Given.data(samples.shape(), samples.classes()));
    }

    @Test
    void shouldLeaveTheFirstSamplesOutAndMixOthersIn() throws IOException {
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 1);
        final Samples all = data.samples(DataSets.MNIST, Split.TRAIN, 0);
        final Samples part = data.training(plan.withPart(new TrainingPart(1000, null, 0, null)));
        final Samples mixed = data.training(plan.withPart(new TrainingPart(1000, DataSets.MNIST, 2, null)));

        assertEquals(44, part.size());
        assertEquals(44 + 2 * 60_000, mixed.size());
        for (int i = 0; i < 44; i++) {
            assertEquals(all.label(1000 + i), part.label(i));
            assertEquals(all.label(1000 + i), mixed.label(i));
            assertEquals(all.label(i), mixed.label(44 + i));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> data.training(plan.withPart(new TrainingPart(59_990, null, 0, null))));
    }

    @Test
    void shouldLearnNothingOfTheFoldThatIsHeldOut() throws IOException {
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final ClassifierPlan usual = Digits.plan("mlp", Mode.PRUNE, 1);
        final ClassifierPlan plan = new ClassifierPlan(
                        "mlp", DataSets.MNIST, 57_000, 2000, Mode.PRUNE, usual.loss(), 1, 16, 1e-3, 0, 0.5, 0, 1, 0)
                .withPart(new TrainingPart(1000, null, 0, null, new TrainingPart.Drawn(3, 60_000)));
        final Samples held = data.heldOut(plan);
        final Samples left = data.training(plan);
        final boolean[] isSeen = new boolean[60_000];
        for (final Samples part : List.of(held, left)) {
            for (int i = 0; i < part.size(); i++) {
                final int number = number(part, i);
                assertTrue(number >= 1000 && !isSeen[number], "digit " + number);
                isSeen[number] = true;
            }
        }

        assertEquals(2000, held.size());
        assertEquals(57_000, left.size());
        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertThrows(IllegalArgumentException.class, () -> data.heldOut(plan, 1999));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPart.Drawn(-1, 60_000));
        final ClassifierPlan other =
                plan.withPart(new TrainingPart(1000, null, 0, null, new TrainingPart.Drawn(3, 59_999)));
        assertThrows(IllegalArgumentException.class, () -> data.training(other));
        assertThrows(IllegalArgumentException.class, () -> data.heldOut(other));
    }

    /** As long as ten times as many are left as are held out, what is learnt does not hang on what is held out. */
    @Test
    void shouldLearnTheFirstSamplesAndHoldOutOthersWhereManyAreLeft() throws IOException {
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final ClassifierPlan usual = Digits.plan("mlp", Mode.PRUNE, 1);
        for (final int samples : new int[] {1000, 39_000, 39_001}) {
            final ClassifierPlan plan = new ClassifierPlan(
                            "mlp",
                            DataSets.MNIST,
                            samples,
                            2000,
                            Mode.PRUNE,
                            usual.loss(),
                            1,
                            16,
                            1e-3,
                            0,
                            0.5,
                            0,
                            1,
                            0)
                    .withPart(new TrainingPart(1000, null, 0, null, new TrainingPart.Drawn(0, 60_000)));
            final Samples learnt = data.training(plan);
            final Samples held = data.heldOut(plan);
            int first = 60_000;
            for (int i = 0; i < held.size(); i++) {
                first = Math.min(first, number(held, i));
            }

            assertEquals(2000, held.size());
            assertEquals(samples, learnt.size());
            final boolean isFirst = number(learnt, samples - 1) == 1000 + samples - 1;
            assertEquals(samples <= 39_000, isFirst, samples + " samples");
            assertEquals(samples <= 39_000, first >= 1000 + samples, samples + " samples");
        }
    }

    private static int number(Samples part, int sample) {
        final PartOf of = (PartOf) part;
        return of.whole() instanceof PartOf ? number(of.whole(), of.numberOf(sample)) : of.numberOf(sample);
    }

    @Test
    void shouldKeepThePartInThePlanAndNothingWhereItIsUsual() {
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 1);
        final ClassifierPlan with = plan.withPart(new TrainingPart(3, "n-mnist", 5, "c.safetensors"));

        assertEquals(with, ClassifierPlan.ofJson(with.toJson()));
        assertNull(plan.withPart(TrainingPart.USUAL).part());
        assertEquals(plan.toJson(), plan.withPart(TrainingPart.USUAL).toJson());
        assertThrows(IllegalArgumentException.class, () -> new TrainingPart(-1, null, 0, null));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPart(0, "n-mnist", 0, null));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPart(0, null, 2, null));
    }

    @Test
    void shouldAskForSamplesOfTheEpochAtHand() throws IOException {
        final Set<Integer> epochs = new ConcurrentSkipListSet<>();
        final Samples watched = new SamplesOf(
                Digits.training(), Digits.training().shape(), Digits.training().steps()) {
            @Override
            public void load(int sample, EventFrames into) {
                source().load(sample, into);
            }

            @Override
            public void load(int sample, int epoch, EventFrames into) {
                epochs.add(epoch);
                load(sample, into);
            }
        };
        ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 3), watched).run(null, new ScalarKernels(), 2, QUIET);

        assertEquals(Set.of(1, 2, 3), epochs);
    }

    @Test
    void shouldBeginWithTheScoresOfACheckpoint() throws IOException {
        final Samples samples = Digits.training();
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 2);
        final Path checkpoint = directory.resolve("c.safetensors");
        final ClassifierTraining first = ClassifierTraining.start(plan, samples);
        first.run(checkpoint, new ScalarKernels(), 2, QUIET);
        final Model made = ModelNetwork.read(checkpoint);

        final Model begun = ClassifierTraining.startFrom(plan, mlp(samples), samples, checkpoint, made)
                .model();

        assertEquals(first.model().masks().keySet(), begun.masks().keySet());
        first.model()
                .masks()
                .forEach((node, mask) -> assertArrayEquals(mask, begun.masks().get(node), node));
    }

    @Test
    void shouldRefuseToBeginWithOtherWeightsOrAFinishedModel() throws IOException {
        final Samples samples = Digits.training();
        final ClassifierPlan plan = Digits.plan("mlp", Mode.PRUNE, 1);
        final Path checkpoint = directory.resolve("c.safetensors");
        final ClassifierTraining first = ClassifierTraining.start(plan, samples);
        first.run(checkpoint, new ScalarKernels(), 2, QUIET);
        final Model made = ModelNetwork.read(checkpoint);

        final String others = assertThrows(
                        FileFormatException.class,
                        () -> ClassifierTraining.startFrom(plan.withSeed(4), mlp(samples), samples, checkpoint, made))
                .getMessage();
        final String finished = assertThrows(
                        FileFormatException.class,
                        () -> ClassifierTraining.startFrom(plan, mlp(samples), samples, checkpoint, first.model()))
                .getMessage();

        assertTrue(others.contains("expected the random weights of the same seed, found others"), others);
        assertTrue(finished.contains("a finished model?"), finished);
    }

    @Test
    void shouldShipEveryModelThatIsListed() throws IOException {
        final List<ShippedModels.Shipped> all = ShippedModels.all();
        for (final ShippedModels.Shipped each : all) {
            final Model model = ModelNetwork.read(Path.of(each.name())); // as commands name it

            assertTrue(!model.graph().nodes().isEmpty());
            assertTrue(!each.trainedOn().isBlank()
                    && !each.measured().isBlank()
                    && !each.command().isBlank());
        }
        assertEquals(
                all.size(),
                all.stream().map(ShippedModels.Shipped::name).distinct().count());
    }
}
