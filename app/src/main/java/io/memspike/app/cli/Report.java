package io.memspike.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a command has to say: lines for people as they come, or one JSON object at the end. */
public final class Report {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .addDecorator((factory, generator) -> new FiniteNumbers(generator))
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

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
    public void end() throws IOException {
        if (json) {
            out.println(JSON.writeValueAsString(values));
            out.flush();
        }
    }

    /** Writes null for what is no number: JSON has neither NaN nor infinity, and a text would be taken for an answer. */
    private static final class FiniteNumbers extends JsonGeneratorDelegate {
        FiniteNumbers(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public void writeNumber(double value) throws IOException {
            if (Double.isFinite(value)) {
                super.writeNumber(value);
            } else {
                writeNull();
            }
        }

        @Override
        public void writeNumber(float value) throws IOException {
            if (Float.isFinite(value)) {
                super.writeNumber(value);
            } else {
                writeNull();
            }
        }

        @Override
        public void writeArray(double[] values, int offset, int length) throws IOException {
            writeStartArray(values, length);
            for (int i = offset; i < offset + length; i++) {
                writeNumber(values[i]);
            }
            writeEndArray();
        }
    }
}
