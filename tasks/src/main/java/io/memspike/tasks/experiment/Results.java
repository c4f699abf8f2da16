package io.memspike.tasks.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON, whose keys are the components of their records, and what these keys mean. */
public final class Results {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .addDecorator((factory, generator) -> new FiniteNumbers(generator))
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(PathText.module())
            .build();

    private Results() {}

    /**
     * One object. A number that is none is null there.
     *
     * @param result a record, or a map of what one would hold
     */
    public static String json(Object result) {
        try {
            return JSON.writeValueAsString(plain(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of plain values can be written", e);
        }
    }

    /** Records as maps, in lists and maps, too: Jackson would look at the class of each, which costs every start some 30 ms. */
    private static Object plain(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(Results::plain).toList();
        }
        if (value instanceof Map<?, ?> named) {
            final Map<Object, Object> plain = new LinkedHashMap<>();
            named.forEach((name, each) -> plain.put(name, plain(each)));
            return plain;
        }
        if (value instanceof Record record) {
            final Map<String, Object> plain = new LinkedHashMap<>();
            put(record, plain);
            return plain;
        }
        return value;
    }

    private static void put(Record record, Map<String, Object> into) {
        for (final RecordComponent component : record.getClass().getRecordComponents()) {
            final Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            final Object value = plain(value(record, accessor));
            if (accessor.isAnnotationPresent(JsonUnwrapped.class) && value instanceof Map<?, ?> inner) {
                inner.forEach((name, each) -> into.put((String) name, each));
            } else if (value != null
                    || !accessor.isAnnotationPresent(JsonInclude.class)
                            && !accessor.isAnnotationPresent(JsonUnwrapped.class)) {
                into.put(name(component), value);
            }
        }
    }

    private static Object value(Record record, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessor + ": expected a component that can be read", e);
        }
    }

    /**
     * Keys that are described together.
     *
     * @param names with those they lie in: {@code a.b}, {@code a[].b}
     * @param meaning what they mean
     */
    public record Keys(List<String> names, String meaning) {}

    /**
     * All keys of a result, in order.
     *
     * @throws IllegalArgumentException where one is not described
     */
    public static List<Keys> keys(Class<? extends Record> result) {
        final List<Keys> keys = new ArrayList<>();
        collect(result, "", keys);
        return keys;
    }

    private static void collect(Class<?> result, String prefix, List<Keys> keys) {
        for (final RecordComponent component : result.getRecordComponents()) {
            final boolean isFlat = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)
                    || isFlat && component.getType() == Map.class) { // whose keys are no names
                continue;
            }
            final Means means = component.getAnnotation(Means.class);
            final Class<?> inner = inner(component.getGenericType());
            final String name = prefix + name(component);
            if (means != null) {
                keys.add(new Keys(names(component.getGenericType(), name), means.value()));
            } else if (inner.isRecord()) {
                collect(inner, isFlat ? prefix : name + suffix(component.getGenericType()) + ".", keys);
            } else {
                throw new IllegalArgumentException(result.getName() + ": " + name + ": expected a meaning, found none");
            }
        }
    }

    /** Names of a value: its own, or those of the record that it holds. */
    private static List<String> names(Type type, String name) {
        final Class<?> inner = inner(type);
        final String whole = name + suffix(type);
        if (!inner.isRecord()) {
            return List.of(whole);
        }
        final List<String> names = new ArrayList<>();
        for (final RecordComponent component : inner.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                names.addAll(names(component.getGenericType(), whole));
            } else if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                names.addAll(names(component.getGenericType(), whole + "." + name(component)));
            }
        }
        return names;
    }

    private static String name(RecordComponent component) {
        final JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    /** What lists, arrays and maps hold. */
    private static Class<?> inner(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            final Type[] arguments = parameterized.getActualTypeArguments();
            return inner(arguments[arguments.length - 1]);
        }
        final Class<?> plain = (Class<?>) type;
        return plain.isArray() ? inner(plain.getComponentType()) : plain;
    }

    private static String suffix(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            final boolean isMap = Map.class.isAssignableFrom((Class<?>) parameterized.getRawType());
            final Type[] arguments = parameterized.getActualTypeArguments();
            return (isMap ? ".NAME" : "[]") + suffix(arguments[arguments.length - 1]);
        }
        final Class<?> plain = (Class<?>) type;
        return plain.isArray() ? "[]" + suffix(plain.getComponentType()) : "";
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
