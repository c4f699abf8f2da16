package io.memspike.app.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.bench.BenchResult;
import io.memspike.bench.Figure;
import io.memspike.bench.LineFit;
import io.memspike.bench.Runner;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What was measured; the components say what they mean. */
record BenchFigures(
        @Means("the processor") String processor,
        @Means("its cores") int cores,
        @Means("the version of Java") String java,
        @Means("`simd` or `scalar`") String kernels,
        @Means("threads") int threads,
        List<Row> figures,

        @Means("geometric mean of accumulation against C, or null")
        Double accumulateOverC,

        List<Cost> inputRates,
        Line line,
        @Means("the PNG file, or null") Path plot,

        @Means("what was left out and why; what early stop was calibrated to")
        List<String> notes,

        @JsonIgnore String kernelsReason) {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** One thing that was measured. */
    record Row(
            @Means("what was measured") String name,
            @Means("in what") String unit,

            @Means("median of the scalar kernels; null where they did not run")
            Double scalar,

            @Means("the same of SIMD") Double simd,
            @Means("the same of C") Double c,

            @Means("the same of PyTorch's plain program, eager")
            Double pytorch,

            @Means("how many times as fast as scalar kernels Memspike is; null without both")
            Double overScalar,

            @Means("the same of C") Double overC,
            @Means("the same of PyTorch's plain program") Double overPyTorch,

            @Means("PyTorch's fastest setting in float32, or null")
            String bestPyTorch,

            @Means("how many times as fast as that Memspike is; null without both")
            Double overBestPyTorch,

            List<Peer> peers,

            @Means("bytes allocated a JMH operation; null where not measured")
            Double bytesPerOperation,

            @Means("modelled energy of a JMH operation's arithmetic in pJ; null where not counted")
            Double modelledPicojoules) {
        static Row of(Figure figure) {
            final Runner best = figure.bestPyTorch();
            return new Row(
                    figure.name(),
                    figure.unit(),
                    figure.median(Runner.SCALAR),
                    figure.median(Runner.SIMD),
                    figure.median(Runner.C),
                    figure.median(Runner.PYTORCH),
                    figure.over(Runner.SCALAR),
                    figure.over(Runner.C),
                    figure.over(Runner.PYTORCH),
                    best == null ? null : best.setting().name(),
                    figure.over(best),
                    figure.pyTorch().stream().map(peer -> Peer.of(figure, peer)).toList(),
                    figure.bytesPerOperation(),
                    figure.picojoulesPerOperation());
        }

        /** Median of PyTorch's fastest setting in float32, or null. */
        Double bestPyTorchMedian() {
            return peers.stream()
                    .filter(peer -> peer.setting().equals(bestPyTorch))
                    .map(Peer::median)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** One of PyTorch's settings, the most demanding first. */
    record Peer(
            @Means("`eager`, `eager-better`, `compiled` or `bf16`; the most demanding first")
            String setting,

            @Means("schedule, compiler, layout, precision and batch")
            String how,

            @Means("median of the setting") Double median,
            @Means("how many times as fast Memspike is") Double over,

            @Means("answers other than those of plain float32, step by step; null where not counted")
            Integer answersThatDiffer) {
        static Peer of(Figure figure, Runner peer) {
            return new Peer(
                    peer.setting().name(),
                    peer.setting().argument(),
                    figure.median(peer),
                    figure.over(peer),
                    figure.differing(peer));
        }
    }

    /** What a step costs. */
    record Cost(
            @Means("with `--plot`: spikes of a step") double spikes,
            @Means("with `--plot`: its time") double nanos) {}

    /** The line through the costs. */
    record Line(
            @Means("with `--plot`: the line of least squares, at no spike")
            double interceptNanos,

            @Means("with `--plot`: its slope") double nanosPerSpike,

            @Means("with `--plot`: the spikes of a 1 % rate on it")
            double onePercentNanos,

            @Means("with `--plot`: R²") double determination) {}

    /** Figures; {@code points} and {@code plot} are null where the cost against spikes was not measured. */
    static BenchFigures of(BenchResult result, List<LineFit.Point> points, Path plot, Run run) {
        final KernelsLookup.Choice kernels = run.choice();
        return new BenchFigures(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                kernels.kernels().name(),
                run.threads(),
                result.figures().stream().map(Row::of).toList(),
                result.accumulateOverC(),
                points == null
                        ? List.of()
                        : points.stream()
                                .map(point -> new Cost(point.x(), point.y()))
                                .toList(),
                points == null ? null : line(points),
                plot,
                result.notes(),
                kernels.reason());
    }

    private static Line line(List<LineFit.Point> points) {
        final LineFit fit = LineFit.of(points);
        return new Line(
                fit.intercept(),
                fit.slope(),
                fit.slope() * points.get(0).x(), // the first point is measured at 1 %
                fit.determination());
    }

    /** The processor's name where Linux tells it, else its architecture. */
    private static String processorName() {
        try {
            for (final String line : Files.readAllLines(PROCESSOR)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux
        }
        return System.getProperty("os.arch");
    }
}
