package io.memspike.bench.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured of one benchmark with one set of parameters.
 *
 * @param results by fork
 * @param run all of it
 */
public record JmhScores(Collection<BenchmarkResult> results, RunResult run) {
    /** Bytes allocated an operation, by JMH's profiler {@code gc}. */
    public static final String BYTES = "gc.alloc.rate.norm";

    public static JmhScores of(RunResult run) {
        return new JmhScores(run.getBenchmarkResults(), run);
    }

    /** The score of each iteration. */
    public List<Double> primary() {
        final List<Double> scores = new ArrayList<>();
        for (final BenchmarkResult fork : results) {
            for (final IterationResult iteration : fork.getIterationResults()) {
                scores.add(iteration.getPrimaryResult().getScore());
            }
        }
        return scores;
    }

    /** A counter or profiler's result of each iteration; empty where there is none. */
    public List<Double> secondary(String label) {
        final List<Double> scores = new ArrayList<>();
        for (final BenchmarkResult fork : results) {
            for (final IterationResult iteration : fork.getIterationResults()) {
                final Result<?> result = iteration.getSecondaryResults().get(label);
                if (result != null) {
                    scores.add(result.getScore());
                }
            }
        }
        return scores;
    }

    /** A percentile of sampled times. */
    public double percentile(double rank) {
        return run.getPrimaryResult().getStatistics().getPercentile(rank);
    }
}
