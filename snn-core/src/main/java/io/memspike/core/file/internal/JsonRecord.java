package io.memspike.core.file.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes records of JSON objects; nothing is taken for what it is not, such as a text for a number. */
final class JsonRecord {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> Arrays.stream(CoercionInputShape.values())
                            .filter(shape -> shape != CoercionInputShape.String)
                            .forEach(shape -> texts.setCoercion(shape, CoercionAction.Fail)))
            .addModule(new SimpleModule("paths").addDeserializer(Path.class, new PathText()))
            .build();

    private JsonRecord() {}

    static <R extends Record> R read(StrictJson json, Class<R> type) throws FileFormatException {
        try {
            final R found = JSON.treeToValue(json.node(), type);
            json.with(JSON.valueToTree(found)).requireFinite(); // the mapper takes the text "NaN" for a number
            return found;
        } catch (final UnrecognizedPropertyException e) {
            throw at(json, e).unknown(known(e));
        } catch (final MismatchedInputException e) {
            throw at(json, e).refusal(describe(e.getTargetType()));
        } catch (final JsonMappingException e) {
            if (e.getCause() instanceof InputCoercionException overflow) {
                throw at(json, e).refusal(describe(overflow.getTargetType()));
            }
            if (e.getCause() instanceof IllegalArgumentException reason) {
                throw json.refusalBecause(reason);
            }
            throw at(json, e).refusal(describe(type));
        } catch (final JsonProcessingException e) {
            throw json.refusal(describe(type));
        }
    }

    private static List<String> known(UnrecognizedPropertyException e) {
        return e.getReferringClass().isRecord()
                ? Arrays.stream(e.getReferringClass().getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    }

    private static StrictJson at(StrictJson root, JsonMappingException e) {
        StrictJson value = root;
        for (final JsonMappingException.Reference step : e.getPath()) {
            value = step.getFieldName() == null ? value.child(step.getIndex()) : value.child(step.getFieldName());
        }
        return value;
    }

    private static String describe(Class<?> type) {
        if (type == null || type.isRecord()) {
            return "an object";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == double.class || type == Double.class ? "a number" : "a text";
    }

    /** A file by the name that people give it; the mapper's own way takes what has a colon for a URI. */
    private static final class PathText extends FromStringDeserializer<Path> {
        private static final long serialVersionUID = 1;

        PathText() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? super.deserialize(parser, context)
                    : (Path) context.handleUnexpectedToken(Path.class, parser); // a number is no file's name
        }

        @Override
        protected Path _deserialize(String value, DeserializationContext context) {
            return Path.of(value);
        }
    }
}
