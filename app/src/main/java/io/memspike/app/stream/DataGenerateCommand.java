package io.memspike.app.stream;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.DataPlace;
import io.memspike.app.cli.EncodeOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an event file. */
@Command(name = "generate", description = "Turn a data set into events and write them to an event file.")
final class DataGenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--dataset",
            defaultValue = "mnist",
            paramLabel = "D",
            description = DataOption.NAMES + " (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Mixin
    private DataPlace place;

    @Mixin
    private EncodeOption encode;

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
        final DataSets sets = place.sets();
        final Encoding asked = encode.of(Encoding.of(sets.of(dataset).encoding()));
        final ClassifierData data = new ClassifierData(sets, asked, common.seed());
        final Samples samples = data.samples(dataset, split, count);
        final Map<String, String> metadata = Map.of(
                "dataset",
                dataset,
                ClassifierTraining.ENCODER,
                asked.resolved(samples).toString());
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final EventFileWriter.Summary summary;
        try (Progress progress = Progress.of("events", samples.size(), common.isJson())) {
            summary = new EventFileWriter(samples, metadata, common.threads()).write(out, progress::to);
        }
        report.line("%d samples, %.1f events each: %s", summary.samples(), summary.eventsPerSample(), out);
        report.put("samples", summary.samples())
                .put("eventsPerSample", summary.eventsPerSample())
                .put("file", out.toString())
                .end();
        return 0;
    }
}
