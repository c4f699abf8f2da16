package io.memspike.core.file.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value in a JSON file that knows its place: the one way in which JSON is read, so that all files are read alike. Text
 * that is no UTF-8 or no JSON, a field given twice, anything after the value, and numbers that a double cannot hold are
 * refused when it is read; a value of another kind, a field that is missing and fields that nobody knows when it is
 * asked for. Every refusal is one line: {@code FILE: field PATH: expected …, found …}. Immutable and thread-safe.
 */
public final class StrictJson {
    private static final int SHOWN = 60; // characters of a text in messages

    private final Object file;
    private final String place; // of an ancestor that has a name of its own; may be empty
    private final Step path; // the last one from there on; null at that place itself
    private final JsonNode node;
    private final TextPlace at; // null where messages give no lines
    private final String element; // what an element is called; null where it has no name of its own

    /** A field or an element on the way; the whole way is written where something is refused alone, since names may be long. */
    private record Step(Step before, String name) {
        private boolean isElement() {
            return before == null ? name.startsWith("[") : before.isElement();
        }

        @Override
        public String toString() {
            final Deque<String> names = new ArrayDeque<>();
            for (Step step = this; step != null; step = step.before) {
                names.addFirst(step.name);
            }
            final StringBuilder all = new StringBuilder();
            for (final String each : names) {
                all.append(all.isEmpty() || each.startsWith("[") ? "" : ".").append(each);
            }
            return all.toString();
        }
    }

    private StrictJson(Object file, String place, Step path, JsonNode node, TextPlace at, String element) {
        this.file = file;
        this.place = place;
        this.path = path;
        this.node = node;
        this.at = at;
        this.element = element;
    }

