package io.memspike.serve.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.memristor.hardware.Cells;
import io.memspike.serve.site.Request;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.hardware.ArrayChoice;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer's cells are asked for, and what they are.
 *
 * @param model its name
 * @param node the layer
 * @param device what the weights are programmed onto; formed-rram keeps the model's own cells
 * @param age time since then, in seconds, for devices that change
 * @param stuckAt share of stuck cells, in [0, 1]
 * @param seed of devices and faults
 */
record ArrayQuery(String model, String node, String device, double age, double stuckAt, long seed) {
    /** Devices that need no file. */
    static final List<String> DEVICES = List.of("formed-rram", "rram", "pcm", "mram", "signs");

    private static final long MOST_SEED = 1L << 31;

    ArrayQuery {
        if (!DEVICES.contains(device)) {
            throw new IllegalArgumentException(
                    "device: expected one of " + String.join(", ", DEVICES) + ", found " + device);
        }
    }

    static ArrayQuery of(Request request) {
        final String device = request.query("device");
        return new ArrayQuery(
                String.valueOf(request.query("model")),
                String.valueOf(request.query("node")),
                device == null ? DEVICES.get(0) : device,
                number(request, "age", 0),
                number(request, "stuck-at", 0),
                request.query("seed", 1, 0, MOST_SEED));
    }

    /** A number of the query. */
    static double number(Request request, String name, double otherwise) {
        final String text = request.query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            final double number = Double.parseDouble(text);
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(name, text), e);
        }
        throw new IllegalArgumentException(refusal(name, text));
    }

    private static String refusal(String name, String text) {
        return name + ": expected a number of at least 0, found '" + text + "'";
    }

    /** The cells, as the options of an array make them. */
    Cells cells() throws IOException {
        final Map<String, JsonNode> values = new HashMap<>();
        values.put("device", TextNode.valueOf(device));
        values.put("age", DoubleNode.valueOf(age));
        values.put("stuck-at", DoubleNode.valueOf(stuckAt));
        final String json = new PlanFields(ArrayChoice.class).json(values);
        return Plans.read(json, ArrayChoice.class).hardware().cells();
    }
}
