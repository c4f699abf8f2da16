package io.memspike.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one JSON object that a peer prints. */
record JsonLine(String name, JsonNode object) {
    /** Reads the last line of a peer's output. */
    static JsonLine of(String name, String output) throws ExternalTool.Unavailable {
        final String last = output.strip().lines().reduce("", (before, line) -> line);
        try {
            final JsonNode object = JsonMapper.builder().build().readTree(last);
            if (object.isObject()) {
                return new JsonLine(name, object);
            }
        } catch (JsonProcessingException e) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON, found '" + last + "'", e);
        }
        throw new ExternalTool.Unavailable(name + ": expected a line of JSON, found '" + last + "'");
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
}
