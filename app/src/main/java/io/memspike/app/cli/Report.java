package io.memspike.app.cli;

import io.memspike.tasks.experiment.Results;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a command has to say: lines for people as they come, or one JSON object at the end. */
public final class Report {
    private final PrintWriter out;
    private final boolean json;
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Report(PrintWriter out, boolean json) {
        this.out = out;
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

    /** One key of the JSON object. */
    public Report put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Prints the JSON object, where one was asked for. */
    public void end() {
        print(values);
    }

    /** Prints a result as the JSON object, where one was asked for. */
    public void end(Record result) {
        print(result);
    }

    private void print(Object result) {
        if (json) {
            out.println(Results.json(result));
            out.flush();
        }
    }
}
