package io.memspike.app.train;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.app.picture.Charts;
import io.memspike.tasks.plan.WholeFile;
import io.memspike.tasks.train.LearningCurve;
import io.memspike.tasks.train.SegmentationCurve;
import io.memspike.topology.TrainingProgress.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
            WholeFile.write(file, table(curve));
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
        if (file.toString().endsWith(".csv")) {
            WholeFile.write(file, table(curve));
            return;
        }
        final XYChart chart = Charts.chart("Training", "epoch", "loss, area");
        chart.getStyler().setXAxisDecimalPattern("0.##");
        add(chart, "loss", curve.epochs(), EpochResult::loss);
        if (isWatched(curve)) {
            add(chart, "area under precision over recall, held out", curve.epochs(), EpochResult::watched);
        }
        Charts.write(file, chart);
    }

    private static boolean isWatched(SegmentationCurve curve) {
        return curve.epochs().stream().allMatch(epoch -> epoch.watched() != null);
    }

    private static byte[] table(SegmentationCurve curve) throws IOException {
        final CsvSchema.Builder schema = CsvSchema.builder()
                .addNumberColumn("epoch")
                .addNumberColumn("loss")
                .addNumberColumn("patchesPerSecond");
        if (isWatched(curve)) {
            schema.addNumberColumn("heldOutPrAuc");
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter rows =
                CsvMapper.builder().build().writer(schema.build().withHeader()).writeValues(bytes)) {
            for (final EpochResult epoch : curve.epochs()) {
                final List<Number> row =
                        new ArrayList<>(List.of(epoch.epoch(), epoch.loss(), epoch.samplesPerSecond()));
                if (isWatched(curve)) {
                    row.add(epoch.watched());
                }
                rows.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static void add(
            XYChart chart, String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
        if (!epochs.isEmpty()) {
            chart.addSeries(
                            name,
                            epochs.stream().mapToDouble(EpochResult::epoch).toArray(),
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

    private static byte[] table(LearningCurve curve) throws IOException {
        final CsvSchema schema = CsvSchema.builder()
                .addNumberColumn("seed")
                .addNumberColumn("epoch")
                .addNumberColumn("loss")
                .addNumberColumn("trainingAccuracy")
                .addNumberColumn("samplesPerSecond")
                .addNumberColumn(curve.isHeldOut() ? "heldOutAccuracy" : "testAccuracy")
                .build()
                .withHeader();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter rows = CsvMapper.builder().build().writer(schema).writeValues(bytes)) {
            for (final Map.Entry<Long, List<EpochResult>> training :
                    curve.bySeed().entrySet()) {
                for (final EpochResult epoch : training.getValue()) {
                    rows.write(List.of(
                            training.getKey(),
                            epoch.epoch(),
                            epoch.loss(),
                            epoch.accuracy(),
                            epoch.samplesPerSecond(),
                            epoch.watched()));
                }
            }
        }
        return bytes.toByteArray();
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
                .forEach((seed, epochs) -> values.forEach((of, value) -> add(chart, "seed " + seed + of, epochs, value)));
        return chart;
    }
}
