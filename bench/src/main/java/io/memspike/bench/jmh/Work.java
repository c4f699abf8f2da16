package io.memspike.bench.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark has done, beside its operations: fed by the benchmark, shown by JMH as further rates, and turned into
 * modelled energy by {@link EnergyProfiler}. One per thread; JMH adds the threads up. JMH has such counters for throughput
 * and mean time, not for sampled time.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Work {
    /** Weights added to a current. */
    public long synapticOperations;

    /** Neurons stepped. */
    public long neuronUpdates;
}
