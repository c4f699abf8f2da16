package io.memspike.core.file.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Size;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A kind as JSON: its record components by name. Whole numbers and lists of them, numbers, {@code true} and {@code false},
 * names as in Java but written like those of fields, {@link Size} and {@link Shape} as one number or a list, and records
 * within records: objects, or the value of their first component alone.
 */
final class KindJson {
    private KindJson() {}

    /** The kind of an object's fields. */
    static <K extends Kind> K read(Class<K> kind, StrictJson json) throws FileFormatException {
        json.requireOnly(Arrays.stream(kind.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        return record(kind, json);
    }

    private static <R> R record(Class<R> kind, StrictJson json) throws FileFormatException {
        final RecordComponent[] components = kind.getRecordComponents();
        final Object[] values = new Object[components.length];
        final Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] =
                    i == 0 && !json.isObject() ? value(types[i], json) : value(components[i], components, values, json);
        }
        try {
            return kind.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw json.failure(refusal.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind + ": expected a public record", e);
        }
    }

    private static Object value(
            RecordComponent component, RecordComponent[] components, Object[] before, StrictJson json)
            throws FileFormatException {
        final Default otherwise = component.getAnnotation(Default.class);
        if (otherwise == null || json.has(component.getName())) {
            return value(component.getType(), json.field(component.getName()));
        }
        if (otherwise.value().startsWith("=")) {
            for (int i = 0; i < components.length; i++) {
                if (components[i].getName().equals(otherwise.value().substring(1))) {
                    return before[i];
                }
            }
        }
        return value(component.getType(), StrictJson.parse("default", otherwise.value()));
    }

    private static Object value(Class<?> type, StrictJson json) throws FileFormatException {
        if (type == int.class) {
            return json.wholeNumber(-Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        if (type == float.class) {
            return json.floatNumber();
        }
        if (type == boolean.class) {
            return json.truth();
        }
        if (type.isEnum()) {
            for (final Object constant : type.getEnumConstants()) {
                if (nameOf(constant).equals(json.text())) {
                    return constant;
                }
            }
            throw json.refusal("one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(KindJson::nameOf)
                            .toList());
        }
        if (type == Size.class) {
            final int[] extents = extents(json, 2);
            return new Size(extents[0], extents[extents.length - 1]);
        }
        if (type == Shape.class) {
            final int[] extents = extents(json, 3);
            return extents.length == 1 ? Shape.vector(extents[0]) : new Shape(extents[0], extents[1], extents[2]);
        }
        if (type == int[].class) {
            return wholeNumbers(json);
        }
        if (type.isRecord()) {
            if (json.isObject()) {
                json.requireOnly(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
            }
            return record(type, json);
        }
        throw new IllegalStateException(type + ": expected a type that JSON has");
    }

    private static int[] wholeNumbers(StrictJson json) throws FileFormatException {
        final List<StrictJson> elements = json.elements("a list of whole numbers");
        final int[] numbers = new int[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = elements.get(i).wholeNumber(-Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        return numbers;
    }

    /** One number, or a list of so many. */
    private static int[] extents(StrictJson json, int count) throws FileFormatException {
        if (!json.isArray()) {
            return new int[] {json.wholeNumber(0, Integer.MAX_VALUE)};
        }
        final List<StrictJson> elements = json.elements("a list of " + count + " numbers");
        if (elements.size() != count) {
            throw json.refusal("one number or a list of " + count);
        }
        final int[] extents = new int[count];
        for (int i = 0; i < count; i++) {
            extents[i] = elements.get(i).wholeNumber(0, Integer.MAX_VALUE);
        }
        return extents;
    }

    private static String nameOf(Object constant) {
        final String[] words =
                ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).split("_");
        final StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }

    /** Writes an object of the kind's fields. */
    static void write(Kind kind, JsonGenerator json) throws IOException {
        writeRecord(kind, json);
    }

    private static void writeRecord(Object kind, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (final RecordComponent component : kind.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            write(valueOf(kind, component), json);
        }
        json.writeEndObject();
    }

    private static Object valueOf(Object kind, RecordComponent component) {
        try {
            return component.getAccessor().invoke(kind);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind.getClass() + ": expected a public record", e);
        }
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Integer whole) {
            json.writeNumber(whole);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Enum<?>) {
            json.writeString(nameOf(value));
        } else if (value instanceof Size size) {
            write(size.isSquare(), json, size.height(), size.width());
        } else if (value instanceof Shape shape) {
            write(false, json, shape.channels(), shape.height(), shape.width());
        } else if (value instanceof int[] numbers) {
            write(false, json, numbers);
        } else if (value instanceof Record) {
            writeRecord(value, json);
        } else {
            throw new IllegalStateException(value + ": expected a type that JSON has");
        }
    }

    private static void write(boolean isOne, JsonGenerator json, int... extents) throws IOException {
        if (isOne) {
            json.writeNumber(extents[0]);
        } else {
            json.writeArray(extents, 0, extents.length);
        }
    }
}
