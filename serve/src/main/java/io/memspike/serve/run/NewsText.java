package io.memspike.serve.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;

/** News of experiments as JSON: numbers, texts and truths of the record, and of records inside it; what else it holds is for programs. */
final class NewsText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 3;

    private NewsText() {}

    /** One object: {@code news}, the name of what is told, and what is told of it. */
    static ObjectNode of(Record news) {
        final ObjectNode object = JSON.objectNode();
        object.put("news", news.getClass().getSimpleName());
        put(news, object, 1);
        return object;
    }

    private static void put(Record record, ObjectNode into, int depth) {
        for (final RecordComponent component : record.getClass().getRecordComponents()) {
            final Object value = value(record, component);
            if (value instanceof Record inner) {
                if (depth < DEEPEST) {
                    put(inner, into.putObject(component.getName()), depth + 1);
                }
            } else {
                final JsonNode plain = plain(value);
                if (plain != null) {
                    into.set(component.getName(), plain);
                }
            }
        }
    }

    private static JsonNode plain(Object value) {
        if (value instanceof Double || value instanceof Float) {
            final double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
        }
        if (value instanceof Number number) {
            return JSON.numberNode(number.longValue());
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof String || value instanceof Enum<?>) {
            return JSON.textNode(value.toString());
        }
        return value instanceof Path file ? JSON.textNode(String.valueOf(file.getFileName())) : null;
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + ": expected a record that can be read", e);
        }
    }
}
