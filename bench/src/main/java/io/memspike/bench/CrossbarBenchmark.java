package io.memspike.bench;

import io.memspike.core.RandomStream;
import io.memspike.memristor.wire.Crossbar;
import io.memspike.memristor.wire.CrossbarSolution;
import io.memspike.memristor.wire.CrossbarSolver;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The exact solution of a square crossbar of 5 to 15 kΩ cells, from resistances and voltages to all currents. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CrossbarBenchmark {
    /** Rows and columns. */
    @Param({"128", "512"})
    public int size;

    /** Resistance of each piece of wire, Ω. */
    @Param({"1", "10"})
    public double wire;

    private Crossbar crossbar;
    private double[] voltages;

    /** Draws cells and voltages. */
    @Setup
    public void setUp() {
        final RandomStream random = RandomStream.of(1, "crossbar");
        final double[][] cells = new double[size][size];
        voltages = new double[size];
        for (int i = 0; i < size; i++) {
            voltages[i] = random.nextInt(1_000) / 1e3;
            for (int j = 0; j < size; j++) {
                cells[i][j] = 5e3 + 10 * random.nextInt(1_000);
            }
        }
        crossbar = new Crossbar(cells, wire, wire);
    }

    /** One solution. */
    @Benchmark
    public CrossbarSolution solve() {
        return new CrossbarSolver(crossbar).solve(voltages);
    }
}
