package io.memspike.bench.jmh;

import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Training by pruning, one update of PRIME's batch an invocation; the score counts samples. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrainingBenchmark {
    private static final int BATCH = 128;
    private static final int EPOCHS = 1_000_000; // more than any run comes to: the step size hardly falls

    /** Inner loops. */
    @Param({"scalar", "simd"})
    public String kernels;

    /** {@code conv}, {@code mlp}, a YAML file or a model file. */
    @Param({"conv", "mlp"})
    public String network;

    /** Threads that train. */
    @Param({"1", "2"})
    public int workers;

    private Trainer trainer;

    /** Sets up a training of as many digits as a batch has, so that an epoch is an update. */
    @Setup
    public void setUp() throws IOException {
        final Digits digits = new Digits(BATCH, BATCH);
        trainer = new Trainer(
                BenchNetworks.task(network, digits),
                digits,
                TrainingConfig.adam(EPOCHS, BATCH, 1e-3, 5e-4, 0, 1),
                BenchNetworks.kernels(kernels),
                workers,
                0);
        final double first = trainer.epoch(TrainingProgress.NONE).loss();
        if (!(first > 0 && first < 100)) {
            throw new IllegalStateException("training: expected a loss in (0, 100), found " + first);
        }
    }

    /** One update. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double update() {
        return trainer.epoch(TrainingProgress.NONE).loss();
    }

    /** Ends the training's threads. */
    @TearDown
    public void tearDown() {
        trainer.close();
    }
}
