package io.memspike.app.array;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.app.picture.Charts;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.plan.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A study as a table in a file, and as a picture. */
final class StudyFiles {
    private StudyFiles() {}

    /** Comma-separated values: a header, then one line for each point and device. */
    static void writeCsv(Path file, StudyMeasure measure, StudyPlan plan, List<StudyPoint> points) throws IOException {
        final CsvSchema schema = CsvSchema.builder()
                .addColumn("sweep")
                .addNumberColumn("value")
                .addNumberColumn("seed")
                .addNumberColumn(measure.key())
                .build()
                .withHeader();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter rows = CsvMapper.builder().build().writer(schema).writeValues(bytes)) {
            for (final StudyPoint point : points) {
                for (int repeat = 0; repeat < point.results().size(); repeat++) {
                    rows.write(List.of(
                            plan.sweep().effect().option(),
                            point.value(),
                            plan.seed() + repeat,
                            point.results().get(repeat)));
                }
            }
        }
        WholeFile.write(file, bytes.toByteArray());
    }

    /** Mean of what is measured with bars of one standard deviation between devices. */
    static void writePlot(Path file, String title, StudyMeasure measure, StudyPlan plan, List<StudyPoint> points)
            throws IOException {
        final XYChart chart = Charts.chart(title, plan.sweep().effect().axis(), measure.axis());
        chart.getStyler().setXAxisLogarithmic(plan.sweep().logarithmic());
        if (!plan.sweep().logarithmic()) {
            chart.getStyler().setXAxisDecimalPattern("0.######");
        }
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
        chart.addSeries(
                        plan.repeats() == 1
                                ? "one device"
                                : "mean of " + plan.repeats() + " devices ± standard deviation",
                        points.stream().mapToDouble(StudyPoint::value).toArray(),
                        points.stream()
                                .mapToDouble(point -> measure.factor() * point.mean())
                                .toArray(),
                        points.stream()
                                .mapToDouble(point -> measure.factor() * point.deviation())
                                .toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        Charts.write(file, chart);
    }
}
