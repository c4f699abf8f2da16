package io.memspike.tasks.hardware;

import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A study as comma-separated values: a header, then one line for each point and device. */
final class StudyTable {
    private StudyTable() {}

    static void write(Path file, StudyMeasure measure, StudyPlan plan, List<StudyPoint> points) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final StudyPoint point : points) {
            for (int repeat = 0; repeat < point.results().size(); repeat++) {
                rows.add(List.of(
                        plan.sweep().effect().option(),
                        point.value(),
                        plan.seed() + repeat,
                        point.results().get(repeat)));
            }
        }
        WholeFile.writeTable(file, List.of("sweep", "value", "seed", measure.key()), rows);
    }
}
