package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingProgress;
import io.memspike.tasks.inpainting.InpaintingTraining;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.PictureSamples;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training from the start comes to the tensors that version 0.1.0 came to, bit for bit. */
class TrainedBitsTest {
    private static ClassifierPlan plan(
            String network, int samples, Mode mode, Loss loss, int batch, double rate, double decay, double penalty) {
        return new ClassifierPlan(
                network, DataSets.MNIST, samples, 2_000, mode, loss, 1, batch, rate, decay, 0.5, penalty, 1, 0);
    }

    private static void assertTrained(String key, ClassifierPlan plan) throws IOException {
        final Samples digits =
                new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, plan.samples());
        final ClassifierTraining training = ClassifierTraining.start(plan, digits);
        training.run(null, MadeBefore.KERNELS, 2, TrainingProgress.NONE);
        MadeBefore.assertTensors(key, training.model());
    }

    @Test
    void shouldPruneAFullyConnectedNetworkToTheBitsOfBefore() throws IOException {
        assertTrained("trained.mlp", plan("mlp", 1_000, Mode.PRUNE, Loss.RUNNING, 128, 3e-3, 0, 0));
    }

    @Test
    void shouldPruneAConvolutionalNetworkToTheBitsOfBefore() throws IOException {
        assertTrained("trained.conv", plan("conv", 600, Mode.PRUNE, Loss.RUNNING, 32, 1e-3, 1e-4, 0));
    }

    @Test
    void shouldTrainWeightsToTheBitsOfBefore() throws IOException {
        assertTrained("trained.conv-weights", plan("conv", 300, Mode.WEIGHTS, Loss.MEAN, 128, 1e-3, 0, 0));
    }

    @Test
    void shouldTrainThroughConvertersToTheBitsOfBefore() throws IOException {
        assertTrained(
                "trained.mlp-converters",
                plan("mlp", 400, Mode.PRUNE, Loss.RUNNING, 128, 3e-3, 0, 1)
                        .withConverters(new ConverterPlan(4, 0.8, 0, 0.99)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTrainAnAutoEncoderToTheBitsOfBefore(Mode mode) throws IOException {
        final Samples images =
                PictureSamples.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TRAIN), new Canvas(32), 200);
        final InpaintingPlan plan = new InpaintingPlan(
                DataSets.MNIST, 200, mode, 32, 8, 16, 5, 16, 1, 50, 4e-3, true, 0.01, 0.5, Hole.prime(), 1, 0);
        final InpaintingTraining training = InpaintingTraining.start(plan, images);
        training.run(null, Duration.ofDays(1), MadeBefore.KERNELS, 2, InpaintingProgress.NONE);

        MadeBefore.assertTensors("trained.autoencoder-" + mode.name().toLowerCase(Locale.ROOT), training.model());
    }
}
