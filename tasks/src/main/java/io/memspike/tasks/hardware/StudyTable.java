package io.memspike.tasks.hardware;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.plan.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A study as comma-separated values: a header, then one line for each point and device. */
final class StudyTable {
    private StudyTable() {}

    static void write(Path file, StudyMeasure measure, StudyPlan plan, List<StudyPoint> points) throws IOException {
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
}
