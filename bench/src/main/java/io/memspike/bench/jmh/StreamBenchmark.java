package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.stream.DeltaLif;
import io.memspike.core.stream.DeltaPopulation;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.EventRows;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events of real digits, end to end on one core: over the ring, unpacked, through a convolution 2→12 k5 p1 into a
 * continuous-time population of 32×32×12 neurons, spikes collected. One operation is one event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class StreamBenchmark {
    private static final int EVENTS = 1 << 18;
    private static final int CHUNK = 1 << 12;
    private static final double TAU_MICROS = 20_000;
    private static final long OPEN_LOOP_MICROS = 3_000_000;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long WINDOW_MICROS = 100_000;
    private static final long BOUND_NANOS = 50_000;

    /** Weights' standard deviation: 0.09 spikes an event, then 2.2, then none. */
    @Param({"0.02", "0.0635", "0"})
    public float weight;

    /** Inner loops. */
    @Param({"auto", "scalar"})
    public String kernels;

    private final long[] events = new long[EVENTS];
    private EventProducer producer;
    private EventConsumer consumer;
    private DeltaPopulation population;
    private long spikes;
    private long received;

    /** One population, one ring, the events of the first digits one after the other, each at a microsecond of its own. */
    @Setup
    public void setUp() throws IOException {
        final ImageSet images = DataSets.ofSystem().images("mnist", Split.TEST);
        final SaccadeCamera camera = new SaccadeCamera();
        final int[] count = {0};
        final int[] inFrame = {0};
        final long[] frame = {-1};
        for (int i = 0; count[0] < EVENTS; i++) {
            final long begin = i * SaccadeCamera.DURATION_MICROS;
            camera.stream(images.pixels(), images.offset(i), (micros, x, y, on) -> {
                if (count[0] < EVENTS) {
                    inFrame[0] = micros == frame[0] ? inFrame[0] + 1 : 0;
                    frame[0] = micros;
                    events[count[0]++] = PackedEvent.of(begin + micros + inFrame[0], x, y, on);
                }
            });
        }
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        producer = ingest.producer(0);
        consumer = ingest.consumer();
        final Matrix conv = new Matrix(new Conv2d(12, 5, 1, 1, 1f), SaccadeCamera.SHAPE);
        final float[] weights = new float[conv.weights()];
        final RandomStream random = RandomStream.of(1, "benchmark weights");
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight * (float) random.nextGaussian();
        }
        population = new DeltaPopulation(
                new DeltaLif(TAU_MICROS, 0.5f),
                EventRows.of(conv, weights),
                KernelsLookup.find(kernels).kernels());
        through();
        if (population.lateEvents() != 0 || received != EVENTS || (spikes == 0) != (weight == 0)) {
            throw new IllegalStateException("expected " + EVENTS + " events in order and spikes, found received="
                    + received + " late=" + population.lateEvents() + " spikes=" + spikes);
        }
    }

    /** All events through the ring and the population. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long through() {
        population.reset();
        for (int at = 0; at < EVENTS; at += CHUNK) {
            for (int i = at; i < at + CHUNK; i++) {
                producer.offer(events[i]);
            }
            producer.flush();
            while (consumer.poll(this::onEvents) > 0) {}
        }
        return spikes;
    }

    private void onEvents(long[] batch, int count, long dueNanos) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            final long event = batch[i];
            final int source = 2 * (PackedEvent.y(event) * SaccadeCamera.SHAPE.width() + PackedEvent.x(event))
                    + PackedEvent.channel(event);
            sum += population.onEvent(PackedEvent.micros(event), source);
        }
        spikes += sum;
        received += count;
    }

    /** What {@link #openLoop} finds, beside the time that it takes. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Latency {
        /** Percentiles over all events, in microseconds. */
        public double p50Micros;

        /** See {@link #p50Micros}. */
        public double p99Micros;

        /** Percent of windows of 100 ms whose own p99 is at most 50 µs: those that other work did not spoil. */
        public double calmPercent;

        /** The median window's p99, in microseconds. */
        public double medianWindowP99Micros;
    }

    /**
     * Latency from event to membrane update with a million events a second, in an open loop: each event is due at its own
     * microsecond whether those before it are done or not, and is timed from then until its whole batch has updated the
     * membranes. Needs two cores of its own.
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Warmup(iterations = 3)
    @Measurement(iterations = 1) // of several the counters would be summed
    public void openLoop(Latency latency) throws InterruptedException {
        population.reset();
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        final EventConsumer open = ingest.consumer();
        final long start = System.nanoTime() + PAUSE_NANOS;
        final Thread generator = new Thread(() -> generate(ingest.producer(0), start, OPEN_LOOP_MICROS));
        generator.start();
        final Histogram window = new Histogram(3);
        final Histogram all = new Histogram(3);
        final Histogram windowTails = new Histogram(3);
        final long[] last = {0};
        final int[] calm = {0};
        open.drain(
                (batch, count, dueNanos) -> {
                    onEvents(batch, count, dueNanos);
                    final long now = System.nanoTime();
                    for (int i = 0; i < count; i++) {
                        window.recordValue(Math.max(0, now - start - PackedEvent.micros(batch[i]) * 1_000));
                    }
                    final long number = PackedEvent.micros(batch[count - 1]) / WINDOW_MICROS;
                    if (number > last[0]) {
                        last[0] = number;
                        windowTails.recordValue(window.getValueAtPercentile(99));
                        calm[0] += window.getValueAtPercentile(99) <= BOUND_NANOS ? 1 : 0;
                        all.add(window);
                        window.reset();
                    }
                },
                new BusySpinIdleStrategy());
        generator.join();
        all.add(window);
        latency.p50Micros = all.getValueAtPercentile(50) / 1e3;
        latency.p99Micros = all.getValueAtPercentile(99) / 1e3;
        latency.calmPercent = 100.0 * calm[0] / windowTails.getTotalCount();
        latency.medianWindowP99Micros = windowTails.getValueAtPercentile(50) / 1e3;
    }

    private void generate(EventProducer into, long start, long count) {
        for (long i = 0; i < count; i++) {
            final long due = start + i * 1_000;
            if (System.nanoTime() < due) {
                into.flush();
                while (System.nanoTime() < due) {
                    Thread.onSpinWait();
                }
            }
            final long event = events[(int) (i % EVENTS)];
            into.offer(PackedEvent.of(i, PackedEvent.x(event), PackedEvent.y(event), PackedEvent.isOn(event)), due);
        }
        into.end();
    }
}
