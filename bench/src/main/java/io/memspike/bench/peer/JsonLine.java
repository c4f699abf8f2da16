package io.memspike.bench.peer;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.util.Objects;

/** A JSON object that a program prints: alone, or one of several, a line each. */
public record JsonLine(String name, StrictJson object) {
    /** Reads output that is one JSON object, or that ends in a line of one. */
    public static JsonLine of(String name, String output) throws ExternalTool.Unavailable {
        final String last = output.strip().lines().reduce("", (before, line) -> line);
        final StrictJson whole = parsed(name, output);
        final StrictJson object = whole == null ? parsed(name, last) : whole;
        if (object == null) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON, found '" + last + "'");
        }
        return new JsonLine(name, object);
    }

    /** Reads the last line of a peer's output that has a key. */
    public static JsonLine having(String name, String output, String key) throws ExternalTool.Unavailable {
        final StrictJson object = last(name, output, key);
        if (object == null) {
            throw new ExternalTool.Unavailable(name + ": expected a line of JSON with " + key + ", found none");
        }
        return new JsonLine(name, object);
    }

    /** The text under a key in the last line that has it; null where none has. */
    public static String find(String output, String key) {
        try {
            final StrictJson object = last("output", output, key);
            return object == null ? null : object.field(key).text();
        } catch (FileFormatException e) {
            return null;
        }
    }

    /** A positive number of the object. */
    public double positive(String key) throws ExternalTool.Unavailable {
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

    /** A whole number of the object, from 0 up. */
    public int count(String key) throws ExternalTool.Unavailable {
        try {
            return object.field(key).wholeNumber(0, Integer.MAX_VALUE);
        } catch (FileFormatException e) {
            throw new ExternalTool.Unavailable(e.getMessage(), e);
        }
    }

    private static StrictJson last(String name, String output, String key) {
        return output.lines()
                .map(line -> parsed(name, line))
                .filter(Objects::nonNull)
                .filter(object -> object.has(key))
                .reduce(null, (before, object) -> object);
    }

    /** The object in a text; null where it is none. */
    private static StrictJson parsed(String name, String text) {
        try {
            final StrictJson object = StrictJson.parse(name, text);
            object.fields("an object");
            return object;
        } catch (FileFormatException e) {
            return null; // a peer may say other things, too
        }
    }
}
