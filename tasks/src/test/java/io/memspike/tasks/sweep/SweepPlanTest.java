package io.memspike.tasks.sweep;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPlanTest {
    private static final JobRunner KNOWING = new JobRunner() {
        @Override
        public Stream<Outcome> run(List<Job> jobs, Progress progress) {
            return Stream.empty();
        }

        @Override
        public boolean knowsParquet() {
            return true;
        }
    };

    @TempDir
    Path directory;

    private SweepPlan plan(Path parquet) {
        return Plans.read("{\"plan\": \"sweep.yaml\", \"parquet\": \"" + parquet + "\"}", SweepPlan.class);
    }

    @Test
    void shouldTakeTheDirectoryThatParquetWasWrittenToBeforeWhateverItsName() throws IOException {
        final Path parquet = Files.createDirectory(directory.resolve("parquet"));
        Files.createFile(parquet.resolve("_SUCCESS"));

        assertDoesNotThrow(() -> plan(parquet).requireParquet(KNOWING));
        assertDoesNotThrow(() -> plan(directory.resolve("other")).requireParquet(KNOWING));
    }

    @Test
    void shouldRefuseADirectoryOfOtherFilesAndOneThatCannotBeMade() throws IOException {
        Files.createFile(directory.resolve("mine"));
        final Path none = directory.resolve("none").resolve("parquet");

        assertEquals(
                directory + ": expected a new directory, or one that Parquet was written to, found something else",
                assertThrows(IOException.class, () -> plan(directory).requireParquet(KNOWING))
                        .getMessage());
        assertEquals(
                none + ": expected an existing directory " + none.getParent() + ", found none",
                assertThrows(IOException.class, () -> plan(none).requireParquet(KNOWING))
                        .getMessage());
    }
}
