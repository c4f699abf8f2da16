package io.memspike.serve.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.tasks.experiment.PlainText;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Setting;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How an experiment's plan is asked for: one field for each setting, all of it from what the plan's record says. */
public final class PlanForm {
    private static final Pattern CHOICES = Pattern.compile("[a-z0-9][a-z0-9-]*(\\|[a-z0-9][a-z0-9-]*)+");

    /** What is written into a field. */
    public enum Kind {
        /** Yes or no. */
        SWITCH,
        /** One of a few words. */
        CHOICE,
        /** A whole number. */
        WHOLE,
        /** Any number. */
        NUMBER,
        /** The name of a file that is read. */
        FILE,
        /** The name of a file that is written. */
        WRITTEN,
        /** Several values, one a line. */
        LIST,
        /** Words. */
        TEXT
    }

    /**
     * One field.
     *
     * @param name of the option, without dashes
     * @param kind what is written into it
     * @param meaning what it means, a sentence
     * @param usual what people are told it is unless it is given; may be empty
     * @param label what a value looks like, such as {@code THRESHOLD|off}
     * @param choices of {@link Kind#CHOICE}; else empty
     * @param required whether there is no plan without it
     * @param group what it is part of, the name of a record in the plan; empty where it stands alone
     */
    public record Field(
            String name,
            Kind kind,
            String meaning,
            String usual,
            String label,
            List<String> choices,
            boolean required,
            String group) {}

    private final PlanFields fields;

    /** The form of a plan. */
    public PlanForm(PlanFields fields) {
        this.fields = fields;
    }

    /** All fields, those that must be filled first, else in the order of the plan. */
    public List<Field> fields() {
        final List<Field> all = new ArrayList<>();
        fields.names().forEach(name -> all.add(field(name)));
        all.sort((a, b) -> Boolean.compare(b.required(), a.required())); // stable
        return all;
    }

    private Field field(String name) {
        final Setting setting = fields.setting(name);
        if (setting.isSeed()) {
            return new Field(
                    name,
                    Kind.WHOLE,
                    "Seed of every random draw.",
                    Long.toString(Setting.USUAL_SEED),
                    "N",
                    List.of(),
                    false,
                    "");
        }
        final String says = PlainText.of(setting.option().says());
        final String label = setting.option().label();
        final Kind kind = kind(name, setting, label);
        return new Field(
                name,
                kind,
                Character.toUpperCase(says.charAt(0)) + says.substring(1) + ".",
                PlainText.of(setting.shown()),
                label,
                kind == Kind.CHOICE ? List.of(label.split("\\|")) : List.of(),
                setting.isRequired(),
                fields.group(name));
    }

    private Kind kind(String name, Setting setting, String label) {
        final Class<?> type = setting.component().getType();
        if (type == boolean.class || type == Boolean.class) {
            return Kind.SWITCH;
        }
        if (fields.isWritten(name)) {
            return Kind.WRITTEN;
        }
        if (fields.isWhole(name)) {
            return Kind.WHOLE;
        }
        if (isNumber(type)) {
            return Kind.NUMBER;
        }
        if (fields.isPath(name)) {
            return Kind.FILE;
        }
        if (type == List.class) {
            return Kind.LIST;
        }
        return CHOICES.matcher(label).matches() ? Kind.CHOICE : Kind.TEXT;
    }

    private static boolean isNumber(Class<?> type) {
        return type == double.class || type == Double.class || type == float.class || type == Float.class;
    }

    /**
     * A form that was filled in.
     *
     * @param texts by name, as they were written; empty ones are as if they were not there
     * @return values by name
     * @throws PlanRefusedException where a field is not what it should be, or must be filled and is not
     */
    public Map<String, JsonNode> values(Map<String, String> texts) {
        final Map<String, JsonNode> values = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (!fields.has(name)) {
                throw new PlanRefusedException(
                        name, "--" + name + ": expected one of " + String.join(", ", fields.names()) + ", found it");
            }
            if (!text.isBlank()) {
                values.put(name, value(field(name), text.strip()));
            }
        });
        for (final Field field : fields()) {
            if (field.required() && !values.containsKey(field.name())) {
                throw new PlanRefusedException(field.name(), "--" + field.name() + ": expected a value, found none");
            }
        }
        return values;
    }

    private JsonNode value(Field field, String text) {
        try {
            return switch (field.kind()) {
                case SWITCH -> truth(text);
                case WHOLE -> whole(fields.setting(field.name()).component().getType(), text);
                case NUMBER -> number(text);
                case CHOICE -> choice(field, text);
                case LIST -> list(field.name(), text);
                case FILE, WRITTEN, TEXT -> TextNode.valueOf(text);
            };
        } catch (IllegalArgumentException e) {
            throw new PlanRefusedException(
                    field.name(), "--" + field.name() + ": expected " + expected(field) + ", found '" + text + "'");
        }
    }

    private static String expected(Field field) {
        return switch (field.kind()) {
            case SWITCH -> "true or false";
            case WHOLE -> "a whole number";
            case NUMBER -> "a number";
            case LIST -> "numbers";
            default -> "one of " + String.join(", ", field.choices());
        };
    }

    private static JsonNode whole(Class<?> type, String text) {
        final boolean isInt = type == int.class || type == Integer.class;
        return LongNode.valueOf(isInt ? Integer.parseInt(text) : Long.parseLong(text));
    }

    private static JsonNode truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return BooleanNode.valueOf(text.equals("true"));
    }

    private static JsonNode number(String text) {
        final double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return DoubleNode.valueOf(number);
    }

    /** One value a line, or what stands between the values of the option. */
    private JsonNode list(String name, String text) {
        final Setting setting = fields.setting(name);
        final ParameterizedType list = (ParameterizedType) setting.component().getGenericType();
        final Class<?> type = (Class<?>) list.getActualTypeArguments()[0];
        final String split = setting.option().split();
        final ArrayNode several = JsonNodeFactory.instance.arrayNode();
        for (final String each : text.split(split.isEmpty() ? "\\R" : "\\R|" + split)) {
            if (type == Integer.class) {
                several.add(Integer.parseInt(each.strip()));
            } else if (isNumber(type)) {
                several.add(number(each.strip()));
            } else if (!each.isBlank()) {
                several.add(each.strip());
            }
        }
        return several;
    }

    private static JsonNode choice(Field field, String text) {
        if (!field.choices().contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return TextNode.valueOf(text);
    }
}
