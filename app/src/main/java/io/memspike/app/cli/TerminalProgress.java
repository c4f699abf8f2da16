package io.memspike.app.cli;

import io.memspike.tasks.experiment.Progress;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress on standard error, where that is a terminal: bars, or a line that is written over.
 *
 * @param json whether all must be silent
 * @param news takes what is worth a line
 */
record TerminalProgress(boolean json, Consumer<Record> news) implements Progress {
    private static final String ERASE_LINE = "\r\u001b[K";

    @Override
    public Bar begin(String task, long most) {
        if (json || System.console() == null) {
            return NONE.begin(task, most);
        }
        return most == UNKNOWN ? new Line(System.err) : new Visible(bar(task, most, System.err));
    }

    @Override
    public void tell(Record what) {
        news.accept(what);
    }

    private static ProgressBar bar(String task, long max, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build();
    }

    private record Visible(ProgressBar bar) implements Bar {
        @Override
        public void to(long done, Supplier<String> note) {
            bar.setExtraMessage(note.get());
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private record Line(PrintStream err) implements Bar {
        @Override
        public void to(long done, Supplier<String> what) {
            err.print(ERASE_LINE + what.get());
            err.flush();
        }

        @Override
        public void close() {
            to(0, () -> "");
        }
    }
}
