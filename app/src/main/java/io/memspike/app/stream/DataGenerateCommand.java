package io.memspike.app.stream;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.EventSamples;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.Split;
import io.memspike.tasks.ClassifierData;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an event file. */
@Command(name = "generate", description = "Turn images into camera events and write them to an event file.")
final class DataGenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--dataset",
            defaultValue = "mnist",
            paramLabel = "D",
            description = "mnist, fashion-mnist or a directory of IDX files (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Option(
            names = "--split",
            defaultValue = "test",
            paramLabel = "train|test",
            description = "Part of the data set (default: ${DEFAULT-VALUE}).")
    private Split split;

    @Option(names = "--samples", defaultValue = "0", paramLabel = "N", description = "The first N (default: all).")
    private int count;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The event file.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final EventSamples samples = new ClassifierData(ImageSets.ofSystem()).samples(dataset, split, count);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final EventFileWriter.Summary summary;
        try (Progress progress = Progress.of("events", samples.size(), common.isJson())) {
            summary =
                    new EventFileWriter(samples, Map.of("dataset", dataset), common.threads()).write(out, progress::to);
        }
        report.line("%d samples, %.1f events each: %s", summary.samples(), summary.eventsPerSample(), out);
        report.put("samples", summary.samples())
                .put("eventsPerSample", summary.eventsPerSample())
                .put("file", out.toString())
                .end();
        return 0;
    }
}
