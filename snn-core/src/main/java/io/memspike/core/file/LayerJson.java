package io.memspike.core.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Layers as the JSON array that a model file's metadata holds under {@code architecture}. */
final class LayerJson {
    private static final int WHOLE = Integer.MAX_VALUE;

    private final StrictJson json;
    private final Set<String> known = new LinkedHashSet<>(List.of("type")); // fields that this type of layer has

    private LayerJson(StrictJson json) {
        this.json = json;
    }

    /** Reads the array; {@code file} is named in errors. */
    static List<LayerSpec> read(String file, String text) throws FileFormatException {
        final String place = file + ": metadata architecture";
        final StrictJson array = StrictJson.parse(place, text, "layer");
        final List<LayerSpec> layers = new ArrayList<>();
        for (final StrictJson json : array.elements("a JSON array of layers")) {
            final LayerJson reader = new LayerJson(json);
            final LayerSpec layer;
            try {
                layer = reader.layer();
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(place + ": layer " + layers.size() + ": " + e.getMessage());
            }
            json.requireOnly(reader.known);
            layers.add(layer);
        }
        return layers;
    }

    private LayerSpec layer() throws FileFormatException {
        final StrictJson type = json.field("type");
        return switch (type.text()) {
            case "conv2d" ->
                new LayerSpec.Conv2d(
                        integer("in", null),
                        integer("out", null),
                        integer("kernel", null),
                        integer("stride", 1),
                        integer("padding", 0),
                        number("weightScale", 1f));
            case "linear" -> new LayerSpec.Linear(integer("in", null), integer("out", null), number("weightScale", 1f));
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
                throw type.refusal(
                        "type conv2d, linear, lif, avgpool2d or readout, or of an auto-encoder convTranspose2d,"
                                + " tdBatchNorm, unflatten, choice or membrane");
        };
    }

    private float number(String name, Float otherwise) throws FileFormatException {
        known.add(name);
        return otherwise != null && !json.has(name)
                ? otherwise
                : json.field(name).floatNumber();
    }

    private int integer(String name, Integer otherwise) throws FileFormatException {
        known.add(name);
        return otherwise != null && !json.has(name)
                ? otherwise
                : json.field(name).wholeNumber(-WHOLE, WHOLE);
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
