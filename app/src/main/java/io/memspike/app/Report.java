package io.memspike.app;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a command has to say: lines for people as they come, or one JSON object at the end. */
final class Report {
    private final PrintWriter out;
    private final boolean json;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Report(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** One line for people. */
    Report line(String format, Object... arguments) {
        if (!json) {
            out.println(String.format(Locale.ROOT, format, arguments));
            out.flush();
        }
        return this;
    }

    /** One key of the JSON object. */
    Report put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Prints the JSON object, where one was asked for. */
    void end() throws IOException {
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(values));
            out.flush();
        }
    }
}
