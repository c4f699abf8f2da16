package io.memspike.app.cli;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where data sets lie. */
public final class DataPlace {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data sets that are not embedded (default: /usr/share/datasets).")
    private Path directory;

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
