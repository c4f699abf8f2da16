package io.memspike.core.runtime;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.run.Session;

/**
 * One sample through a network, step by step until it is decided: the loop that the pipeline runs, and the whole way in
 * for whoever embeds the network without ring buffers. Allocates nothing.
 */
public final class Inference {
    private Inference() {}

    /** Sees the session after each step. */
    @FunctionalInterface
    public interface Trace {
        /** Step {@code t}, from 0, is done. */
        void onStep(int t, Session session);
    }

    /** Makes a step's events ready. */
    @FunctionalInterface
    interface StepLoader {
        /** Step {@code t}, from 0, comes next. */
        void load(int t);
    }

    /**
     * Runs one sample. The answer then stands in the session: {@link Session#decision()} and
     * {@link Session#answer()}.
     *
     * @param session state of this thread's network. Modified.
     * @param sample number of the sample: all that read noise may depend on besides its seed and the step
     * @param frames the sample's events. Not modified.
     * @param policy when to stop; null runs all steps
     * @param trace told after each step; may be null
     * @return number of steps used, from 1 to {@code frames.steps()}
     */
    public static int run(Session session, long sample, EventFrames frames, ExitPolicy policy, Trace trace) {
        return run(session, sample, frames, null, policy, trace);
    }

    /** The same, with steps loaded just before they are run; {@code loader} null where they are loaded already. */
    static int run(
            Session session, long sample, EventFrames frames, StepLoader loader, ExitPolicy policy, Trace trace) {
        final int steps = frames.steps();
        session.reset(sample);
        for (int t = 0; t < steps; t++) {
            if (loader != null) {
                loader.load(t);
            }
            session.step(frames.step(t));
            if (trace != null) {
                trace.onStep(t, session);
            }
            if (policy != null && policy.isDecided(session.answer())) {
                return t + 1;
            }
        }
        return steps;
    }
}
