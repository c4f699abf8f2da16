package io.memspike.app.train;

import io.memspike.app.picture.Charts;
import io.memspike.tasks.plan.WholeFile;
import io.memspike.tasks.segment.SegmentationCurve;
import io.memspike.tasks.train.InpaintingNews;
import io.memspike.tasks.train.InpaintingNews.Epoch;
import io.memspike.tasks.train.LearningCurve;
import io.memspike.tasks.train.WriteCurve;
import io.memspike.topology.TrainingProgress.EpochResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and accuracy by epoch as a table or a picture. */
final class LearningCurves {
    private LearningCurves() {}

    /**
     * Writes them in one step.
     *
     * @param file a table if its name ends in {@code .csv}, else a picture
     */
    static void write(Path file, LearningCurve curve) throws IOException {
        if (file.toString().endsWith(".csv")) {
            writeTable(file, curve);
        } else {
            Charts.write(
                    file,
                    List.of(
                            chart(curve, "loss", LegendPosition.InsideNE, Map.of("", EpochResult::loss)),
                            accuracies(curve)));
        }
    }

    /** The same of a training on patches. */
    static void write(Path file, SegmentationCurve curve) throws IOException {
        final boolean isWatched = curve.epochs().stream().allMatch(epoch -> epoch.watched() != null);
        if (file.toString().endsWith(".csv")) {
            final List<String> names =
                    List.of("epoch", "loss", "patchesPerSecond", "heldOutPrAuc").subList(0, isWatched ? 4 : 3);
            WholeFile.writeTable(
                    file,
                    names,
                    curve.epochs().stream()
                            .map(epoch -> Arrays.<Number>asList(
                                            epoch.epoch(), epoch.loss(), epoch.samplesPerSecond(), epoch.watched())
                                    .subList(0, names.size()))
                            .toList());
            return;
        }
        final XYChart chart = Charts.chart("Training", "epoch", "loss, area");
        chart.getStyler().setXAxisDecimalPattern("0.##");
        add(chart, "loss", curve.epochs(), EpochResult::loss);
        if (isWatched) {
            add(chart, "area under precision over recall, held out", curve.epochs(), EpochResult::watched);
        }
        Charts.write(file, chart);
    }

    /** Loss of an auto-encoder, and its error in holes, likewise. */
    static void write(Path file, InpaintingNews.Curve curve) throws IOException {
        final boolean isWatched = curve.epochs().stream().allMatch(epoch -> epoch.heldOut() != null);
        if (file.toString().endsWith(".csv")) {
            final List<String> names = List.of("epoch", "loss", "picturesPerSecond", "heldOutHoleMse")
                    .subList(0, isWatched ? 4 : 3);
            WholeFile.writeTable(
                    file,
                    names,
                    curve.epochs().stream()
                            .map(epoch -> Arrays.<Number>asList(
                                            epoch.epoch(), epoch.loss(), epoch.imagesPerSecond(), epoch.heldOut())
                                    .subList(0, names.size()))
                            .toList());
            return;
        }
        final XYChart chart = Charts.chart("Training", "epoch", "loss, mean squared error");
        chart.getStyler().setXAxisDecimalPattern("0.##");
        add(chart, "loss", curve.epochs(), Epoch::epoch, Epoch::loss);
        if (isWatched) {
            add(chart, "in holes, held out", curve.epochs(), Epoch::epoch, Epoch::heldOut);
        }
        Charts.write(file, chart);
    }

    /** What a model is worth against writes likewise. */
    static void write(Path file, WriteCurve curve) throws IOException {
        final String watched = (curve.isHeldOut() ? "heldOut" : "test") + (curve.isOfPixels() ? "PrAuc" : "Accuracy");
        if (file.toString().endsWith(".csv")) {
            WholeFile.writeTable(
                    file,
                    List.of("writes", "sets", "resets", "epoch", "loss", watched),
                    curve.points().stream()
                            .map(point -> Arrays.<Number>asList( // the first has no loss
                                    point.writes().total(),
                                    point.writes().sets(),
                                    point.writes().resets(),
                                    point.epoch(),
                                    point.loss(),
                                    point.accuracy()))
                            .toList());
            return;
        }
        final XYChart chart = Charts.chart("Training", "writes", WritesPlot.axis(curve.isOfPixels()));
        chart.addSeries(
                        curve.isHeldOut() ? "held out" : "test",
                        curve.points().stream()
                                .mapToDouble(point -> point.writes().total())
                                .toArray(),
                        curve.points().stream()
                                .mapToDouble(point -> 100 * point.accuracy())
                                .toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        Charts.write(file, chart);
    }

    private static void add(XYChart chart, String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
        add(chart, name, epochs, EpochResult::epoch, value);
    }

    private static <E> void add(
            XYChart chart, String name, List<E> epochs, ToDoubleFunction<E> number, ToDoubleFunction<E> value) {
        if (!epochs.isEmpty()) {
            chart.addSeries(
                            name,
                            epochs.stream().mapToDouble(number).toArray(),
                            epochs.stream().mapToDouble(value).toArray())
                    .setMarker(SeriesMarkers.CIRCLE);
        }
    }

    private static XYChart accuracies(LearningCurve curve) {
        final Map<String, ToDoubleFunction<EpochResult>> values = new LinkedHashMap<>();
        values.put(", in training", epoch -> 100 * epoch.accuracy());
        values.put(curve.isHeldOut() ? ", held out" : ", in test", epoch -> 100 * epoch.watched());
        return chart(curve, "accuracy (%)", LegendPosition.InsideSE, values);
    }

    private static void writeTable(Path file, LearningCurve curve) throws IOException {
        final List<List<Number>> rows = new ArrayList<>();
        curve.bySeed()
                .forEach((seed, epochs) -> epochs.forEach(epoch -> rows.add(List.of(
                        seed,
                        epoch.epoch(),
                        epoch.loss(),
                        epoch.accuracy(),
                        epoch.samplesPerSecond(),
                        epoch.watched()))));
        final String watched = curve.isHeldOut() ? "heldOutAccuracy" : "testAccuracy";
        WholeFile.writeTable(
                file, List.of("seed", "epoch", "loss", "trainingAccuracy", "samplesPerSecond", watched), rows);
    }

    private static XYChart chart(
            LearningCurve curve,
            String what,
            LegendPosition legend,
            Map<String, ToDoubleFunction<EpochResult>> values) {
        final XYChart chart = Charts.chart("Training: " + what, "epoch", what);
        chart.getStyler().setXAxisDecimalPattern("0.##");
        chart.getStyler().setLegendPosition(legend);
        curve.bySeed()
                .forEach((seed, epochs) ->
                        values.forEach((of, value) -> add(chart, "seed " + seed + of, epochs, value)));
        return chart;
    }
}
