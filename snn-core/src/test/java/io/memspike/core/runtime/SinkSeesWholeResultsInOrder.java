package io.memspike.core.runtime;

import io.memspike.core.EventFrames;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Slots that go from the dealer by two inference threads to the sink, more often than there are slots, while another thread ends it all
 * once some results are there: none, one more each time, and all.
 */
@JCStressTest
@Outcome(id = "\\d+, 0, 0", expect = Expect.ACCEPTABLE, desc = "all that was dealt, in order and whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "results were lost, torn or out of order (results, lacking, wrong)")
@State
public class SinkSeesWholeResultsInOrder {
    private static final SyntheticSamples SAMPLES = new SyntheticSamples(12);
    private static final Network NETWORK = SyntheticSamples.network(new ScalarKernels());
    private static final float[][] MEANS = means();

    private static final AtomicInteger TRIED = new AtomicInteger();

    private final int closedAt = TRIED.getAndIncrement() % (SAMPLES.size() + 1);
    private volatile int seen; // by the thread that ends it; what else the sink has is in plain memory
    private volatile boolean hasRun;
    private int next;
    private int wrong;
    private final InferencePipeline pipeline = new InferencePipeline(new InferenceContext()
            .network(NETWORK)
            .samples(SAMPLES)
            .ringSize(2)
            .threads(2)
            .resultSink(this::take));

    private static float[][] means() {
        final float[][] means = new float[SAMPLES.size()][];
        final EventFrames frames = EventFrames.of(SAMPLES);
        final Session session = NETWORK.newSession();
        for (int sample = 0; sample < means.length; sample++) {
            SAMPLES.load(sample, frames);
            Inference.run(session, sample, frames, null, null);
            means[sample] = session.answer().clone();
        }
        return means;
    }

    private void take(InferenceResult result) {
        wrong += result.sample() != next || result.label() != SAMPLES.label(next) ? 1 : 0;
        for (int i = 0; i < MEANS[next].length; i++) {
            wrong += result.mean()[i] == MEANS[next][i] ? 0 : 1;
        }
        next++;
        seen = next;
    }

    @Actor
    public void run(III_Result result) {
        final InferenceSummary summary = pipeline.run();
        result.r1 = next;
        result.r2 = summary.results() - next + (summary.isComplete() == (next == SAMPLES.size()) ? 0 : 1);
        result.r2 += next < closedAt ? 1 : 0;
        result.r3 = wrong;
        hasRun = true;
    }

    @Actor
    public void close() {
        while (seen < closedAt && !hasRun) {
            Thread.yield();
        }
        pipeline.close();
    }
}
