package io.memspike.core.file.internal;

import java.util.List;
import java.util.Map;

/**
 * Where a value lies in a text, and with it all that it holds.
 *
 * @param line from 1
 * @param column from 1
 * @param fields places of an object's fields: where their names begin
 * @param elements places of a list's elements
 */
public record TextPlace(int line, int column, Map<String, TextPlace> fields, List<TextPlace> elements) {
    public TextPlace {
        fields = Map.copyOf(fields);
        elements = List.copyOf(elements);
    }

    /** Place of a field; of one that is not there this one. */
    TextPlace field(String name) {
        return fields.getOrDefault(name, this);
    }

    /** Place of an element; of one that is not there this one. */
    TextPlace element(int index) {
        return index < elements.size() ? elements.get(index) : this;
    }

    /** As messages have it: {@code line 3, column 7}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