    private StrictJson(Object file, String place, Step path, JsonNode node, TextPlace at) {
        this(file, place, path, node, at, null);
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is no JSON as described
     * @throws IOException where it cannot be read
     */
    public static StrictJson read(Path file) throws IOException {
        try (InputStream in = InputFile.open(file, "a JSON file")) {
            return read(file, in);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param file named in messages
     * @param in not closed
     */
    public static StrictJson read(Object file, InputStream in) throws IOException {
        return parse(file, JsonText.utf8(file, in.readAllBytes()));
    }

    /**
     * Reads a text.
     *
     * @param file where it is from, named in messages
     */
    public static StrictJson parse(Object file, String text) throws FileFormatException {
        return parse(file, text, null);
    }

    /**
     * Reads an array whose elements have a name.
     *
     * @param element what one is called in messages: {@code layer} for {@code layer 3}
     */
    public static StrictJson parse(Object file, String text, String element) throws FileFormatException {
        return new JsonText(file, text, JsonText.LINES).read(element);
    }

    /** Reads bytes that begin at an offset of a file, which messages give instead of lines. */
    public static StrictJson parse(Object file, byte[] bytes, long offset) throws FileFormatException {
        return new JsonText(file, JsonText.utf8(file, bytes), offset).read(null);
    }

    /** The value of a tree whose root has no name, its numbers checked. */
    static StrictJson of(Object file, JsonNode root, String element) throws FileFormatException {
        final StrictJson value = new StrictJson(file, "", null, root, null, element);
        value.requireFinite();
        return value;
    }

    /**
     * The value of a tree that was read from a text of another form, its numbers checked. Messages give lines and columns.
     *
     * @param file named in messages
     * @param root the tree
     * @param at where its values lie
     */
    public static StrictJson of(Object file, JsonNode root, TextPlace at) throws FileFormatException {
        final StrictJson value = new StrictJson(file, "", null, root, at);
        value.requireFinite();
        return value;
    }

    void requireFinite() throws FileFormatException {
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw refusal("a finite number", "one beyond " + Double.MAX_VALUE);
        }
        eachChild(StrictJson::requireFinite);
    }

    /** Looks at a value. */
    @FunctionalInterface
    private interface Check {
        void of(StrictJson value) throws FileFormatException;
    }

    /** One after the other: nothing is kept of those that were looked at. */
    private void eachChild(Check check) throws FileFormatException {
        final Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            check.of(child(names.next()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check.of(child(i));
        }
    }

    /** The same value, called so in messages: {@code layer 3}. */
    public StrictJson named(String name) {
        return new StrictJson(file, name, null, node, at);
    }

    /** Whether this is an object that has that field. */
    public boolean has(String field) {
        return node.has(field);
    }

    /**
     * A field of an object. One that is not there is given as well, and refuses whatever it is asked for.
     *
     * @throws FileFormatException where this is no object
     */
    public StrictJson field(String field) throws FileFormatException {
        if (!node.isObject()) {
            throw refusal("an object");
        }
        return child(field);
    }

    StrictJson child(String field) {
        final JsonNode value = node.get(field);
        return new StrictJson(
                file,
                place,
                new Step(path, field),
                value == null ? MissingNode.getInstance() : value,
                at == null ? null : at.field(field));
    }

    StrictJson child(int index) {
        final TextPlace there = at == null ? null : at.element(index);
        if (element != null) {
            return new StrictJson(file, element + " " + index, null, node.path(index), there);
        }
        return new StrictJson(file, place, new Step(path, "[" + index + "]"), node.path(index), there);
    }

    /**
     * All fields of an object, in the order of the file.
     *
     * @param expected what it should be, for messages
     * @throws FileFormatException where it is none
     */
    public Map<String, StrictJson> fields(String expected) throws FileFormatException {
        if (!node.isObject()) {
            throw refusal(expected);
        }
        final Map<String, StrictJson> fields = new LinkedHashMap<>();
        node.properties().forEach(each -> fields.put(each.getKey(), child(each.getKey())));
        return fields;
    }

    /**
     * Refuses an object with other fields.
     *
     * @param known those that it may have
     * @return this
     */
    public StrictJson requireOnly(Collection<String> known) throws FileFormatException {
        for (final Map.Entry<String, StrictJson> each : fields("an object").entrySet()) {
            if (!known.contains(each.getKey())) {
                throw each.getValue().unknown(known);
            }
        }
        return this;
    }

    FileFormatException unknown(Collection<String> known) {
        return refusal("one of the fields " + String.join(", ", known), "an unknown field");
    }

    /**
     * The elements of an array.
     *
     * @param expected what it should be, for messages
     * @throws FileFormatException where it is none
     */
    public List<StrictJson> elements(String expected) throws FileFormatException {
        if (!node.isArray()) {
            throw refusal(expected);
        }
        final List<StrictJson> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(child(i));
        }
        return elements;
    }

    /** A number, which is finite. */
    public double number() throws FileFormatException {
        if (!node.isNumber()) {
            throw refusal("a number");
        }
        return node.doubleValue();
    }

    /** A number that is finite as a float, too. */
    public float floatNumber() throws FileFormatException {
        final float number = (float) number();
        if (!Float.isFinite(number)) {
            throw refusal("a finite number of 32 bits");
        }
        return number;
    }

    /** A whole number within those bounds; {@code 3.0} is one. */
    public int wholeNumber(int least, int most) throws FileFormatException {
        final double value = node.doubleValue();
        if (!node.isNumber() || value != Math.rint(value) || value < least || value > most) {
            final boolean isAny = least == -Integer.MAX_VALUE && most == Integer.MAX_VALUE;
            throw refusal("a whole number" + (isAny ? "" : " from " + least + " to " + most));
        }
        return (int) value;
    }

    /** A number without fraction from 0 to 2^63 − 1. */
    public long size() throws FileFormatException {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw refusal("an integer from 0 to 2^63 - 1");
        }
        return node.longValue();
    }

    /** A text. */
    public String text() throws FileFormatException {
        if (!node.isTextual()) {
            throw refusal("a text");
        }
        return node.textValue();
    }

    /**
     * A record of the object's fields. None may be unknown or null; those marked as required must be there; others have
     * Java's default.
     *
     * @throws FileFormatException where a field is not as described, or the record's constructor refuses the values
     */
    public <R extends Record> R as(Class<R> type) throws FileFormatException {
        fields("an object");
        requireNoNull();
        return JsonRecord.read(this, type);
    }

    private void requireNoNull() throws FileFormatException {
        if (node.isNull()) {
            throw refusal("a value");
        }
        eachChild(StrictJson::requireNoNull);
    }

    JsonNode node() {
        return node;
    }

    /** The same place with another value. */
    StrictJson with(JsonNode other) {
        return new StrictJson(file, place, path, other, at, element);
    }

    /** Whether this is a list. */
    public boolean isArray() {
        return node.isArray();
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return node.isObject();
    }

    /** Whether this is JSON's {@code null}. */
    public boolean isNull() {
        return node.isNull();
    }

    /** True or false. */
    public boolean truth() throws FileFormatException {
        if (!node.isBoolean()) {
            throw refusal("true or false");
        }
        return node.booleanValue();
    }

    /** Something else that is wrong at this place. */
    public FileFormatException failure(String message) {
        return wrong(path == null ? "" : "field " + path, message);
    }

    /** What is wrong with this value, in one line: file, place, expected, found. */
    public FileFormatException refusal(Object expected) {
        return refusal(expected, found());
    }

    /** The same with what is found in other words. */
    public FileFormatException refusal(Object expected, Object found) {
        return wrong(
                path == null ? "" : (path.isElement() ? "element " : "field ") + path,
                "expected " + expected + ", found " + found);
    }

    /** The reason that somebody else gave, with the file and what has a name. */
    FileFormatException refusalBecause(IllegalArgumentException reason) {
        return wrong("", reason.getMessage());
    }

    private FileFormatException wrong(String field, String message) {
        final String where = place + (place.isEmpty() || field.isEmpty() ? "" : ", ") + field;
        return new FileFormatException(
                file + ": " + (at == null ? "" : at + ": ") + (where.isEmpty() ? "" : where + ": ") + message);
    }

    private String found() {
        if (node.isMissingNode()) {
            return "nothing";
        }
        if (node.isContainerNode()) {
            return node.isArray() ? "an array" : node.isEmpty() ? "an empty object" : "an object";
        }
        final String text = Objects.toString(node.asText());
        final String line = text.lines().findFirst().orElse("");
        final String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return node.isTextual() ? "\"" + shown + "\"" : shown;
    }
}
