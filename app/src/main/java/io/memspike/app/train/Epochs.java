package io.memspike.app.train;

import io.memspike.app.cli.Report;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.tasks.train.TrainClassify;
import io.memspike.topology.parameter.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Epochs in words. */
public final class Epochs {
    private Epochs() {}

    /** What a classifier's training tells: epochs, and that it is done. */
    static void say(Record news, Report report) {
        if (news instanceof TrainingNews.Epoch epoch) {
            say(epoch, "samples", report);
        } else if (news instanceof TrainClassify.Trained trained) {
            report.line(
                    "test accuracy %.2f %% of %d samples",
                    100 * trained.test().accuracy(), trained.test().samples());
            say(trained.chips(), report);
            report.line(
                    "model %s%s", trained.file(), trained.plan().keepsBest() ? ", of epoch " + trained.epoch() : "");
        }
    }

    /** One line; {@code what} is seen, such as samples. */
    public static void say(TrainingNews.Epoch epoch, String what, Report report) {
        final Double watched = epoch.result().watched();
        report.line(
                "epoch %d/%d  loss %.4f  training accuracy %.2f %%%s%s  %.0f %s/s",
                epoch.result().epoch(),
                epoch.of(),
                epoch.result().loss(),
                100 * epoch.result().accuracy(),
                watched == null ? "" : String.format(Locale.ROOT, "  %s %.2f %%", epoch.watched(), 100 * watched),
                writes(epoch.result().writes().values()),
                epoch.result().samplesPerSecond(),
                what);
    }

    private static void say(List<Double> chips, Report report) {
        if (!chips.isEmpty()) {
            final Double deviation = Spread.deviation(chips);
            report.line(
                    "on %d other %s of the device %.2f %%%s",
                    chips.size(),
                    chips.size() == 1 ? "chip" : "chips",
                    100 * Spread.mean(chips),
                    deviation == null
                            ? ""
                            : String.format(
                                    Locale.ROOT, " in the mean, standard deviation %.2f points", 100 * deviation));
        }
    }

    private static String writes(Collection<Writes> each) {
        final Writes all = each.stream().reduce(Writes.NONE, Writes::plus);
        return each.isEmpty() ? "" : String.format(Locale.ROOT, "  %,d set, %,d reset", all.sets(), all.resets());
    }
}
