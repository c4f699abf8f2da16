package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.memristor.wire.ApproximateTransfer;
import io.memspike.memristor.wire.Crossbar;
import io.memspike.memristor.wire.CrossbarSolution;
import io.memspike.memristor.wire.CrossbarSolver;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.TransferMatrix;
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

/**
 * A square crossbar of 5 to 15 kΩ cells: its exact solution, from resistances and voltages to all currents, and its wires
 * folded into effective conductances, exactly and approximately.
 */
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
    private LineResistances lines;
    private double[][] siemens;
    private double[] voltages;

    /** Draws cells and voltages. */
    @Setup
    public void setUp() {
        final RandomStream random = RandomStream.of(1, "crossbar");
        final double[][] cells = new double[size][size];
        voltages = new double[size];
        siemens = new double[size][size];
        for (int i = 0; i < size; i++) {
            voltages[i] = random.nextInt(1_000) / 1e3;
            for (int j = 0; j < size; j++) {
                cells[i][j] = 5e3 + 10 * random.nextInt(1_000);
                siemens[i][j] = 1 / cells[i][j];
            }
        }
        crossbar = new Crossbar(cells, wire, wire);
        lines = LineResistances.ofWires(wire, wire);
        requireAgreement();
    }

    private void requireAgreement() {
        final double[] expected = solve().outputs();
        final double[] found = transferMatrix().currents(voltages);
        for (int j = 0; j < size; j++) {
            if (Math.abs(found[j] - expected[j]) > 1e-9 * expected[j]) {
                throw new IllegalStateException(
                        "column " + j + ": expected " + expected[j] + " A, found " + found[j] + " A");
            }
        }
    }

    /** One solution. */
    @Benchmark
    public CrossbarSolution solve() {
        return new CrossbarSolver(crossbar).solve(voltages);
    }

    /** All effective conductances, exactly, on all cores. */
    @Benchmark
    public TransferMatrix transferMatrix() {
        return TransferMatrix.of(siemens, lines, Runtime.getRuntime().availableProcessors());
    }

    /** All effective conductances, approximately, on one. */
    @Benchmark
    public ApproximateTransfer approximateTransfer() {
        return ApproximateTransfer.of(siemens, lines);
    }
}
