package io.memspike.bench.jmh;

import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventHandler;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events from one thread to another through the ring, in batches of 512, waiting where it is full; every event is read
 * and added up. One operation is one event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class RingTransportBenchmark {
    private static final int EVENTS = 1 << 25;

    private long sum;

    /** A whole stream: producer thread, consumer on the calling thread. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long transport() throws InterruptedException {
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        final EventConsumer consumer = ingest.consumer();
        final Thread writer = new Thread(() -> {
            final EventProducer producer = ingest.producer(0);
            for (long i = 0; i < EVENTS; i++) {
                producer.offer(i);
            }
            producer.end();
        });
        sum = 0;
        writer.start();
        final EventHandler add = (events, count, dueNanos) -> {
            long batch = 0;
            for (int i = 0; i < count; i++) {
                batch += events[i];
            }
            sum += batch;
        };
        consumer.drain(add, new YieldingIdleStrategy());
        writer.join();
        if (sum != (EVENTS - 1L) * EVENTS / 2 || consumer.dropped() != 0) {
            throw new IllegalStateException("expected every event, found sum=" + sum);
        }
        return sum;
    }
}
