package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.norm.Affine;
import io.memspike.topology.parameter.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is learnt, and what only where one asks for it. */
class LearnersTest {
    private static final FixedSamples SAMPLES = new FixedSamples(Shape.vector(4), 5, 6, 2);
    private static final Graph GRAPH =
            Graph.chain(SAMPLES.shape(), List.of(new Affine(Per.ONE), new LifNir(1f, Per.ONE)));

    private static Learners learners(float tau) {
        return Learners.of(GRAPH, Map.of())
                .with(Map.of(
                        "1.tau", new float[] {tau},
                        "1.r", new float[] {3f},
                        "1.vThreshold", new float[] {0.3f}));
    }

    private static Trainer trainer(Learners learners, double learningRate, Surrogate surrogate) {
        final Trainer.Task task =
                Trainer.Task.of(GRAPH, learners, new Weighted("1", 5)).surrogate(surrogate);
        final TrainingConfig config = TrainingConfig.adam(20, 6, learningRate, 0, 0, 1);
        return new Trainer(task, SAMPLES, config, new ScalarKernels(), 1, 0);
    }

    private static Learners trained(Learners learners, double learningRate, Surrogate surrogate) {
        try (Trainer trainer = trainer(learners, learningRate, surrogate)) {
            for (int batch = 0; batch < 20; batch++) {
                trainer.batch();
            }
        }
        return learners;
    }

    @Test
    void shouldLeaveNeuronsAsTheyAreUnlessAsked() {
        final Learners learners = trained(learners(2f).learning("0.scale"), 0.01, Surrogate.PRIME);

        assertArrayEquals(new float[] {2f}, learners.values("1.tau"));
        assertTrue(learners.values("0.scale")[0] != 1f);
    }

    @Test
    void shouldLearnATimeConstantWhereAskedTo() {
        final Learners learners = trained(learners(2f).learning("1.tau"), 0.01, Surrogate.PRIME);

        assertTrue(learners.values("1.tau")[0] != 2f);
        assertArrayEquals(new float[] {1f}, learners.values("0.scale"));
    }

    /** By Euler's steps a time constant below dt = 1 would make potentials overshoot. */
    @Test
    void shouldNotLeadATimeConstantBelowTheTimeStep() {
        boolean hasReached = false;
        for (final float r : new float[] {3f, -3f}) { // one of them makes the time constant smaller
            final Learners learners = learners(1.3f).with(Map.of("1.r", new float[] {r}));
            learners.with(Map.of("1.vThreshold", new float[] {0.3f * Math.signum(r)}));
            final float tau =
                    trained(learners.learning("1.tau"), 0.5, Surrogate.PRIME).values("1.tau")[0];
            final float found = tau;
            assertTrue(found >= 1f, () -> "tau " + found);
            hasReached |= tau == 1f;
        }
        assertTrue(hasReached);
    }

    @Test
    void shouldRefuseToLearnWhatHasALeastValueByOtherNumbers() {
        for (final Parameters other :
                List.of(new Parameters.Trained(new float[] {1f}, 2f), new Parameters.Binary(new float[] {1f}, 2f))) {
            final Learners learners = Learners.of(GRAPH, Map.of("1.tau", other));
            assertEquals(
                    "node 1: expected to learn tau itself, which has a least value, found " + other.name(),
                    assertThrows(IllegalArgumentException.class, () -> trainer(learners, 0.01, Surrogate.PRIME))
                            .getMessage());
        }
    }

    @Test
    void shouldTrainWithTheSurrogateThatATaskNames() {
        final Surrogate wide = new Surrogate(Surrogate.Function.ARCTANGENT, 3f, true);
        final Learners prime = trained(learners(2f).learning("0.scale"), 0.01, Surrogate.PRIME);
        final Learners other = trained(learners(2f).learning("0.scale"), 0.01, wide);

        assertTrue(prime.learnt().get("0.scale").adam().secondMoment()[0]
                != other.learnt().get("0.scale").adam().secondMoment()[0]);
    }

    @Test
    void shouldRefuseTensorsThatNoNeuronHas() {
        final Learners learners = learners(0f);

        final IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> trainer(learners, 0.01, Surrogate.PRIME));

        assertEquals("node 1: tensor tau, element 0: expected above 0, found 0.0", refusal.getMessage());
    }

    @Test
    void shouldRefuseToLearnWhatIsNotThere() {
        assertEquals(
                "tensor 1.tau: expected 1 values, found 2 values",
                assertThrows(IllegalArgumentException.class, () -> learners(1f).with(Map.of("1.tau", new float[2])))
                        .getMessage());
        assertEquals(
                "learners: expected a tensor that is not learnt, [0.scale, 0.offset, 1.tau, 1.r, 1.vLeak, 1.vThreshold],"
                        + " found 1.beta",
                assertThrows(IllegalArgumentException.class, () -> learners(1f).learning("1.beta"))
                        .getMessage());
    }
}
