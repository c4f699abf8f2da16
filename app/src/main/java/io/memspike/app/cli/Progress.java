package io.memspike.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where that is a terminal; silent elsewhere. */
public final class Progress implements io.memspike.tasks.experiment.Progress.Bar {
    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    public static Progress of(String task, long max, boolean json) {
        return new Progress(json || System.console() == null ? null : terminal(task, max, System.err));
    }

    private static ProgressBar terminal(String task, long max, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build();
    }

    @Override
    public void to(long done, String note) {
        if (bar != null) {
            bar.setExtraMessage(note);
            bar.stepTo(done);
        }
    }

    public void training(long done, double loss, double accuracy) {
        to(done, String.format(Locale.ROOT, " loss %.3f acc %.1f %%", loss, 100 * accuracy));
    }

    public void training(long done, double loss) {
        to(done, String.format(Locale.ROOT, " loss %.4f", loss));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
