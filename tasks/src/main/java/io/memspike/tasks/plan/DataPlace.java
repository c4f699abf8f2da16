package io.memspike.tasks.plan;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where data sets lie; null for the system's place. */
public record DataPlace(
        @Option(
                name = "--data",
                label = "DIR",
                says = "directory of the data sets that are not embedded",
                shown = "/usr/share/datasets")
        Path directory) {
    /** The data sets there. */
    public DataSets sets() throws IOException {
        if (directory == null) {
            return DataSets.ofSystem();
        }
        if (!Files.isDirectory(directory)) {
            throw new FileFormatException(directory + ": --data: expected a directory of data sets, found "
                    + (Files.exists(directory) ? "a file" : "none"));
        }
        return new DataSets(directory);
    }
}
