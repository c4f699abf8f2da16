package io.memspike.bench.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Energy of an operation, as a JMH profiler: {@code -prof io.memspike.bench.EnergyProfiler}, with
 * {@code :powercap=DIRECTORY} for counters in another place.
 *
 * <ul>
 *   <li>{@code energy.rapl.norm}, joules of all processor packages, whoever spent them, a JMH operation; only where the machine
 *       has counters that this process may read.
 *   <li>{@code energy.model.norm}, picojoules of arithmetic an operation, of what the benchmark has fed into {@link Work}.
 * </ul>
 *
 * <p>The model counts 32-bit float arithmetic at 45 nm and 0.9 V: an addition 0.9 pJ, a multiplication 3.7 pJ (M. Horowitz,
 * "Computing's energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9). A synaptic operation is one
 * addition of a weight to a current, since a spike's value is 1: 0.9 pJ; an input with a count of events or a pooled mean
 * is counted the same, once. A neuron update is two multiplications (retain,
 * leak) and two additions (current, comparison with the threshold): 9.2 pJ. Memory, control and leakage are left out: the
 * figure is what compares networks in the literature, not what a socket would show.
 */
public final class EnergyProfiler implements InternalProfiler {
    /** One 32-bit float addition at 45 nm, in picojoules. */
    public static final double ADD_PICOJOULES = 0.9;

    /** One 32-bit float multiplication at 45 nm, in picojoules. */
    public static final double MULTIPLY_PICOJOULES = 3.7;

    /** Name of the measured result. */
    public static final String MEASURED = "energy.rapl.norm";

    /** Name of the modelled result. */
    public static final String MODELLED = "energy.model.norm";

    private static final String OPTION = "powercap=";

    private final Powercap powercap;
    private List<Long> before = List.of();

    /** A profiler of this machine's counters. */
    public EnergyProfiler() {
        this("");
    }

    /**
     * A profiler with options.
     *
     * @param options nothing, or {@code powercap=DIRECTORY}
     * @throws IllegalArgumentException for others
     */
    public EnergyProfiler(String options) {
        if (!options.isEmpty() && !options.startsWith(OPTION)) {
            throw new IllegalArgumentException(
                    "energy profiler: expected " + OPTION + "DIRECTORY, found '" + options + "'");
        }
        powercap = Powercap.in(options.isEmpty() ? Powercap.SYSTEM : Path.of(options.substring(OPTION.length())));
    }

    @Override
    public String getDescription() {
        return "Energy an operation: joules from RAPL where readable, picojoules of modelled arithmetic";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = powercap.read();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        final List<Result<?>> results = new ArrayList<>();
        final OptionalDouble joules = powercap.joules(before, powercap.read());
        final long operations = result.getMetadata().getAllOps();
        if (joules.isPresent() && operations > 0) {
            results.add(new ScalarResult(MEASURED, joules.getAsDouble() / operations, "J/op", AggregationPolicy.AVG));
        }
        final boolean isTime = benchmark != null && benchmark.getMode() == Mode.AverageTime;
        final double synaptic = each(result, "synapticOperations", isTime);
        final double neurons = each(result, "neuronUpdates", isTime);
        if (synaptic + neurons > 0) {
            results.add(new ScalarResult(MODELLED, picojoules(synaptic, neurons), "pJ/op", AggregationPolicy.AVG));
        }
        return results;
    }

    /** Modelled energy of so much work, in picojoules. */
    public static double picojoules(double synapticOperations, double neuronUpdates) {
        return synapticOperations * ADD_PICOJOULES + neuronUpdates * (2 * MULTIPLY_PICOJOULES + 2 * ADD_PICOJOULES);
    }

    /** A counter for each operation: JMH gives both as rates, or both as times. */
    private static double each(IterationResult result, String counter, boolean isTime) {
        final Result<?> counted = result.getSecondaryResults().get(counter);
        if (counted == null) {
            return 0;
        }
        final double count = counted.getScore();
        final double operations = result.getPrimaryResult().getScore();
        final double ratio = isTime ? operations / count : count / operations;
        return Double.isFinite(ratio) ? ratio : 0;
    }
}
