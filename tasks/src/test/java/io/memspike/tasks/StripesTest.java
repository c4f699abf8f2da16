package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A data set that is added by new files and no other is found, encoded, learnt from and kept in the model. */
class StripesTest {
    @Test
    void shouldBeFoundByItsName() throws IOException {
        final DataSets sets = DataSets.ofSystem();

        assertTrue(sets.names().contains("stripes"));
        assertTrue(sets.isPresent("stripes"));
        assertEquals(240, sets.open("stripes", Split.TRAIN).size());
    }

    @Test
    void shouldBeLearnt() throws IOException {
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final Encoding encoding = data.encoding("stripes");
        final ClassifierPlan plan = new ClassifierPlan(
                        "mlp", "stripes", 200, 40, Mode.PRUNE, Loss.RUNNING, 8, 20, 3e-3, 0, 0.5, 0, 1, 0)
                .withEncoder(encoding);
        final ClassifierTraining training =
                ClassifierTraining.start(plan, data.samples("stripes", Split.TRAIN, plan.samples()));
        training.run(null, MadeBefore.KERNELS, 2, TrainingProgress.NONE);
        final Model model = training.model();
        final Samples test = data.samples("stripes", Split.TEST, 0);

        final ClassifierEvaluation.Result result = new ClassifierEvaluation(
                        ModelNetwork.of(model, test.shape(), MadeBefore.KERNELS, ReadNoise.NONE), test, 2, done -> {})
                .run(null);

        // guessing is right for 30 of 60; 51 are 5 standard deviations more
        assertTrue(result.correct() >= 51, result.correct() + " of " + result.samples());
        assertEquals("stripes", model.metadata().get("dataset"));
        assertEquals("rate:steps=5,rate=1.0", model.metadata().get(ClassifierTraining.ENCODER));
        assertEquals(
                encoding,
                Encoding.of(ClassifierPlan.ofJson(model.metadata().get("trainedWith"))
                        .encoder()));
    }
}
