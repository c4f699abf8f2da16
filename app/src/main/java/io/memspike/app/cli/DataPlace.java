package io.memspike.app.cli;

import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where data sets lie, of commands without a plan. */
public final class DataPlace {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data sets that are not embedded (default: /usr/share/datasets).")
    private Path directory;

    /** The data sets there. */
    public DataSets sets() throws IOException {
        return choice().sets();
    }

    io.memspike.tasks.plan.DataPlace choice() {
        return new io.memspike.tasks.plan.DataPlace(directory);
    }
}
