package io.memspike.tasks.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Plans: made of settings, and as JSON, whose fields are the components. */
public final class Plans {
    private static final String WHAT = "plan";

    private Plans() {}

    /** All that a plan can be told, in the order of its components. */
    public static List<Setting> settings(Class<? extends Record> plan) {
        final List<Setting> settings = new ArrayList<>();
        for (final Setting setting : Setting.of(plan)) {
            if (setting.isGroup()) {
                settings.addAll(settings(setting.component().getType().asSubclass(Record.class)));
            } else {
                settings.add(setting);
            }
        }
        return settings;
    }

    /**
     * A plan.
     *
     * @param values the value of each setting, of the component's type; null for false, too
     * @throws IllegalArgumentException where the record refuses them
     */
    public static <P extends Record> P make(Class<P> plan, Function<Setting, Object> values) {
        final List<Setting> components = Setting.of(plan);
        final Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            final Setting setting = components.get(i);
            final Class<?> type = setting.component().getType();
            arguments[i] = setting.isGroup() ? make(type.asSubclass(Record.class), values) : values.apply(setting);
            if (arguments[i] == null && type == boolean.class) {
                arguments[i] = false;
            }
        }
        return construct(plan, components, arguments);
    }

    private static <P> P construct(Class<P> plan, List<Setting> components, Object... arguments) {
        try {
            final Constructor<P> canonical = plan.getDeclaredConstructor(
                    components.stream().map(each -> each.component().getType()).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(plan + ": expected a record that can be made", e);
        }
    }

    /** The value of each setting, by its option. */
    public static Map<String, Object> values(Record plan) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final Setting setting : Setting.of(plan.getClass())) {
            final Object value = value(plan, setting.component());
            if (setting.isGroup()) {
                values.putAll(values((Record) value));
            } else {
                values.put(setting.name(), value);
            }
        }
        return values;
    }

    private static Object value(Record plan, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(plan);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(plan.getClass() + ": expected a record that can be read", e);
        }
    }

    /** A plan as JSON; what is null is left out. */
    public static String write(Record plan) {
        try {
            return Lazy.JSON.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values can be written", e);
        }
    }

    /**
     * A plan from its JSON, strictly. What is left out is what it is without an option.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static <P extends Record> P read(String json, Class<P> plan) {
        try {
            final StrictJson asked = StrictJson.parse(WHAT, json);
            asked.fields("an object");
            final ObjectNode tree = (ObjectNode) Lazy.JSON.readTree(json);
            complete(tree, plan);
            final P read = StrictJson.parse(WHAT, tree.toString()).as(plan);
            asked.requireOnly(fields(plan)); // of plans with a flat group the mapper does not see to it
            return read;
        } catch (FileFormatException | JsonProcessingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Names that a plan's JSON may have; the mapper passes over others where there is a flat group. */
    private static List<String> fields(Class<?> plan) {
        final List<String> fields = new ArrayList<>();
        for (final Setting setting : Setting.of(plan)) {
            if (setting.isFlat()) {
                fields.addAll(fields(setting.component().getType()));
            } else {
                fields.add(setting.component().getName());
            }
        }
        return fields;
    }

    /** Puts in what is left out. */
    private static void complete(ObjectNode tree, Class<?> plan) throws FileFormatException {
        for (final Setting setting : Setting.of(plan)) {
            final String field = setting.component().getName();
            final JsonNode given = tree.get(field);
            if (setting.isFlat()) {
                complete(tree, setting.component().getType());
            } else if (setting.isGroup()) {
                final JsonNode group = given == null ? tree.putObject(field) : given;
                if (group instanceof ObjectNode object) {
                    complete(object, setting.component().getType());
                }
            } else if (given == null && setting.isSeed()) {
                tree.put(field, Setting.USUAL_SEED);
            } else if (given == null && !setting.option().otherwise().isEmpty()) {
                tree.set(field, Lazy.JSON.valueToTree(usual(setting)));
            } else if (given == null && setting.isRequired()) {
                throw new FileFormatException(WHAT, "field " + field, "a value", "nothing");
            }
        }
    }

    /** What it is without an option. */
    private static Object usual(Setting setting) {
        final String text = setting.option().otherwise();
        final String split = setting.option().split();
        return Lazy.JSON.convertValue(
                split.isEmpty() ? text : text.split(split),
                Lazy.JSON.constructType(setting.component().getGenericType()));
    }

    /** Made where plans are JSON, not at the start of every command. */
    private static final class Lazy {
        private static final JsonMapper JSON = JsonMapper.builder()
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .addModule(PathText.module())
                .build();

        private Lazy() {}
    }
}
