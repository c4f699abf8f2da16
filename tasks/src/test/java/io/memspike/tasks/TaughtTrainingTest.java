package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Subset;
import io.memspike.tasks.network.FirstScores;
import io.memspike.tasks.teach.TaughtSamples;
import io.memspike.tasks.teach.Teaching;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaughtTrainingTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();

    @TempDir
    Path directory;

    private Path teacher;
    private ClassifierPlan plan;

    @BeforeEach
    void trainTheTeacher() throws IOException {
        teacher = directory.resolve("teacher.safetensors");
        final ClassifierTraining training =
                ClassifierTraining.start(Digits.plan("mlp", Mode.WEIGHTS, 2), Digits.training());
        training.run(null, FASTEST, 2, TrainingProgress.NONE);
        training.model().write(teacher);
        plan = Digits.plan("mlp", Mode.PRUNE, 2)
                .withMethod(TrainingMethod.USUAL.withTeaching(new Teaching(teacher.toString(), 1, 2)));
    }

    private TaughtSamples taught(Kernels kernels, int threads) throws IOException {
        return TaughtSamples.of(Digits.training(), teacher, 10, kernels, threads, done -> {});
    }

    private byte[] trained(Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        training.learnFrom(taught(kernels, threads));
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    @Test
    void shouldComeToTheSameBitsOnAnyThreadsAndKernelsAndOthersThanUntaught() throws IOException {
        final byte[] one = trained(FASTEST, 1);

        assertArrayEquals(one, trained(FASTEST, 3));
        assertArrayEquals(one, trained(new ScalarKernels(), 2));
        final ClassifierTraining untaught =
                ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 2), Digits.training());
        untaught.run(null, FASTEST, 2, TrainingProgress.NONE);
        assertFalse(Arrays.equals(one, Trainings.bytes(untaught, directory)));
    }

    @Test
    void shouldGoOnFromACheckpointWithItsTeacher() throws IOException {
        final byte[] whole = trained(FASTEST, 2);
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final ClassifierTraining killed = ClassifierTraining.start(plan, Digits.training());
        killed.learnFrom(taught(FASTEST, 2));
        Trainings.kill(killed, checkpoint, 2);

        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.learnFrom(taught(FASTEST, 2));
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);

        assertArrayEquals(whole, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldShowWhatTheTeacherAnswersBesideTheLabel() throws IOException {
        final Samples taught = taught(FASTEST, 2);
        final Target target = new Target();
        taught.target(5, target);
        final float[] first = target.written(10).clone();
        taught.target(6, 3, target);

        assertEquals(Digits.training().label(6), target.label());
        assertFalse(Arrays.equals(first, target.written(10)));
    }

    @Test
    void shouldRefuseATeacherOfOtherClassesAndOtherSamples() {
        assertThrows(
                FileFormatException.class,
                () -> TaughtSamples.of(Digits.training(), teacher, 9, FASTEST, 1, done -> {}));
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        assertThrows(IllegalArgumentException.class, () -> training.learnFrom(Subset.first(Digits.training(), 7)));
        assertThrows(IllegalArgumentException.class, () -> new Teaching("t", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Teaching("t", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Teaching(null, 1, 1));
    }

    @Test
    void shouldKeepMethodsInThePlanAndNothingWhereTheyAreUsual() {
        final ClassifierPlan scored = plan.withMethod(TrainingMethod.USUAL.withScores(FirstScores.MAGNITUDE));

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertEquals(scored, ClassifierPlan.ofJson(scored.toJson()));
        assertEquals(
                Digits.plan("mlp", Mode.PRUNE, 2),
                plan.withMethod(TrainingMethod.USUAL.withScores(FirstScores.RANDOM)));
    }
}
