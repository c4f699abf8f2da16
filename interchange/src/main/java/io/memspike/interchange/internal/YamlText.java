package io.memspike.interchange.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.file.internal.TextPlace;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Text that is to be YAML: one document of maps, lists, texts, numbers as JSON and YAML 1.2 write them, true, false and null.
 * Aliases, anchors and tags are refused, so that a text is never longer than it looks, and names that are given twice.
 */
public final class YamlText {
    private static final int MOST_DEPTH = 20;
    private static final int LONGEST_WHOLE = 18; // digits that a long has room for
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private final Object file;
    private final Iterator<Event> events;

    private YamlText(Object file, String text) {
        final LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // who reads a file says how long it may be
        this.file = file;
        this.events = new Yaml(options).parse(new StringReader(text)).iterator();
    }

    /** A value, and where it and all in it lies. */
    public record Value(JsonNode node, TextPlace place) {
        /** The value as it is read strictly; messages give lines and columns of the file. */
        public StrictJson of(Object file) throws FileFormatException {
            return StrictJson.of(file, node, place);
        }
    }

    /**
     * The one value.
     *
     * @param file named in messages, which give lines and columns
     */
    public static Value read(Object file, String text) throws FileFormatException {
        final YamlText yaml = new YamlText(file, text);
        try {
            return yaml.document();
        } catch (final MarkedYAMLException e) {
            throw yaml.refusal(e.getProblemMark(), "YAML", e.getProblem());
        } catch (final YAMLException | NumberFormatException e) { // of characters that no YAML may have, or escapes
            throw new FileFormatException(file + ": expected YAML, found "
                    + e.getMessage().lines().findFirst().orElse("what is none"));
        }
    }

    private Value document() throws FileFormatException {
        events.next(); // the stream
        if (!(events.next() instanceof DocumentStartEvent)) {
            throw new FileFormatException(file + ": expected YAML, found nothing");
        }
        final Value value = value(events.next(), 0);
        events.next(); // the document's end
        final Event end = events.next();
        if (end instanceof DocumentStartEvent) {
            throw refusal(end.getStartMark(), "one document", "a second");
        }
        return value;
    }

    private Value value(Event event, int depth) throws FileFormatException {
        requirePlain(event);
        if (depth > MOST_DEPTH) {
            throw refusal(event.getStartMark(), "at most " + MOST_DEPTH + " levels", "one more");
        }
        if (event instanceof MappingStartEvent) {
            return map(event.getStartMark(), depth);
        }
        if (event instanceof SequenceStartEvent) {
            return list(event.getStartMark(), depth);
        }
        final ScalarEvent scalar = (ScalarEvent) event;
        return new Value(
                scalar.isPlain() ? plain(scalar.getValue()) : TextNode.valueOf(scalar.getValue()),
                place(event.getStartMark(), Map.of(), List.of()));
    }

    private void requirePlain(Event event) throws FileFormatException {
        if (event instanceof AliasEvent alias) {
            throw refusal(event.getStartMark(), "a value", "the alias *" + alias.getAnchor());
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw refusal(event.getStartMark(), "a value without an anchor", "&" + node.getAnchor());
        }
        final String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw refusal(event.getStartMark(), "a value without a tag", tag);
        }
    }

    private Value map(Mark begin, int depth) throws FileFormatException {
        final ObjectNode fields = JsonNodeFactory.instance.objectNode();
        final Map<String, TextPlace> places = new LinkedHashMap<>();
        for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
            requirePlain(key);
            if (!(key instanceof ScalarEvent scalar)) {
                throw refusal(key.getStartMark(), "a name", "a list or a map");
            }
            final TextPlace first = places.get(scalar.getValue());
            if (first != null) {
                throw refusal(
                        key.getStartMark(),
                        "a name of its own",
                        "'" + scalar.getValue() + "', which is at " + first + " too");
            }
            final Value value = value(events.next(), depth + 1);
            fields.set(scalar.getValue(), value.node());
            places.put(
                    scalar.getValue(),
                    place(
                            key.getStartMark(),
                            value.place().fields(),
                            value.place().elements()));
        }
        return new Value(fields, place(begin, places, List.of()));
    }

    private Value list(Mark begin, int depth) throws FileFormatException {
        final ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        final List<TextPlace> places = new ArrayList<>();
        for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            final Value value = value(event, depth + 1);
            elements.add(value.node());
            places.add(value.place());
        }
        return new Value(elements, place(begin, Map.of(), places));
    }

    /** What a text without quotes is. */
    private static JsonNode plain(String text) {
        switch (text) {
            case "", "~", "null":
                return NullNode.getInstance();
            case "true", "false":
                return BooleanNode.valueOf(text.equals("true"));
            default:
                if (text.length() <= LONGEST_WHOLE && WHOLE.matcher(text).matches()) {
                    return LongNode.valueOf(Long.parseLong(text));
                }
                return NUMBER.matcher(text).matches()
                        ? DoubleNode.valueOf(Double.parseDouble(text))
                        : TextNode.valueOf(text);
        }
    }

    private static TextPlace place(Mark mark, Map<String, TextPlace> fields, List<TextPlace> elements) {
        return new TextPlace(mark.getLine() + 1, mark.getColumn() + 1, fields, elements);
    }

    private FileFormatException refusal(Mark mark, String expected, String found) {
        return new FileFormatException(file, place(mark, Map.of(), List.of()).toString(), expected, found);
    }
}
