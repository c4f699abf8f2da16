package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.PartitionPlot;
import io.memspike.tasks.array.PartitionStudy;
import io.memspike.tasks.hardware.PartitionDrawing;
import io.memspike.tasks.hardware.PartitionPlan;
import io.memspike.tasks.hardware.PartitionResult;
import io.memspike.tasks.hardware.Partitioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Accuracy and power of an analogue network against how its layers are cut into crossbars. */
@Command(
        name = "partition",
        description = {
            "Train a 400 x 120 x 84 x 10 network of binary weights on MNIST, put it on crossbars with",
            "wire resistance, and tell accuracy and power for layers cut into smaller crossbars",
            "(arXiv 2201.12480). Every crossbar is solved exactly."
        })
final class ArrayPartitionCommand extends ExperimentCommand<PartitionPlan, PartitionResult> {
    ArrayPartitionCommand() {
        super(new Partitioning());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        final PartitionDrawing drawing = (PartitionDrawing) what;
        PartitionPlot.write(file, drawing.ideal(), drawing.results());
    }

    @Override
    protected void sayNews(Record news, PartitionPlan plan, Report report) {
        if (news instanceof PartitionStudy.Evaluation ideal) {
            report.line("horizontal  vertical  crossbars  accuracy  gain as trained   power");
            report.line(
                    "%-31s %6.2f %%  %15s  %5.0f mW",
                    "without resistance of wires", 100 * ideal.accuracy(), "", 1e3 * ideal.powerWatts());
        } else if (news instanceof PartitionResult.Configuration cut) {
            report.line(
                    "%-10s  %-8s  %9d  %6.2f %%  %13.2f %%  %5.0f mW",
                    list(cut.horizontal()),
                    list(cut.vertical()),
                    cut.crossbars(),
                    100 * cut.accuracy(),
                    100 * cut.accuracyGainAsTrained(),
                    1e3 * cut.powerWatts());
        }
    }

    private static String list(List<Integer> parts) {
        return parts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    protected void say(PartitionPlan plan, PartitionResult result, Report report) {
        report.line("accuracy on %d test digits; trained in %.0f s", result.testSamples(), result.trainSeconds());
        if (result.plot() != null) {
            report.line("plot %s", result.plot());
        }
    }
}
