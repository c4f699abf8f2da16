package io.memspike.core.runtime;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.run.Session;
import org.agrona.concurrent.NanoClock;

/** One inference thread: of {@code threads} it takes every slot whose sequence leaves {@code index}, with its own session. */
final class InferenceHandler implements EventHandler<InferenceSlot>, Inference.StepLoader, Inference.Trace {
    private static final String LOADING = "loading";
    private static final String INFERENCE = "inference";

    private final int index;
    private final int threads;
    private final Samples samples;
    private final EventFrames frames; // one for all samples: they stay in this core's cache
    private final Session session;
    private final ExitPolicy policy;
    private final boolean countsOperations;
    private final Inference.Trace trace; // or null
    private final NanoClock clock;
    private InferenceResult result; // of the sample at hand
    private String stage; // what is being done to it
    private Sequence progress;

    InferenceHandler(int index, InferenceContext context) {
        this.index = index;
        this.threads = context.threads();
        this.samples = context.samples();
        this.frames = EventFrames.of(samples);
        this.session = context.network().newSession();
        this.policy = context.exitPolicy();
        this.countsOperations = context.countsSynapticOperations();
        this.trace = context.traces() == null ? null : context.traces().get();
        this.clock = context.clock();
    }

    @Override
    public void setSequenceCallback(Sequence sequence) {
        progress = sequence;
    }

    @Override
    public void onEvent(InferenceSlot slot, long sequence, boolean endOfBatch) {
        if (sequence % threads == index) {
            stage = LOADING;
            try {
                samples.loadStep(slot.sample, 0, frames);
                slot.result.label = samples.label(slot.sample);
                stage = INFERENCE;
                infer(slot);
            } catch (Throwable t) { // the next sample begins anew, so this one's failure does not spread
                slot.fail(stage, t);
            }
        }
        progress.set(sequence); // each slot goes on at once, not with the end of a batch
    }

    private void infer(InferenceSlot slot) {
        final long startNanos = clock.nanoTime();
        result = slot.result;
        result.sample = slot.sample;
        result.synapticOperations = 0;
        result.steps = Inference.run(session, slot.sample, frames, this, policy, this);
        final float[] mean = session.answer();
        System.arraycopy(mean, 0, result.mean, 0, mean.length);
        result.decision = session.decision();
        result.score = policy == null ? Float.NaN : policy.score(mean);
        final long endNanos = clock.nanoTime();
        result.serviceNanos = endNanos - startNanos;
        result.latencyNanos = endNanos - slot.publishedNanos;
    }

    @Override
    public void load(int t) {
        if (t > 0) { // the first is ready before the clock is read
            stage = LOADING;
            samples.loadStep(result.sample, t, frames);
            stage = INFERENCE;
        }
    }

    @Override
    public void onStep(int t, Session stepped) {
        if (result.readouts.length > 0) {
            stepped.readout(result.readouts[t]);
        }
        if (countsOperations) {
            result.synapticOperations += stepped.synapticOperations();
        }
        if (trace != null) {
            trace.onStep(t, stepped);
        }
    }
}
