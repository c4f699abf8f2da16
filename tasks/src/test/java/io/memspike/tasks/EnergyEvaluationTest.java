package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.InferenceWork;
import io.memspike.memristor.energy.WorkCounter;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.tile.ArrayGeometry;
import org.junit.jupiter.api.Test;

class EnergyEvaluationTest {
    private static final Samples SAMPLES = Digits.training();
    private static final Model MODEL = ClassifierTraining.start(Digits.plan("conv", Mode.PRUNE, 1), SAMPLES)
            .model();
    private static final Network NETWORK = ModelNetwork.of(MODEL, SAMPLES.shape(), new ScalarKernels(), ReadNoise.NONE);
    private static final EnergyModel ENERGY = new EnergyModel(
            MODEL.graph(),
            ModelNetwork.placed(MODEL, new ScalarKernels(), ModelNetwork.placement(MODEL, Hardware.IDEAL, 1)),
            new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8),
            EnergyConstants.builtIn());
    private static final ConfidencePolicy POLICY = new ConfidencePolicy(0.3f);

    private static EnergyRun.Result run(ConfidencePolicy policy, int threads) {
        return new EnergyEvaluation(NETWORK, ENERGY, SAMPLES, threads, done -> {}).run(policy);
    }

    /** Runs only the steps that the policy leaves. */
    private static EnergyReport stopped(ConfidencePolicy policy) {
        final Session session = NETWORK.newSession();
        final EventFrames frames = EventFrames.of(SAMPLES);
        final WorkCounter counter = ENERGY.newCounter();
        final InferenceWork work = ENERGY.newWork();
        for (int i = 0; i < SAMPLES.size(); i++) {
            SAMPLES.load(i, frames);
            Inference.run(session, i, frames, policy, (t, stepped) -> counter.count(stepped, work));
        }
        return ENERGY.report(work, SAMPLES.size());
    }

    @Test
    void shouldSaveExactlyTheStepsThatAreNotRun() {
        final EnergyRun.Result result = run(POLICY, 2);
        final EnergyReport expected = stopped(POLICY);
        final EnergyReport all = stopped(null);

        assertTrue(expected.meanSteps() > 1 && expected.meanSteps() < 10, "steps " + expected.meanSteps());
        assertEquals(expected.meanSteps(), result.stopped().meanSteps());
        assertEquals(10, result.allSteps().meanSteps());
        for (int i = 0; i < expected.layers().size(); i++) { // whole numbers are exact, sums of doubles are not
            assertEquals(
                    expected.layers().get(i).counts(),
                    result.stopped().layers().get(i).counts());
            assertEquals(
                    all.layers().get(i).counts(),
                    result.allSteps().layers().get(i).counts());
        }
        final double joules = expected.array().joulesWithMemory();
        assertEquals(joules, result.stopped().array().joulesWithMemory(), 1e-12 * joules);
        final double share = expected.array().joules() / all.array().joules();
        assertEquals(1 - share, result.saved(), 1e-12);
        assertEquals(
                new ClassifierEvaluation(NETWORK, SAMPLES, 1, done -> {})
                        .run(POLICY)
                        .accuracy(),
                result.measured());
    }

    @Test
    void shouldSaveNothingWithoutAPolicy() {
        final EnergyRun.Result result = run(null, 1);

        assertEquals(result.allSteps(), result.stopped());
        assertEquals(0, result.saved());
    }

    @Test
    void shouldGiveTheSameBitsForAnyThreads() {
        final EnergyRun.Result one = run(POLICY, 1);

        for (final int threads : new int[] {2, 7}) {
            final EnergyRun.Result other = run(POLICY, threads);
            assertEquals(one.stopped(), other.stopped());
            assertEquals(one.allSteps(), other.allSteps());
            assertEquals(one.measured(), other.measured());
        }
    }

    @Test
    void shouldPassOnWhatFails() {
        final EnergyEvaluation evaluation = new EnergyEvaluation(NETWORK, ENERGY, SAMPLES, 2, done -> {
            throw new IllegalArgumentException("told at " + done);
        });

        assertTrue(assertThrows(IllegalArgumentException.class, () -> evaluation.run(null))
                .getMessage()
                .startsWith("told at "));
    }
}
