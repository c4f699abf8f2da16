package io.memspike.app.cli;

import io.memspike.tasks.experiment.Results;
import java.io.PrintWriter;
import java.util.Locale;

/** What a command has to say: lines for people as they come, or one JSON object at the end. */
public final class Report {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    /** Lines and the object on {@code out}, warnings on {@code err}. */
    public Report(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** One line for people. */
    public Report line(String format, Object... arguments) {
        if (!json) {
            out.println(String.format(Locale.ROOT, format, arguments));
            out.flush();
        }
        return this;
    }

    /** A number for people, a dash where it is none. */
    public static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    /** One line on standard error, beside a JSON object too. */
    public void warn(String what) {
        err.println("memspike: " + what);
        err.flush();
    }

    /** A line for people, behind an indent; on standard error where they get an object. */
    public void lineOrWarning(String indent, String what) {
        if (json) {
            warn(what);
        } else {
            line("%s%s", indent, what);
        }
    }

    /** Prints a result as the JSON object, where one was asked for. */
    public void end(Record result) {
        if (json) {
            out.println(Results.json(result));
            out.flush();
        }
    }
}
