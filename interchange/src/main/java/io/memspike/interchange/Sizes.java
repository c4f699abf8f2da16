package io.memspike.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Whole numbers with names, and products of them: {@code 8 * map}. */
final class Sizes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern FACTOR = Pattern.compile("[1-9][0-9]{0,8}|" + NAME);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Map<String, Integer> byName = new LinkedHashMap<>();

    /** Those of a file, where surroundings give no others, and what is usual where neither does. */
    static Sizes of(StrictJson file, Given given) throws FileFormatException {
        final Sizes sizes = new Sizes();
        sizes.byName.putAll(given.usual());
        if (file.has("sizes")) {
            for (final Map.Entry<String, StrictJson> each :
                    file.field("sizes").fields("whole numbers by name").entrySet()) {
                if (!NAME.matcher(each.getKey()).matches()) {
                    throw each.getValue()
                            .failure("expected a name of letters and digits, found '" + each.getKey() + "'");
                }
                sizes.byName.put(each.getKey(), each.getValue().wholeNumber(1, Integer.MAX_VALUE));
            }
        }
        sizes.byName.putAll(given.sizes());
        return sizes;
    }

    /** The same tree with a number for each text that is one of the sizes, or a product. */
    JsonNode in(JsonNode node) {
        if (node.isTextual()) {
            final long value = product(node.textValue());
            return value < 0 ? node : LongNode.valueOf(value);
        }
        if (node instanceof ObjectNode fields) {
            fields.properties().forEach(field -> field.setValue(in(field.getValue())));
        } else if (node instanceof ArrayNode elements) {
            for (int i = 0; i < elements.size(); i++) {
                elements.set(i, in(elements.get(i)));
            }
        }
        return node;
    }

    /** A product's value, or one that no whole number may have; below 0 for another text. */
    private long product(String text) {
        if (!text.equals(text.strip())) {
            return -1;
        }
        long product = NUMBER.matcher(text).matches() ? -1 : 1; // a number in quotes stays a text
        for (final String part : text.split("\\*", -1)) {
            final String factor = part.strip();
            if (!FACTOR.matcher(factor).matches()) {
                return -1;
            }
            final Long value = Character.isDigit(factor.charAt(0)) ? Long.valueOf(factor) : valueOf(factor);
            if (value == null) {
                return -1;
            }
            product = Math.min(product * value, 1L << 32); // stays where factors cannot bring it to overflow
        }
        return product;
    }

    private Long valueOf(String name) {
        final Integer value = byName.get(name);
        return value == null ? null : Long.valueOf(value);
    }
}
