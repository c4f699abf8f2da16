package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.memspike.core.kernel.KernelsLookup;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The pipeline allocates nothing once it is warm: over three windows of a thousand samples in a row the counters of
 * the inference threads, the sink's and the reader's do not move. Before the compiler has done its work (SIMD allocates
 * while it is interpreted) they may, and how long that takes is a matter of the machine's load: the time limit of all
 * tests ends a run that comes to no rest.
 */
class InferenceAllocationTest {
    private static final int WINDOW = 1_000;
    private static final int QUIET_WINDOWS = 3;

    private final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Thread reader = Thread.currentThread();
    private final List<Thread> threads = new ArrayList<>();
    private final long[] before = new long[4];
    private long moved;
    private int quiet;

    @Test
    void shouldAllocateNothingPerSampleWhenWarm() {
        final InferencePipeline[] pipeline = new InferencePipeline[1];
        pipeline[0] = new InferencePipeline(new InferenceContext()
                .network(SyntheticSamples.network(KernelsLookup.find("auto").kernels()))
                .samples(new SyntheticSamples(Integer.MAX_VALUE))
                .exitPolicy(new LargestReadout(0.4f))
                .recordsReadouts(true)
                .countsSynapticOperations(true)
                .threads(2)
                .ringSize(16)
                .threadFactory(work -> {
                    threads.add(new Thread(work, "allocation-test"));
                    return threads.get(threads.size() - 1);
                })
                .resultSink(result -> {
                    if (result.sample() % WINDOW == WINDOW - 1) {
                        moved = 0;
                        measure(0, meter.getThreadAllocatedBytes(reader.getId()));
                        for (int i = 0; i < threads.size() - 1; i++) {
                            measure(
                                    1 + i,
                                    meter.getThreadAllocatedBytes(threads.get(i).getId()));
                        }
                        measure(3, meter.getCurrentThreadAllocatedBytes());
                        quiet = moved == 0 ? quiet + 1 : 0;
                        if (quiet == QUIET_WINDOWS) {
                            pipeline[0].close();
                        }
                    }
                }));

        pipeline[0].run();

        assertTrue(quiet >= QUIET_WINDOWS, "bytes allocated in the last window of " + WINDOW + " samples: " + moved);
    }

    private void measure(int counter, long bytes) {
        moved += bytes - before[counter];
        before[counter] = bytes;
    }
}
