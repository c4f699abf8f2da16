package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.runtime.InferenceContext;
import io.memspike.core.runtime.InferencePipeline;
import io.memspike.core.runtime.ResultSink;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From recorded trajectories to a calibrated policy, and back into the running network: what was promised must hold. */
class EarlyExitPipelineTest {
    private static final Shape INPUT = Shape.vector(12);
    private static final int STEPS = 8;
    private static final int CLASSES = 3;

    /** Inputs i with i % 3 = label fire a little more often than the others. */
    private record NoisySamples(int size) implements Samples {
        @Override
        public Shape shape() {
            return INPUT;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int classes() {
            return CLASSES;
        }

        @Override
        public int label(int sample) {
            return sample * 7 % CLASSES;
        }

        @Override
        public void load(int sample, EventFrames into) {
            final RandomStream random = RandomStream.of(1, "events", sample);
            into.clear();
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    if (random.nextFloat() < (i % CLASSES == label(sample) ? 0.5f : 0.3f)) {
                        into.step(t).add(i, 1f);
                    }
                }
            }
        }
    }

    /** Each input speaks for its class. */
    private static Network network() {
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final float[] weights = new float[CLASSES * INPUT.size()];
        for (int i = 0; i < INPUT.size(); i++) {
            weights[i % CLASSES * INPUT.size() + i] = 0.6f;
        }
        return Network.of(
                Graph.chain(INPUT, List.of(new Linear(CLASSES, 1f), Integrator.readout(0.1f), new Mean())),
                (node, matrix) -> WeightedSynapses.of(matrix, weights, kernels),
                kernels);
    }

    private static void run(int from, int to, ExitPolicy policy, boolean recordsReadouts, ResultSink sink) {
        new InferencePipeline(new InferenceContext()
                        .network(network())
                        .samples(new NoisySamples(400))
                        .from(from)
                        .to(to)
                        .threads(2)
                        .ringSize(16)
                        .exitPolicy(policy)
                        .recordsReadouts(recordsReadouts)
                        .resultSink(sink))
                .run();
    }

    @Test
    void shouldKeepWhatCalibrationPromisesWhenTheSameSamplesRunAgain() {
        final TrajectoryRecorder recorder = new TrajectoryRecorder(100, 400, STEPS, CLASSES, true);
        run(100, 400, null, true, recorder);
        for (final String name : List.of("confidence", "margin", "entropy")) {
            final SoftmaxPolicy policy = SoftmaxPolicy.of(name, 1f);
            final Calibration calibration = Calibration.toLoss(ExitCurve.of(policy, recorder.trajectories()), 2);
            final int[] correct = new int[1];
            final long[] totalSteps = new long[1];

            run(100, 400, policy.withThreshold(calibration.point().threshold()), false, result -> {
                correct[0] += result.isCorrect() ? 1 : 0;
                totalSteps[0] += result.steps();
            });

            assertEquals(calibration.point().correct(), correct[0]);
            assertEquals(calibration.point().totalSteps(), totalSteps[0]);
            assertTrue(calibration.point().meanSteps() < STEPS);
            assertTrue(calibration.point().accuracy() > 0.5);
        }
    }

    @Test
    void shouldRefuseToTellTrajectoriesThatAreNotAllThere() {
        final TrajectoryRecorder recorder = new TrajectoryRecorder(0, 30, STEPS, CLASSES, true);
        run(0, 20, null, true, recorder);

        assertEquals(
                "trajectory recorder: expected 30 samples, found 20; the first one missing is sample 20",
                assertThrows(IllegalStateException.class, recorder::trajectories)
                        .getMessage());
    }

    @Test
    void shouldRefuseResultsThatStoppedEarlyOrHoldNoReadouts() {
        final TrajectoryRecorder recorder = new TrajectoryRecorder(0, 20, STEPS, CLASSES, true);

        assertThrows(RuntimeException.class, () -> run(0, 20, null, false, recorder));
        assertThrows(RuntimeException.class, () -> run(0, 20, new ConfidencePolicy(0f), true, recorder));
    }
}
