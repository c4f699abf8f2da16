package io.memspike.tasks.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan's settings by the names of its options, without their dashes: {@code adc-bits}. Immutable and thread-safe. */
public final class PlanFields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Where a setting lies in a plan's JSON: components from the outside in. */
    private record Place(List<String> path, Setting setting) {}

    private final Map<String, Place> places = new LinkedHashMap<>();

    /** Those of a plan. */
    public PlanFields(Class<? extends Record> plan) {
        collect(plan, List.of());
    }

    private void collect(Class<?> plan, List<String> outer) {
        for (final Setting setting : Setting.of(plan)) {
            final List<String> path = new ArrayList<>(outer);
            if (!setting.isFlat()) {
                path.add(setting.component().getName());
            }
            if (setting.isGroup()) {
                collect(setting.component().getType(), path);
            } else {
                places.put(setting.name().substring(2), new Place(List.copyOf(path), setting));
            }
        }
    }

    /** All names, in the order of the plan. */
    public List<String> names() {
        return List.copyOf(places.keySet());
    }

    /** Whether there is a setting of that name. */
    public boolean has(String name) {
        return places.containsKey(name);
    }

    /** A setting. */
    public Setting setting(String name) {
        return places.get(name).setting();
    }

    /** The component of the plan, itself a record, in which a setting lies; empty where it is the plan's own. */
    public String group(String name) {
        final List<String> path = places.get(name).path();
        return path.size() == 1 ? "" : path.get(0);
    }

    /** Whether it is a file or a directory that is written, not read. */
    public boolean isWritten(String name) {
        final Setting setting = places.get(name).setting();
        return !setting.isSeed() && setting.option().written();
    }

    /** What a plan's JSON says of a setting; missing where it says nothing. */
    public JsonNode of(JsonNode plan, String name) {
        JsonNode at = plan;
        for (final String each : places.get(name).path()) {
            at = at.path(each);
        }
        return at;
    }

    /** Puts another text for a setting into a plan's JSON, which says one. */
    public void put(JsonNode plan, String name, String text) {
        final List<String> path = places.get(name).path();
        JsonNode at = plan;
        for (final String each : path.subList(0, path.size() - 1)) {
            at = at.path(each);
        }
        ((ObjectNode) at).put(path.get(path.size() - 1), text);
    }

    /** Whether it is a file or a directory, read or written. */
    public boolean isPath(String name) {
        return places.get(name).setting().component().getType() == Path.class;
    }

    /** Whether it is a whole number. */
    public boolean isWhole(String name) {
        final Class<?> type = places.get(name).setting().component().getType();
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    /** What it is unless it is given, as text; empty where that is nothing. */
    public String usual(String name) {
        final Setting setting = places.get(name).setting();
        return setting.isSeed()
                ? Long.toString(Setting.USUAL_SEED)
                : setting.option().otherwise();
    }

    /**
     * A plan's JSON. Numbers and truths stand for texts where a setting is one, and one value for a list of it.
     *
     * @param values by name; each must be one of {@link #names()}
     */
    public String json(Map<String, JsonNode> values) {
        final ObjectNode plan = JSON.objectNode();
        values.forEach((name, value) -> {
            final Place place = places.get(name);
            ObjectNode at = plan;
            for (final String group : place.path().subList(0, place.path().size() - 1)) {
                at = at.withObject("/" + group);
            }
            at.set(place.path().get(place.path().size() - 1), typed(value, place.setting()));
        });
        return plan.toString();
    }

    private static JsonNode typed(JsonNode value, Setting setting) {
        final Class<?> type = setting.component().getType();
        if (value.isNumber() || value.isBoolean()) {
            if (type == String.class || type == Path.class) {
                return TextNode.valueOf(value.asText());
            }
        }
        if (type == List.class && !value.isArray()) {
            final String split = setting.option().split();
            final ArrayNode several = JSON.arrayNode();
            if (split.isEmpty() || !value.isTextual()) {
                several.add(value);
            } else {
                List.of(value.textValue().split(split)).forEach(several::add);
            }
            return several;
        }
        return value;
    }
}
