package io.memspike.bench;

import java.util.List;

/**
 * What was measured.
 *
 * @param figures in order of measurement
 * @param notes why peers were left out, and what early stop was calibrated to, a clause each
 */
public record BenchResult(List<Figure> figures, List<String> notes) {
    public BenchResult {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    /** Geometric mean of how synaptic accumulation compares with the C limit; null where C did not run. */
    public Double accumulateOverC() {
        final double[] ratios = figures.stream()
                .filter(figure -> figure.over(Runner.C) != null)
                .mapToDouble(figure -> figure.over(Runner.C))
                .toArray();
        if (ratios.length == 0) {
            return null;
        }
        double logarithms = 0;
        for (final double ratio : ratios) {
            logarithms += Math.log(ratio);
        }
        return Math.exp(logarithms / ratios.length);
    }
}
