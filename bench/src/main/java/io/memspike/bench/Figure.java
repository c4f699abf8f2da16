package io.memspike.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measured thing: medians of what different runners came to on it. Not thread-safe.
 */
public final class Figure {
    private final String name;
    private final String unit;
    private final boolean lessIsBetter;
    private final Map<Runner, List<Double>> scores = new LinkedHashMap<>();
    private final Map<Runner, Integer> differing = new HashMap<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> picojoules = new ArrayList<>();

    private Figure(String name, String unit, boolean lessIsBetter) {
        this.name = name;
        this.unit = unit;
        this.lessIsBetter = lessIsBetter;
    }

    /** A figure of which more is better. */
    public static Figure rate(String name, String unit) {
        return new Figure(name, unit, false);
    }

    /** A figure of which less is better. */
    public static Figure time(String name, String unit) {
        return new Figure(name, unit, true);
    }

    /** Adds measurements of one runner. */
    public Figure add(Runner runner, List<Double> measured) {
        scores.computeIfAbsent(runner, any -> new ArrayList<>()).addAll(measured);
        return this;
    }

    /** Adds one measurement. */
    public Figure add(Runner runner, double measured) {
        return add(runner, List.of(measured));
    }

    /** Adds how many answers of a runner differ from those in full precision, step by step. */
    public Figure addDiffering(Runner runner, int answers) {
        differing.merge(runner, answers, Math::max);
        return this;
    }

    /**
     * Adds what profilers found about an operation.
     *
     * @param allocated bytes
     * @param modelled picojoules
     */
    public Figure addCosts(List<Double> allocated, List<Double> modelled) {
        bytes.addAll(allocated);
        picojoules.addAll(modelled);
        return this;
    }

    /** What was measured. */
    public String name() {
        return name;
    }

    /** Unit of the medians. */
    public String unit() {
        return unit;
    }

    /** Median of a runner, or null where it did not run or is null itself. */
    public Double median(Runner runner) {
        return medianOrNull(scores.getOrDefault(runner, List.of()));
    }

    /** How many measurements the median of a runner is of. */
    public int count(Runner runner) {
        return scores.getOrDefault(runner, List.of()).size();
    }

    /** How many times as fast as {@code other} Memspike is, with the fastest kernels that ran; null where one is missing. */
    public Double over(Runner other) {
        final Double ours = median(median(Runner.SIMD) == null ? Runner.SCALAR : Runner.SIMD);
        final Double theirs = median(other);
        if (ours == null || theirs == null) {
            return null;
        }
        return lessIsBetter ? theirs / ours : ours / theirs;
    }

    /** The settings of PyTorch that ran, the most demanding first: the one that comes nearest to Memspike, or beats it by most. */
    public List<Runner> pyTorch() {
        return scores.keySet().stream()
                .filter(runner -> runner.setting() != null)
                .sorted(Comparator.comparingDouble(runner -> lessIsBetter ? median(runner) : -median(runner)))
                .toList();
    }

    /** The fastest PyTorch that computes in full precision, or null. */
    public Runner bestPyTorch() {
        return pyTorch().stream()
                .filter(runner -> runner.setting().isFullPrecision())
                .findFirst()
                .orElse(null);
    }

    /** How many answers of a runner differ from those in full precision, step by step; null where not counted. */
    public Integer differing(Runner runner) {
        return differing.get(runner);
    }

    /** Median of bytes allocated an operation, or null. */
    public Double bytesPerOperation() {
        return medianOrNull(bytes);
    }

    /** Median of modelled energy an operation, in picojoules, or null. */
    public Double picojoulesPerOperation() {
        return medianOrNull(picojoules);
    }

    private static Double medianOrNull(List<Double> values) {
        return values.isEmpty() ? null : median(values);
    }

    /** Middle of the sorted values, or mean of the two in the middle; at least one value. */
    public static double median(List<Double> values) {
        final double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        final int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
