package io.memspike.core.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers as the JSON array that a model file's metadata holds under {@code architecture}. */
final class LayerJson {
    private final String file;
    private final int position;
    private final Map<String, Object> fields;

    private LayerJson(String file, int position, Map<String, Object> fields) {
        this.file = file;
        this.position = position;
        this.fields = fields;
    }

    /** Reads the array; {@code file} is named in errors. */
    static List<LayerSpec> read(String file, String json) throws FileFormatException {
        final List<LayerSpec> layers = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new FileFormatException(file, "metadata architecture", "a JSON array of layers", json);
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                layers.add(new LayerJson(file, layers.size(), fields(parser)).layer());
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new FileFormatException(
                        file, "metadata architecture, layer " + layers.size(), "a JSON object", parser.getText());
            }
            if (parser.nextToken() != null) {
                throw new FileFormatException(
                        file, "metadata architecture", "nothing after the array of layers", parser.getText());
            }
        } catch (FileFormatException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new FileFormatException(
                    file, "metadata architecture", "a JSON array of layers", e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        return layers;
    }

    /** Scalars by name; a nested value is kept as its kind of token, which no field accepts. */
    private static Map<String, Object> fields(JsonParser parser) throws IOException {
        final Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken token = parser.nextToken();
            fields.put(name, token.isNumeric() ? (Object) parser.getDoubleValue() : parser.getText());
            parser.skipChildren();
        }
        return fields;
    }

    private LayerSpec layer() throws FileFormatException {
        final String type = String.valueOf(fields.get("type"));
        try {
            return switch (type) {
                case "conv2d" ->
                    new LayerSpec.Conv2d(
                            integer("in", null),
                            integer("out", null),
                            integer("kernel", null),
                            integer("stride", 1),
                            integer("padding", 0),
                            number("weightScale", 1f));
                case "linear" ->
                    new LayerSpec.Linear(integer("in", null), integer("out", null), number("weightScale", 1f));
                case "convTranspose2d" ->
                    new LayerSpec.ConvTranspose2d(
                            integer("in", null),
                            integer("out", null),
                            integer("kernel", null),
                            integer("stride", 1),
                            integer("padding", 0),
                            integer("outputPadding", 0),
                            number("weightScale", 1f));
                case "tdBatchNorm" ->
                    new LayerSpec.TdBatchNorm(
                            integer("channels", null),
                            number("alpha", 1f),
                            number("threshold", null),
                            number("epsilon", 1e-5f));
                case "lif" ->
                    new LayerSpec.Lif(
                            number("retain", null),
                            number("threshold", null),
                            number("leakySlope", null),
                            number("surrogateCentre", number("threshold", null)));
                case "unflatten" ->
                    new LayerSpec.Unflatten(integer("channels", null), integer("height", null), integer("width", null));
                case "choice" -> new LayerSpec.Choice(integer("of", null));
                case "membrane" -> new LayerSpec.Membrane(integer("channels", null), number("retain", null));
                case "avgpool2d" -> new LayerSpec.AvgPool2d(integer("kernel", null));
                case "readout" -> new LayerSpec.Readout(number("leakySlope", 0.1f));
                default ->
                    throw new FileFormatException(
                            file,
                            "layer " + position,
                            "type conv2d, linear, lif, avgpool2d or readout, or of an auto-encoder convTranspose2d,"
                                    + " tdBatchNorm, unflatten, choice or membrane",
                            type);
            };
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": layer " + position + ": " + e.getMessage());
        }
    }

    private float number(String name, Float otherwise) throws FileFormatException {
        final Object value = fields.get(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value instanceof Double number) {
            return number.floatValue();
        }
        throw new FileFormatException(file, "layer " + position + ", field " + name, "a number", value);
    }

    private int integer(String name, Integer otherwise) throws FileFormatException {
        final Object value = fields.get(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new FileFormatException(file, "layer " + position + ", field " + name, "a whole number", value);
    }

    /** Writes the array. */
    static String write(List<LayerSpec> layers) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (final LayerSpec layer : layers) {
                json.writeStartObject();
                json.writeStringField("type", layer.type());
                writeFields(json, layer);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void writeFields(JsonGenerator json, LayerSpec layer) throws IOException {
        if (layer instanceof LayerSpec.Conv2d conv) {
            json.writeNumberField("in", conv.in());
            json.writeNumberField("out", conv.out());
            json.writeNumberField("kernel", conv.kernel());
            json.writeNumberField("stride", conv.stride());
            json.writeNumberField("padding", conv.padding());
            json.writeNumberField("weightScale", conv.weightScale());
        } else if (layer instanceof LayerSpec.Linear linear) {
            json.writeNumberField("in", linear.in());
            json.writeNumberField("out", linear.out());
            json.writeNumberField("weightScale", linear.weightScale());
        } else if (layer instanceof LayerSpec.Lif lif) {
            json.writeNumberField("retain", lif.retain());
            json.writeNumberField("threshold", lif.threshold());
            json.writeNumberField("leakySlope", lif.leakySlope());
            if (lif.surrogateCentre() != lif.threshold()) {
                json.writeNumberField("surrogateCentre", lif.surrogateCentre());
            }
        } else if (layer instanceof LayerSpec.AvgPool2d pool) {
            json.writeNumberField("kernel", pool.kernel());
        } else if (layer instanceof LayerSpec.Readout readout) {
            json.writeNumberField("leakySlope", readout.leakySlope());
        } else {
            writeAutoEncoderFields(json, layer);
        }
    }

    private static void writeAutoEncoderFields(JsonGenerator json, LayerSpec layer) throws IOException {
        if (layer instanceof LayerSpec.ConvTranspose2d conv) {
            json.writeNumberField("in", conv.in());
            json.writeNumberField("out", conv.out());
            json.writeNumberField("kernel", conv.kernel());
            json.writeNumberField("stride", conv.stride());
            json.writeNumberField("padding", conv.padding());
            json.writeNumberField("outputPadding", conv.outputPadding());
            json.writeNumberField("weightScale", conv.weightScale());
        } else if (layer instanceof LayerSpec.TdBatchNorm norm) {
            json.writeNumberField("channels", norm.channels());
            json.writeNumberField("alpha", norm.alpha());
            json.writeNumberField("threshold", norm.threshold());
            json.writeNumberField("epsilon", norm.epsilon());
        } else if (layer instanceof LayerSpec.Unflatten shape) {
            json.writeNumberField("channels", shape.channels());
            json.writeNumberField("height", shape.height());
            json.writeNumberField("width", shape.width());
        } else if (layer instanceof LayerSpec.Choice choice) {
            json.writeNumberField("of", choice.of());
        } else if (layer instanceof LayerSpec.Membrane membrane) {
            json.writeNumberField("channels", membrane.channels());
            json.writeNumberField("retain", membrane.retain());
        }
    }
}
