package io.memspike.bench.jmh;

import io.memspike.core.run.Network;
import io.memspike.core.runtime.InferenceContext;
import io.memspike.core.runtime.InferencePipeline;
import io.memspike.core.runtime.InferenceSummary;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
 * The inference pipeline from reader to sink: samples a second over the ring buffer, its start and end included. Against
 * {@link InferenceBenchmark} it shows what the ring costs, and with two workers what it brings.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RingBufferBenchmark {
    private static final int DIGITS = 64;
    private static final int SAMPLES = 1024;

    /** Inner loops. */
    @Param("auto")
    public String kernels;

    /** {@code conv}, {@code mlp} or a model file. */
    @Param({"conv", "mlp"})
    public String model;

    /** Inference threads, beside the reader and the sink. */
    @Param({"1", "2"})
    public int workers;

    private Digits digits;
    private Network network;

    /** Makes the network. */
    @Setup
    public void setUp() throws IOException {
        digits = new Digits(DIGITS, SAMPLES);
        network = BenchNetworks.network(model, digits, BenchNetworks.kernels(kernels));
    }

    /** One run of the pipeline. */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public InferenceSummary run() {
        final InferenceContext context = new InferenceContext()
                .network(network)
                .samples(digits)
                .threads(workers)
                .resultSink(result -> {});
        try (InferencePipeline pipeline = new InferencePipeline(context)) {
            final InferenceSummary summary = pipeline.run();
            if (summary.results() != SAMPLES) {
                throw new IllegalStateException(
                        "pipeline: expected " + SAMPLES + " results, found " + summary.results());
            }
            return summary;
        }
    }
}
