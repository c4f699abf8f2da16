package io.memspike.app.train;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.train.writes.TrainWrites;
import io.memspike.tasks.train.writes.TrainWritesPlan;
import io.memspike.tasks.train.writes.TrainWritesResult;
import io.memspike.tasks.train.writes.TrainWritesResult.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Pruning beside weights that are tuned, by writes. */
@Command(
        name = "writes",
        description = {
            "Train by pruning and by the tuning of weights on the same devices, in trainings of several lengths, and tell",
            "how often devices were written for what they come to.",
            "Each training is a whole one; the weights are given what they can have: devices are written only where their",
            "level changes. That every update of a weight is a write is the dearer way to count, and told beside."
        })
final class TrainWritesCommand extends ExperimentCommand<TrainWritesPlan, TrainWritesResult> {
    private static final double PER_CENT = 100;

    TrainWritesCommand() {
        super(new TrainWrites());
    }

    @Override
    protected void sayNews(Record news, TrainWritesPlan plan, Report report) {
        if (news instanceof TrainWrites.Trained done) {
            report.line(
                    "%s, %d epochs, seed %d: %,d writes, test %.2f %%%s",
                    done.setting().name(),
                    done.epochs(),
                    done.seed(),
                    done.writes(),
                    PER_CENT * done.test(),
                    done.heldOut() == null
                            ? ""
                            : String.format(Locale.ROOT, ", held-out %.2f %%", PER_CENT * done.heldOut()));
        }
    }

    @Override
    protected void say(TrainWritesPlan plan, TrainWritesResult result, Report report) {
        report.line(
                "%s of %,d weights, write noise %s: %s on test samples, mean of %d",
                result.network(),
                result.weights(),
                result.writeNoise(),
                WritesPlot.axis(result.measure().equals("prAuc")),
                result.repeats());
        report.line("%-42s  %6s  %13s  %7s  %9s", "", "epochs", "writes", "test", "pruning*");
        for (final Point point : result.points()) {
            report.line(
                    "%-42s  %6d  %,13.0f  %7.2f  %9s",
                    point.setting().name(),
                    point.epochs(),
                    point.writes(),
                    PER_CENT * point.test(),
                    point.pruned() == null ? "" : String.format(Locale.ROOT, "%.2f", PER_CENT * point.pruned()));
        }
        report.line("* that of no more writes that is best on held-out samples");
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        WritesPlot.write(file, (TrainWritesResult) what);
    }
}
