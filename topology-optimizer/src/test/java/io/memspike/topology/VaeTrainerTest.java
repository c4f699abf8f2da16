package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.vae.SpikingVae;
import io.memspike.core.vae.VaeSession;
import io.memspike.core.vae.VaeSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VaeTrainerTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final VaeToy IMAGES = new VaeToy(50); // the last batch of an epoch is half full

    private static VaeTrainer trainer(VaeLearners learners, Kernels kernels, int threads, long batchesDone) {
        return new VaeTrainer(VaeToy.SPEC, learners, IMAGES, VaeToy.config(40), kernels, threads, batchesDone);
    }

    private static VaeLearners trained(Kernels kernels, int threads, int batches) {
        final VaeLearners learners = VaeToy.learners();
        try (VaeTrainer trainer = trainer(learners, kernels, threads, 0)) {
            for (int b = 0; b < batches; b++) {
                trainer.batch();
            }
        }
        return learners;
    }

    private static void assertSameBits(VaeLearners expected, VaeLearners found) {
        final Model first = VaeToy.model(expected);
        final Model second = VaeToy.model(found);
        first.vectors()
                .forEach((name, values) ->
                        assertArrayEquals(values, second.vectors().get(name), name));
        expected.weights().forEach((i, learner) -> {
            final Learner other = found.weights().get(i);
            assertArrayEquals(learner.parameters().values(), other.parameters().values(), "layer " + i);
            assertArrayEquals(learner.adam().secondMoment(), other.adam().secondMoment(), "layer " + i);
        });
    }

    @Test
    void shouldGiveTheSameBitsForAnyNumberOfThreadsAndAnyKernels() {
        final VaeLearners expected = trained(SELECTED, 1, 5);

        assertSameBits(expected, trained(SELECTED, 3, 5));
        assertSameBits(expected, trained(new ScalarKernels(), 2, 5));
    }

    @Test
    void shouldGoOnAsIfItHadNeverStopped() {
        final VaeLearners learners = trained(SELECTED, 1, 2); // within the first epoch of three batches
        try (VaeTrainer resumed = trainer(learners, SELECTED, 2, 2)) {
            for (int b = 2; b < 5; b++) {
                final VaeTrainer.BatchResult result = resumed.batch();
                assertEquals(b == 2 ? 1 : 2, result.epoch());
                assertEquals(b == 2 ? 50 : 20 * (b - 2), result.done());
            }
        }

        assertSameBits(trained(SELECTED, 1, 5), learners);
    }

    @Test
    void shouldLearnToFillHolesAndServeWhatItLearnt() {
        final VaeLearners learners = VaeToy.learners();
        double first = 0;
        double last = 0;
        try (VaeTrainer trainer = trainer(learners, SELECTED, 2, 0)) {
            assertEquals(3, trainer.batchesPerEpoch());
            while (trainer.epochsDone() < 40) {
                last = trainer.batch().reconstruction();
                first = trainer.batchesDone() == 1 ? last : first;
            }
            assertEquals(
                    "training: expected fewer than 40 epochs done, found 40",
                    assertThrows(IllegalStateException.class, trainer::batch).getMessage());
        }
        assertTrue(last < 0.65 * first, "error " + first + " to " + last);

        // a session draws other z and normalises by running statistics: the same up to chance
        final SpikingVae vae = SpikingVae.of(VaeToy.model(learners), SELECTED);
        final VaeSession session = vae.newSession();
        double served = 0;
        for (int image = 0; image < 50; image++) {
            final float[] whole = new float[256];
            final float[] holed = new float[256];
            final float[] picture = new float[256];
            IMAGES.load(image, whole, holed);
            session.begin(holed, image);
            while (session.steps() < VaeToy.SPEC.steps()) {
                session.step();
            }
            session.reconstruction(picture);
            for (int i = 0; i < 256; i++) {
                served += (picture[i] - whole[i]) * (double) (picture[i] - whole[i]) / 256 / 50;
            }
        }
        assertTrue(served < 1.5 * last, "error " + last + " in training, " + served + " in service");
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final VaeLearners learners = VaeToy.learners();
        final Map<Integer, Learner> weights = learners.weights();
        weights.put(VaeSpec.OUTPUT, Learner.of(new Parameters.Trained(new float[5], 1f)));

        assertEquals(
                "layer 45: expected parameters of 72 elements, found 5",
                refusal(() ->
                        trainer(new VaeLearners(weights, learners.norms(), learners.outputBias()), SELECTED, 1, 0)));
        assertEquals(
                "training: expected at least 1 image, found 0",
                refusal(() -> new VaeTrainer(
                        VaeToy.SPEC, VaeToy.learners(), new VaeToy(0), VaeToy.config(1), SELECTED, 1, 0)));
        assertEquals(
                "training: expected probabilities of scheduled sampling in [0, 1], found 0.1 and 2.0",
                refusal(() -> new VaeTrainingConfig(1, 1, 1e-3, true, 0, 0.1, 2, 1)));
        assertEquals(
                "training: expected at least 1 epoch and batch, found epochs=0 batch=1",
                refusal(() -> new VaeTrainingConfig(0, 1, 1e-3, true, 0, 0.1, 0.3, 1)));
    }

    private static String refusal(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    @Test
    void shouldRaiseTheProbabilityOfScheduledSamplingInEqualSteps() {
        final VaeTrainingConfig config = new VaeTrainingConfig(5, 1, 1e-3, false, 0, 0.1, 0.3, 1);

        assertEquals(0.1, config.samplingAt(0), 1e-12);
        assertEquals(0.2, config.samplingAt(2), 1e-12);
        assertEquals(0.3, config.samplingAt(4), 1e-12);
        assertEquals(1e-3, config.ruleAt(7, 10).learningRate());
    }
}
