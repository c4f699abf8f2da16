package io.memspike.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;

/** A JSON object that a program prints: alone, or one of several, a line each. */
record JsonLine(String name, JsonNode object) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads output that is one JSON object, or that ends in a line of one. */
    static JsonLine of(String name, String output) throws ExternalTool.Unavailable {
        final String last = output.strip().lines().reduce("", (before, line) -> line);
        final JsonNode whole = parsed(output);
        final JsonNode object = whole == null ? parsed(last) : whole;
        if (object == null) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON, found '" + last + "'");
        }
        return new JsonLine(name, object);
    }

    /** Reads the last line of a peer's output that has a key. */
    static JsonLine having(String name, String output, String key) throws ExternalTool.Unavailable {
        final JsonNode object = last(output, key);
        if (object == null) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON with " + key + ", found none");
        }
        return new JsonLine(name, object);
    }

    /** The text under a key in the last line that has it; null where none has. */
    static String find(String output, String key) {
        final JsonNode object = last(output, key);
        return object == null ? null : object.get(key).asText();
    }

    /** A positive number of the object. */
    double positive(String key) throws ExternalTool.Unavailable {
        final double value = object.path(key).asDouble(Double.NaN);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ExternalTool.Unavailable(
                    name + ": expected a positive number " + key + ", found " + object.path(key));
        }
        return value;
    }

    /** A whole number of the object, from 0 up. */
    int count(String key) throws ExternalTool.Unavailable {
        final JsonNode value = object.path(key);
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
            throw new ExternalTool.Unavailable(
                    name + ": expected a whole number " + key + " from 0 up, found " + value);
        }
        return value.intValue();
    }

    private static JsonNode last(String output, String key) {
        return output.lines()
                .map(JsonLine::parsed)
                .filter(Objects::nonNull)
                .filter(object -> object.has(key))
                .reduce(null, (before, object) -> object);
    }

    /** The object in a text; null where it is none. */
    private static JsonNode parsed(String text) {
        try {
            final JsonNode object = MAPPER.readTree(text);
            return object.isObject() ? object : null;
        } catch (JsonProcessingException e) {
            return null; // a peer may say other things, too
        }
    }
}
