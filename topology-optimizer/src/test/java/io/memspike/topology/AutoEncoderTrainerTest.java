package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.SpikeList;
import io.memspike.core.graph.Edge;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Session;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import org.junit.jupiter.api.Test;

/** Training of a graph with norms over the batch, drawn edges and scheduled sampling. */
class AutoEncoderTrainerTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final AutoEncoderToy IMAGES = new AutoEncoderToy(50); // the last batch of an epoch is half full

    private static Trainer trainer(Learners learners, Kernels kernels, int threads, long batchesDone) {
        return AutoEncoderToy.trainer(learners, IMAGES, kernels, threads, batchesDone);
    }

    private static Learners trained(Kernels kernels, int threads, int batches) {
        final Learners learners = AutoEncoderToy.learners();
        try (Trainer trainer = trainer(learners, kernels, threads, 0)) {
            for (int b = 0; b < batches; b++) {
                trainer.batch();
            }
        }
        return learners;
    }

    @Test
    void shouldGiveTheSameBitsForAnyNumberOfThreadsAndAnyKernels() {
        final Learners expected = trained(SELECTED, 1, 5);

        Networks.assertSameBits(expected, trained(SELECTED, 3, 5));
        Networks.assertSameBits(expected, trained(new ScalarKernels(), 2, 5));
    }

    @Test
    void shouldGoOnAsIfItHadNeverStopped() {
        final Learners learners = trained(SELECTED, 1, 2); // within the first epoch of three batches
        try (Trainer resumed = trainer(learners, SELECTED, 2, 2)) {
            for (int b = 2; b < 5; b++) {
                final Trainer.BatchResult result = resumed.batch();
                assertEquals(b == 2 ? 1 : 2, result.epoch());
                assertEquals(b == 2 ? 50 : 20 * (b - 2), result.done());
            }
        }

        Networks.assertSameBits(trained(SELECTED, 1, 5), learners);
    }

    @Test
    void shouldLearnToFillHolesAndServeWhatItLearnt() {
        final Learners learners = AutoEncoderToy.learners();
        double first = 0;
        double last = 0;
        try (Trainer trainer = trainer(learners, SELECTED, 2, 0)) {
            assertEquals(3, trainer.batchesPerEpoch());
            while (trainer.epochsDone() < 40) {
                last = trainer.batch().mean(0);
                first = trainer.batchesDone() == 1 ? last : first;
            }
            assertEquals(
                    "training: expected fewer than 40 epochs done, found 40",
                    assertThrows(IllegalStateException.class, trainer::batch).getMessage());
        }
        assertTrue(last < 0.65 * first, "error " + first + " to " + last);

        // a session draws other z and normalises by running statistics: the same up to chance
        final Session session = Networks.of(AutoEncoderToy.GRAPH.upTo("picture"), learners, SELECTED)
                .newSession();
        double served = 0;
        for (int image = 0; image < 50; image++) {
            final float[] whole = new float[AutoEncoderToy.PIXELS];
            final float[] holed = new float[AutoEncoderToy.PIXELS];
            IMAGES.load(image, whole, holed);
            final SpikeList shown = new SpikeList(holed.length);
            shown.compact(holed, holed.length);
            session.reset(image);
            for (int t = 0; t < AutoEncoderToy.STEPS; t++) {
                session.step(shown);
            }
            for (int i = 0; i < whole.length; i++) {
                final double difference = (double) session.answer()[i] - whole[i];
                served += difference * difference / whole.length / 50;
            }
        }
        assertTrue(served < 1.5 * last, "error " + last + " in training, " + served + " in service");
    }

    /** The prior learns from the distance alone; twice of it is twice in every bit. */
    @Test
    void shouldWeighTheDistanceByItsFactor() {
        final LossTerm[] terms = AutoEncoderToy.SPEC.terms();
        final SpikeTrainDistance distance = (SpikeTrainDistance) terms[1];
        final double[] losses = new double[2];
        final float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
            final LossTerm weighted =
                    new SpikeTrainDistance(distance.earlier(), distance.later(), distance.of(), i + 1);
            final Trainer.Task task =
                    Trainer.Task.of(AutoEncoderToy.GRAPH, AutoEncoderToy.learners(), terms[0], weighted);
            try (Trainer trainer = new Trainer(task, IMAGES, AutoEncoderToy.config(1), SELECTED, 2, 0)) {
                losses[i] = trainer.batch().mean(1);
                gradients[i] =
                        trainer.weightGradient(AutoEncoderGraph.PRIOR.get(2)).clone();
            }
        }
        assertEquals(2 * losses[0], losses[1]);
        float largest = 0;
        for (int i = 0; i < gradients[0].length; i++) {
            assertEquals(2 * gradients[0][i], gradients[1][i]);
            largest = Math.max(largest, Math.abs(gradients[0][i]));
        }
        assertTrue(largest > 0);
        assertEquals(
                "distance of spike trains: expected a finite factor above 0, found 0.0",
                refusal(() -> new SpikeTrainDistance("a", "b", 2, 0)));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final Learners learners = AutoEncoderToy.learners();
        learners.learnt()
                .put(AutoEncoderGraph.OUTPUT + ".weight", Learner.of(new Parameters.Trained(new float[5], 1f)));

        assertEquals(
                "node 45: expected parameters of 72 elements for weight, found 5",
                refusal(() -> trainer(learners, SELECTED, 1, 0)));
        assertEquals(
                "training: expected at least 1 sample, found 0",
                refusal(() ->
                        AutoEncoderToy.trainer(AutoEncoderToy.learners(), new AutoEncoderToy(0), SELECTED, 1, 0)));
        assertEquals(
                "training: expected probabilities of scheduled sampling in [0, 1], found 0.1 and 2.0",
                refusal(() -> new ScheduledSampling(AutoEncoderGraph.Z_TO_PRIOR, "31", 0.1, 2)));
        assertEquals(
                "training: expected at least 1 epoch and batch, found epochs=0 batch=1",
                refusal(() -> TrainingConfig.adamW(0, 1, 1e-3, true, 0, 1)));
    }

    private static String refusal(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    private static String refusal(Edge edge, String choice) {
        return refusal(() -> new Trainer(
                        Trainer.Task.of(AutoEncoderToy.GRAPH, AutoEncoderToy.learners(), AutoEncoderToy.SPEC.terms())
                                .sampling(new ScheduledSampling(edge, choice, 0.3, 0.3)),
                        IMAGES,
                        AutoEncoderToy.config(1),
                        SELECTED,
                        1,
                        0)
                .close());
    }

    @Test
    void shouldRefuseSamplingThatWouldDoNothing() {
        assertEquals(
                "training: expected a detached edge with a delay of 1 under scheduled sampling, found"
                        + " Edge[from=21, to=22, port=0, delay=2, isDetached=true]",
                refusal(Edge.delayed("21", "22", 2).detached(), "31"));
        assertEquals(
                "training: expected a detached edge with a delay of 1 under scheduled sampling, found"
                        + " Edge[from=21, to=22, port=0, delay=1, isDetached=false]",
                refusal(Edge.delayed("21", "22", 1), "31"));
        assertEquals(
                "training: expected an edge of the graph outside of loops with a norm under scheduled sampling, found"
                        + " Edge[from=21, to=25, port=0, delay=1, isDetached=true]",
                refusal(Edge.delayed("21", "25", 1).detached(), "31"));
        assertEquals(
                "training: expected an edge of the graph outside of loops with a norm under scheduled sampling, found "
                        + AutoEncoderGraph.Z_TO_POSTERIOR,
                refusal(AutoEncoderGraph.Z_TO_POSTERIOR, "21"));
        assertEquals(
                "node 30: expected a choice, which draws under scheduled sampling, found lif",
                refusal(AutoEncoderGraph.Z_TO_PRIOR, "30"));
    }

    @Test
    void shouldRaiseTheProbabilityOfScheduledSamplingInEqualSteps() {
        final ScheduledSampling sampling = new ScheduledSampling(AutoEncoderGraph.Z_TO_PRIOR, "31", 0.1, 0.3);

        assertEquals(0.1, sampling.at(0, 5), 1e-12);
        assertEquals(0.2, sampling.at(2, 5), 1e-12);
        assertEquals(0.3, sampling.at(4, 5), 1e-12);
        assertEquals(0.1, sampling.at(0, 1), 1e-12);
    }
}
