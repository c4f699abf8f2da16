package io.memspike.app.cli;

import java.io.PrintStream;

/** What is being done, on one line of standard error that is written over; silent where that is no terminal. */
final class Status implements io.memspike.tasks.experiment.Progress.Bar {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err; // null: silent

    private Status(PrintStream err) {
        this.err = err;
    }

    static Status of(boolean json) {
        return new Status(json || System.console() == null ? null : System.err);
    }

    @Override
    public void to(long done, String what) {
        if (err != null) {
            err.print(ERASE_LINE + what);
            err.flush();
        }
    }

    @Override
    public void close() {
        to(0, "");
    }
}
