package io.memspike.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void shouldTakeTheMedianOfAllRounds() {
        final Figure figure = Figure.rate("x", "1/s").add(Runner.SIMD, List.of(9.0, 1.0));
        assertEquals(5.0, figure.median(Runner.SIMD));

        figure.add(Runner.SIMD, 6.0);

        assertEquals(6.0, figure.median(Runner.SIMD));
        assertEquals(3, figure.count(Runner.SIMD));
    }

    @Test
    void shouldCompareRatesAndTimesTheSameWay() {
        final Figure rate = Figure.rate("x", "1/s").add(Runner.SIMD, 8).add(Runner.PYTORCH, 2);
        final Figure time = Figure.time("x", "s").add(Runner.SIMD, 2).add(Runner.PYTORCH, 8);

        assertEquals(4.0, rate.over(Runner.PYTORCH));
        assertEquals(4.0, time.over(Runner.PYTORCH));
    }

    @Test
    void shouldCompareScalarKernelsWhereThereIsNoSimd() {
        assertEquals(
                0.5,
                Figure.rate("x", "1/s").add(Runner.SCALAR, 3).add(Runner.C, 6).over(Runner.C));
    }

    @Test
    void shouldHaveNoRatioWithoutAPeer() {
        assertNull(Figure.rate("x", "1/s").add(Runner.SIMD, 3).over(Runner.C));
        assertNull(Figure.rate("x", "1/s").bytesPerOperation());
    }

    @Test
    void shouldNameTheMostDemandingPeerFirst() {
        final List<PyTorchSetting> best = PyTorchSetting.best("conv"); // eager-better, compiled, bf16
        final Figure rate = Figure.rate("x", "1/s")
                .add(Runner.SIMD, 12)
                .add(Runner.PYTORCH, 1)
                .add(Runner.pyTorch(best.get(0)), 3)
                .add(Runner.pyTorch(best.get(1)), 6)
                .add(Runner.pyTorch(best.get(2)), 8)
                .addDiffering(Runner.pyTorch(best.get(2)), 3);
        final Figure time =
                Figure.time("x", "s").add(Runner.SIMD, 1).add(Runner.PYTORCH, 8).add(Runner.pyTorch(best.get(1)), 2);

        assertEquals(
                List.of("bf16", "compiled", "eager-better", "eager"),
                rate.pyTorch().stream().map(runner -> runner.setting().name()).toList());
        assertEquals(List.of(Runner.pyTorch(best.get(1)), Runner.PYTORCH), time.pyTorch());
        // bf16 is faster, but not in the same precision
        assertEquals(2.0, rate.over(rate.bestPyTorch()));
        assertEquals(2.0, time.over(time.bestPyTorch()));
        assertEquals(3, rate.differing(Runner.pyTorch(best.get(2))));
        assertNull(rate.differing(Runner.PYTORCH));
        assertNull(Figure.rate("x", "1/s").add(Runner.SIMD, 1).bestPyTorch());
    }

    @Test
    void shouldTakeTheGeometricMeanOfWhatRanInC() {
        final Figure first = Figure.rate("a", "1/s").add(Runner.SIMD, 1).add(Runner.C, 2);
        final Figure second = Figure.rate("b", "1/s").add(Runner.SIMD, 8).add(Runner.C, 4);
        final Figure third = Figure.rate("c", "1/s").add(Runner.SIMD, 8);

        assertEquals(1.0, new BenchResult(List.of(first, second, third), List.of()).accumulateOverC(), 1e-12);
        assertNull(new BenchResult(List.of(third), List.of()).accumulateOverC());
    }

    @Property(tries = 50)
    void shouldFindAnyLineThatPointsLieOn(
            @ForAll @DoubleRange(min = -100, max = 100) double intercept,
            @ForAll @DoubleRange(min = 0.1, max = 100) double slope,
            @ForAll @Size(min = 1, max = 6)
                    List<@net.jqwik.api.constraints.IntRange(min = 1, max = 500) Integer> steps) {
        final List<LineFit.Point> points = new java.util.ArrayList<>(List.of(new LineFit.Point(0, intercept)));
        int x = 0;
        for (final int step : steps) {
            x += step;
            points.add(new LineFit.Point(x, intercept + slope * x));
        }

        final LineFit fit = LineFit.of(points);

        assertEquals(intercept, fit.intercept(), 1e-6 * (1 + Math.abs(slope * x)));
        assertEquals(slope, fit.slope(), 1e-6 * slope + 1e-9);
        assertEquals(1, fit.determination(), 1e-6);
    }

    @Test
    void shouldFitByLeastSquares() {
        // points (0, 0), (1, 2), (2, 1): means 1 and 1; slope = Σ dx·dy / Σ dx² = (1 + 0 + 0) / 2; R² = 1 / (2 · 2)
        final LineFit fit =
                LineFit.of(List.of(new LineFit.Point(0, 0), new LineFit.Point(1, 2), new LineFit.Point(2, 1)));

        assertEquals(new LineFit(0.5, 0.5, 0.25), fit);
        assertEquals(1.5, fit.at(2));
    }

    @Test
    void shouldRefuseALineThroughOnePlace() {
        final List<LineFit.Point> points = List.of(new LineFit.Point(1, 2), new LineFit.Point(1, 3));

        org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, () -> LineFit.of(points));
    }
}
