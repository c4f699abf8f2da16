package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private final SyntheticSamples samples = new SyntheticSamples(50);
    private final EventFrames frames = EventFrames.of(samples);
    private final Session session =
            SyntheticSamples.network(new ScalarKernels()).newSession();

    @Test
    void shouldRunAllStepsWhenThereIsNoPolicy() {
        samples.load(3, frames);

        assertEquals(SyntheticSamples.STEPS, Inference.run(session, 3, frames, null, null));
        assertEquals(SyntheticSamples.STEPS, session.steps());
    }

    @Test
    void shouldStopAtTheFirstStepWhoseScoreExceedsTheThreshold() {
        final LargestReadout policy = new LargestReadout(0.4f);
        final int[] stops = new int[SyntheticSamples.STEPS + 1];
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.load(sample, frames);
            final List<Boolean> isDecided = new ArrayList<>();
            Inference.run(session, sample, frames, null, (t, s) -> isDecided.add(policy.isDecided(s.answer())));
            final int first = isDecided.indexOf(true);

            final int steps = Inference.run(session, sample, frames, policy, null);

            assertEquals(first < 0 ? SyntheticSamples.STEPS : first + 1, steps);
            assertEquals(steps, session.steps());
            stops[steps]++;
        }
        assertTrue(stops[SyntheticSamples.STEPS] < samples.size() && stops[1] < samples.size(), "samples must differ");
    }

    @Test
    void shouldLeaveNothingBehindForTheNextSample() {
        samples.load(8, frames);
        Inference.run(session, 8, frames, null, null);
        final float[] alone = session.answer().clone();
        samples.load(9, frames);
        Inference.run(session, 9, frames, null, null);
        samples.load(8, frames);

        Inference.run(session, 8, frames, null, null);

        assertArrayEquals(alone, session.answer());
    }
}
