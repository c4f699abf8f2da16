package io.memspike.app.train;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.app.picture.Charts;
import io.memspike.tasks.plan.WholeFile;
import io.memspike.topology.TrainingProgress.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and training accuracy by epoch, of one training or of several that differ in their seed alone. */
final class LearningCurve {
    private final Path file;
    private final Map<Long, List<EpochResult>> bySeed = new LinkedHashMap<>();

    /**
     * A curve to be.
     *
     * @param file a table if its name ends in {@code .csv}, a picture if in {@code .png}
     */
    LearningCurve(Path file) {
        if (!isTable(file) && !file.toString().endsWith(".png")) {
            throw new IllegalArgumentException("--curve: expected a file named .csv or .png, found " + file);
        }
        this.file = file;
    }

    private static boolean isTable(Path file) {
        return file.toString().endsWith(".csv");
    }

    void add(long seed, List<EpochResult> epochs) {
        bySeed.put(seed, epochs);
    }

    /** Writes it in one step. */
    void write() throws IOException {
        if (isTable(file)) {
            WholeFile.write(file, table());
        } else {
            Charts.write(
                    file,
                    List.of(
                            chart("loss", LegendPosition.InsideNE, EpochResult::loss),
                            chart("training accuracy (%)", LegendPosition.InsideSE, epoch -> 100 * epoch.accuracy())));
        }
    }

    private byte[] table() throws IOException {
        final CsvSchema schema = CsvSchema.builder()
                .addNumberColumn("seed")
                .addNumberColumn("epoch")
                .addNumberColumn("loss")
                .addNumberColumn("trainingAccuracy")
                .addNumberColumn("samplesPerSecond")
                .build()
                .withHeader();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter rows = CsvMapper.builder().build().writer(schema).writeValues(bytes)) {
            for (final Map.Entry<Long, List<EpochResult>> training : bySeed.entrySet()) {
                for (final EpochResult epoch : training.getValue()) {
                    rows.write(List.of(
                            training.getKey(),
                            epoch.epoch(),
                            epoch.loss(),
                            epoch.accuracy(),
                            epoch.samplesPerSecond()));
                }
            }
        }
        return bytes.toByteArray();
    }

    private XYChart chart(String what, LegendPosition legend, ToDoubleFunction<EpochResult> value) {
        final XYChart chart = Charts.chart("Training: " + what, "epoch", what);
        chart.getStyler().setXAxisDecimalPattern("0.##");
        chart.getStyler().setLegendPosition(legend);
        bySeed.forEach((seed, epochs) -> {
            if (!epochs.isEmpty()) {
                chart.addSeries(
                                "seed " + seed,
                                epochs.stream().mapToDouble(EpochResult::epoch).toArray(),
                                epochs.stream().mapToDouble(value).toArray())
                        .setMarker(SeriesMarkers.CIRCLE);
            }
        });
        return chart;
    }
}
