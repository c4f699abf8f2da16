package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trainings of classifiers that are killed and go on, and the bytes that they come to. */
public final class Trainings {
    private Trainings() {}

    /** Kills a training in an epoch, at its first update. */
    public static void kill(ClassifierTraining training, Path checkpoint, int epoch) {
        final IllegalStateException death = assertThrows(
                IllegalStateException.class,
                () -> training.run(checkpoint, KernelsLookup.find("auto").kernels(), 2, new TrainingProgress() {
                    @Override
                    public void updated(int now, int samples, int of, double loss, double accuracy) {
                        if (now == epoch) {
                            throw new IllegalStateException("killed");
                        }
                    }
                }));
        assertEquals("killed", death.getMessage());
    }

    /** The training that a checkpoint says is to go on. */
    public static ClassifierTraining resumed(Path checkpoint, Samples samples) throws IOException {
        final Model model = Model.read(checkpoint);
        final ClassifierPlan plan = ClassifierPlan.ofJson(model.metadata().get("trainedWith"));
        return ClassifierTraining.resume(checkpoint, model, plan, samples);
    }

    /** A training's model as its file, {@code model.safetensors} in a directory, has it. */
    public static byte[] bytes(ClassifierTraining training, Path directory) throws IOException {
        final Path file = directory.resolve("model.safetensors");
        training.model().write(file);
        return Files.readAllBytes(file);
    }
}
