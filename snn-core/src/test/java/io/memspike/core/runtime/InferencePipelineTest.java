package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InferencePipelineTest {
    private static final Kernels SCALAR = new ScalarKernels();
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();

    /** A result's content, kept. */
    private record Kept(
            int sample,
            int label,
            int decision,
            int steps,
            int scoreBits,
            long operations,
            List<List<Float>> readouts) {
        Kept(InferenceResult result) {
            this(
                    result.sample(),
                    result.label(),
                    result.decision(),
                    result.steps(),
                    Float.floatToIntBits(result.score()),
                    result.synapticOperations(),
                    IntStream.range(0, result.steps())
                            .mapToObj(t -> list(result.readout(t)))
                            .toList());
        }

        private static List<Float> list(float[] values) {
            return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
        }
    }

    private static InferenceContext context(Network network, int samples, ResultSink sink) {
        return new InferenceContext()
                .network(network)
                .samples(new SyntheticSamples(samples))
                .ringSize(8)
                .threads(2)
                .resultSink(sink);
    }

    private static List<Kept> run(Kernels kernels, int threads, int ringSize, Waiting waiting) {
        final List<Kept> kept = new ArrayList<>();
        final InferenceContext context = context(
                        SyntheticSamples.network(kernels), 300, result -> kept.add(new Kept(result)))
                .exitPolicy(new LargestReadout(0.4f))
                .recordsReadouts(true)
                .countsSynapticOperations(true)
                .threads(threads)
                .waiting(waiting)
                .ringSize(ringSize);
        assertEquals(300, new InferencePipeline(context).run().results());
        return kept;
    }

    @Test
    void shouldGiveTheSameForAnyNumberOfThreadsAndAnyKernels() {
        final List<Kept> expected = run(SCALAR, 1, 8, Waiting.BACKOFF);

        assertEquals(expected, run(SCALAR, 2, 8, Waiting.BACKOFF));
        assertEquals(expected, run(SELECTED, 1, 16, Waiting.BACKOFF));
        assertEquals(expected, run(SELECTED, 3, 2, Waiting.BACKOFF));
        assertEquals(expected, run(SELECTED, 3, 1, Waiting.BACKOFF));
        assertEquals(expected, run(SELECTED, 1, 8, Waiting.BUSY_SPIN));
        assertTrue(
                expected.stream().mapToInt(Kept::steps).distinct().count() > 1, "samples must stop at several steps");
    }

    @Test
    void shouldGiveWhatTheSessionAloneGives() {
        final List<Kept> kept = run(SELECTED, 3, 8, Waiting.BACKOFF);
        final SyntheticSamples samples = new SyntheticSamples(300);
        final EventFrames frames = EventFrames.of(samples);
        final var session = SyntheticSamples.network(SCALAR).newSession();
        final LargestReadout policy = new LargestReadout(0.4f);
        for (final Kept result : kept) {
            samples.load(result.sample(), frames);

            final int steps = Inference.run(session, result.sample(), frames, policy, null);

            assertEquals(steps, result.steps());
            assertEquals(session.decision(), result.decision());
            assertEquals(Float.floatToIntBits(policy.score(session.answer())), result.scoreBits());
            assertEquals(samples.label(result.sample()), result.label());
            assertTrue(result.operations() > 0);
        }
    }

    @Test
    void shouldDeliverEverySampleOfTheRangeInOrder() {
        final List<Integer> order = new ArrayList<>();
        final InferenceSummary summary = new InferencePipeline(
                        context(SyntheticSamples.network(SELECTED), 500, r -> order.add(r.sample()))
                                .from(17)
                                .to(461)
                                .threads(3))
                .run();

        assertEquals(IntStream.range(17, 461).boxed().toList(), order);
        assertEquals(444, summary.results());
        assertEquals(0, summary.failures());
        assertTrue(summary.isComplete());
        assertEquals(444, summary.latencyNanos().getTotalCount());
        assertEquals(444, summary.serviceNanos().getTotalCount());
        assertTrue(
                summary.serviceNanos().getMaxValue() <= summary.latencyNanos().getMaxValue());
        assertTrue(summary.samplesPerSecond() > 0);
    }

    @Test
    void shouldRunNothingWhenTheRangeIsEmpty() {
        final InferenceSummary summary = new InferencePipeline(
                        context(SyntheticSamples.network(SCALAR), 5, result -> {})
                                .from(3)
                                .to(3))
                .run();

        assertEquals(0, summary.results());
        assertTrue(summary.isComplete());
    }

    @Test
    void shouldMeasureLatencyFromPublishingAndServiceFromTheStart() {
        final Thread caller = Thread.currentThread();
        // the dealer publishes at 5,000; the inference thread reads 6,000 at the start and 6,250 at the decision
        final long[] inference = {6_000, 6_250};
        final int[] reads = {0};
        final List<List<Long>> nanos = new ArrayList<>();
        new InferencePipeline(context(
                                SyntheticSamples.network(SCALAR),
                                1,
                                r -> nanos.add(List.of(r.serviceNanos(), r.latencyNanos())))
                        .threads(1)
                        .clock(() -> Thread.currentThread() == caller ? 5_000 : inference[reads[0]++]))
                .run();

        assertEquals(List.of(List.of(250L, 1_250L)), nanos);
    }

    @Test
    void shouldCountBackPressureWhenTheSinkIsSlow() {
        final AtomicReference<Thread> reader = new AtomicReference<>(Thread.currentThread());
        final InferenceSummary summary = new InferencePipeline(context(SyntheticSamples.network(SCALAR), 30, result -> {
                            while (result.sample() == 0 && reader.get().getState() != Thread.State.TIMED_WAITING) {
                                Thread.onSpinWait(); // until the dealer naps, as it does only before a full ring
                            }
                        })
                        .ringSize(2))
                .run();

        assertTrue(summary.backPressure() > 0);
        assertEquals(30, summary.results());
    }

    @Test
    void shouldLoadNoMoreStepsThanAreLookedAt() {
        final AtomicInteger loaded = new AtomicInteger();
        final AtomicInteger looked = new AtomicInteger();
        final InferenceSummary summary = new InferencePipeline(
                        context(SyntheticSamples.network(SCALAR), 60, result -> looked.addAndGet(result.steps()))
                                .samples(new SyntheticSamples(60) {
                                    @Override
                                    public void loadStep(int sample, int t, EventFrames into) {
                                        loaded.incrementAndGet();
                                        super.loadStep(sample, t, into);
                                    }
                                })
                                .exitPolicy(new LargestReadout(0.4f)))
                .run();

        assertEquals(60, summary.results());
        assertEquals(looked.get(), loaded.get());
        assertTrue(looked.get() < 60 * SyntheticSamples.STEPS, "some must stop early");
    }

    @Test
    void shouldTellThatLoadingFailedAtALaterStep() {
        final List<String> failures = new ArrayList<>();
        new InferencePipeline(context(SyntheticSamples.network(SCALAR), 4, result -> {})
                        .samples(new SyntheticSamples(4) {
                            @Override
                            public void loadStep(int sample, int t, EventFrames into) {
                                if (sample == 2 && t == 3) {
                                    throw new IllegalStateException("gone");
                                }
                                super.loadStep(sample, t, into);
                            }
                        })
                        .errorHandler(e -> failures.add(e.getMessage())))
                .run();

        assertEquals(List.of("sample 2: loading failed: java.lang.IllegalStateException: gone"), failures);
    }

    /** Loading fails for 5, inference for 7, the sink for 9. */
    private static InferenceContext failing(List<Integer> order) {
        return context(networkThatFailsFor(7), 100, result -> {
                    if (result.sample() == 9) {
                        throw new IllegalStateException("sink");
                    }
                    order.add(result.sample());
                })
                .samples(new SyntheticSamples(100) {
                    @Override
                    public void load(int sample, EventFrames into) {
                        if (sample == 5) {
                            throw new IllegalStateException("load");
                        }
                        super.load(sample, into);
                    }
                });
    }

    @Test
    void shouldGoOnWithTheOthersWhenASampleFails() {
        final List<Integer> order = new ArrayList<>();
        final List<String> failures = new ArrayList<>();
        final InferenceSummary summary =
                new InferencePipeline(failing(order).errorHandler(e -> failures.add(e.getMessage()))).run();

        assertEquals(
                IntStream.range(0, 100)
                        .filter(i -> i != 5 && i != 7 && i != 9)
                        .boxed()
                        .toList(),
                order);
        assertEquals(
                List.of(
                        "sample 5: loading failed: java.lang.IllegalStateException: load",
                        "sample 7: inference failed: java.lang.IllegalStateException: inference",
                        "sample 9: result sink failed: java.lang.IllegalStateException: sink"),
                failures);
        assertEquals(97, summary.results());
        assertEquals(3, summary.failures());
        assertEquals(97, summary.serviceNanos().getTotalCount());
        assertTrue(summary.isComplete());
    }

    @Test
    void shouldThrowTheFirstFailureWhenThereIsNoErrorHandler() {
        final List<Integer> order = new ArrayList<>();

        final SampleFailedException failure =
                assertThrows(SampleFailedException.class, () -> new InferencePipeline(failing(order)).run());

        assertEquals(5, failure.sample());
        assertEquals(List.of(0, 1, 2, 3, 4), order);
    }

    @Test
    void shouldThrowWhatTheErrorHandlerThrows() {
        final Error stop = new AssertionError("enough");
        final InferencePipeline pipeline =
                new InferencePipeline(failing(new ArrayList<>()).errorHandler(e -> {
                    throw stop;
                }));

        assertSame(stop, assertThrows(AssertionError.class, pipeline::run));
    }

    @Test
    void shouldEndWithAClearErrorWhenAThreadIsLost() {
        final IllegalStateException untellable = new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                throw new UnsupportedOperationException("untellable");
            }
        };
        final List<Throwable> uncaught = new ArrayList<>();
        final InferencePipeline pipeline =
                new InferencePipeline(context(SyntheticSamples.network(SCALAR), 1_000, result -> {
                            throw untellable;
                        })
                        .threadFactory(work -> {
                            final Thread thread = new Thread(work, "pipeline-test");
                            thread.setUncaughtExceptionHandler((t, thrown) -> uncaught.add(thrown));
                            return thread;
                        }));

        final IllegalStateException end = assertThrows(IllegalStateException.class, pipeline::run);

        assertEquals("inference pipeline: a thread has ended: its stage failed beyond repair", end.getMessage());
        assertEquals("untellable", end.getCause().getMessage());
        assertEquals(1, uncaught.size());
    }

    @Test
    void shouldFinishWhatIsOnTheRingWhenClosed() {
        final AtomicReference<InferencePipeline> pipeline = new AtomicReference<>();
        final List<Integer> order = new ArrayList<>();
        pipeline.set(new InferencePipeline(context(SyntheticSamples.network(SELECTED), 1_000_000, result -> {
            order.add(result.sample());
            if (result.sample() == 20) {
                pipeline.get().close();
            }
        })));

        final InferenceSummary summary = pipeline.get().run();

        assertFalse(summary.isComplete());
        assertTrue(summary.results() >= 21 && summary.results() < 1_000_000);
        assertEquals(IntStream.range(0, summary.results()).boxed().toList(), order);
        assertThrows(IllegalStateException.class, () -> pipeline.get().run());
    }

    @Test
    void shouldEndAndStayInterruptedWhenTheCallerIsInterrupted() {
        final Thread caller = Thread.currentThread();
        final List<Thread> threads = new ArrayList<>();
        final InferenceSummary summary = new InferencePipeline(
                        context(SyntheticSamples.network(SCALAR), 1_000_000, result -> caller.interrupt())
                                .threadFactory(work -> {
                                    threads.add(new Thread(work, "pipeline-test"));
                                    return threads.get(threads.size() - 1);
                                }))
                .run();

        assertTrue(Thread.interrupted());
        assertFalse(summary.isComplete());
        assertEquals(3, threads.size()); // two for inference, one for the sink
        assertTrue(threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void shouldShowEachThreadsSessionToATraceOfItsOwn() {
        final List<List<Long>> seen = new ArrayList<>();
        final InferenceContext context = context(SyntheticSamples.network(SCALAR), 31, result -> {})
                .threads(3)
                .traces(() -> {
                    final List<Long> steps = new ArrayList<>();
                    seen.add(steps);
                    return (t, session) -> steps.add(100 * session.sample() + t);
                });

        new InferencePipeline(context).run();

        assertEquals(3, seen.size());
        final List<Long> expected = new ArrayList<>();
        for (long sample = 0; sample < 31; sample++) {
            for (int t = 0; t < SyntheticSamples.STEPS; t++) {
                expected.add(100 * sample + t);
            }
        }
        assertEquals(expected, seen.stream().flatMap(List::stream).sorted().toList());
    }

    @Test
    void shouldTellReadoutsOnlyWhenAskedTo() {
        final boolean[] hasReadouts = {true};
        final float[] mean = new float[SyntheticSamples.CLASSES];
        new InferencePipeline(context(SyntheticSamples.network(SCALAR), 1, result -> {
                    hasReadouts[0] = result.hasReadouts();
                    System.arraycopy(result.mean(), 0, mean, 0, mean.length);
                    assertTrue(Float.isNaN(result.score()));
                    assertEquals(0, result.synapticOperations());
                    assertThrows(IndexOutOfBoundsException.class, () -> result.readout(0));
                }))
                .run();

        assertFalse(hasReadouts[0]);
        final Kept kept = run(SCALAR, 1, 8, Waiting.BACKOFF).get(0);
        assertEquals(SyntheticSamples.CLASSES, kept.readouts().get(0).size());
        assertFalse(Arrays.equals(new float[mean.length], mean));
    }

    private static Network networkThatFailsFor(long failing) {
        final Linear linear = new Linear(SyntheticSamples.CLASSES, 1f);
        final Matrix layer = new Matrix(linear, SyntheticSamples.INPUT);
        final WeightedSynapses synapses = WeightedSynapses.of(layer, SyntheticSamples.weights(0, layer), SCALAR);
        final Synapses wrapped = new Synapses() {
            @Override
            public Shape input() {
                return synapses.input();
            }

            @Override
            public Shape output() {
                return synapses.output();
            }

            @Override
            public long operations(SpikeList spikes) {
                return synapses.operations(spikes);
            }

            @Override
            public Reader open() {
                final Reader reader = synapses.open();
                return (spikes, read, current) -> {
                    if (read >>> 20 == failing) { // reads are numbered sample · 2²⁰ + step
                        throw new IllegalStateException("inference");
                    }
                    reader.accumulate(spikes, read, current);
                };
            }
        };
        return Network.of(
                Graph.chain(SyntheticSamples.INPUT, List.of(linear, Integrator.readout(0.1f), new Mean())),
                (node, matrix) -> wrapped,
                SCALAR);
    }
}
