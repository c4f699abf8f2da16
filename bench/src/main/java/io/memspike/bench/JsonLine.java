package io.memspike.bench;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.StrictJson;

/** The one JSON object that a peer prints. */
record JsonLine(String name, StrictJson object) {
    /** Reads the last line of a peer's output. */
    static JsonLine of(String name, String output) throws ExternalTool.Unavailable {
        final String last = output.strip().lines().reduce("", (before, line) -> line);
        try {
            final StrictJson object = StrictJson.parse(name, last);
            object.fields("an object");
            return new JsonLine(name, object);
        } catch (FileFormatException e) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON, found '" + last + "'", e);
        }
    }

    /** A positive number of the object. */
    double positive(String key) throws ExternalTool.Unavailable {
        try {
            final StrictJson value = object.field(key);
            if (value.number() > 0) {
                return value.number();
            }
            throw value.refusal("a positive number");
        } catch (FileFormatException e) {
            throw new ExternalTool.Unavailable(e.getMessage(), e);
        }
    }
}
