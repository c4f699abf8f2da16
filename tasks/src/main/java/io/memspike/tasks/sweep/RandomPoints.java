package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.memspike.core.RandomStream;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.tasks.experiment.PlanFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points drawn at random: {@code {count: 20, seed: 1, of: {NAME: {from: 0.1, to: 1, scale: log}, NAME: [a, b]}}}. */
final class RandomPoints {
    private static final int MOST = 1_000_000;

    /** One of several values, or a number within bounds. */
    private record Draw(List<JsonNode> values, double from, double to, boolean isLogarithmic, boolean isWhole) {
        JsonNode of(double uniform) {
            if (values != null) {
                return values.get((int) (uniform * values.size()));
            }
            if (isWhole && !isLogarithmic) {
                return LongNode.valueOf((long) (from + Math.floor(uniform * (to - from + 1))));
            }
            if (!isLogarithmic) {
                return DoubleNode.valueOf(from + uniform * (to - from));
            }
            final double value =
                    StrictMath.exp(StrictMath.log(from) + uniform * (StrictMath.log(to) - StrictMath.log(from)));
            return isWhole ? LongNode.valueOf(Math.round(value)) : DoubleNode.valueOf(value);
        }
    }

    private final int count;
    private final long seed;
    private final Map<String, Draw> draws = new LinkedHashMap<>();

    private RandomPoints(int count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    static RandomPoints read(StrictJson at, JsonNode node, PlanFields fields) throws FileFormatException {
        at.requireOnly(List.of("count", "seed", "of"));
        final RandomPoints points = new RandomPoints(
                at.field("count").wholeNumber(1, MOST),
                at.has("seed") ? at.field("seed").wholeNumber(0, Integer.MAX_VALUE) : 1);
        for (final Map.Entry<String, JsonNode> each :
                SweepText.named(at.field("of"), node.get("of"), fields).entrySet()) {
            points.draws.put(
                    each.getKey(),
                    draw(at.field("of").field(each.getKey()), each.getValue(), fields.isWhole(each.getKey())));
        }
        if (points.draws.isEmpty()) {
            throw at.field("of").refusal("at least one setting");
        }
        return points;
    }

    private static Draw draw(StrictJson at, JsonNode node, boolean isWhole) throws FileFormatException {
        if (at.isArray()) {
            final List<JsonNode> values = new ArrayList<>();
            node.forEach(values::add);
            if (values.isEmpty()) {
                throw at.refusal("at least one value", "none");
            }
            return new Draw(values, 0, 0, false, false);
        }
        at.requireOnly(List.of("from", "to", "scale"));
        final double from = at.field("from").number();
        final double to = at.field("to").number();
        if (to < from) {
            throw at.field("to").refusal("at least " + node.get("from"));
        }
        final String scale = at.has("scale") ? at.field("scale").text() : "linear";
        if (!scale.equals("linear") && !scale.equals("log")) {
            throw at.field("scale").refusal("linear or log");
        }
        if (scale.equals("log") && from <= 0) {
            throw at.field("from").refusal("a number above 0, as scale: log needs");
        }
        if (isWhole && (from != Math.rint(from) || to != Math.rint(to))) {
            throw at.refusal("whole numbers", node.get("from") + " and " + node.get("to"));
        }
        return new Draw(null, from, to, scale.equals("log"), isWhole);
    }

    /** What is drawn, in the order of the file. */
    List<String> names() {
        return List.copyOf(draws.keySet());
    }

    /** The points: the same for the same seed, each independent of how many there are. */
    List<Map<String, JsonNode>> draw() {
        final List<Map<String, JsonNode>> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final RandomStream random = RandomStream.of(seed, "sweep", i);
            final Map<String, JsonNode> point = new LinkedHashMap<>();
            draws.forEach((name, draw) -> point.put(name, draw.of(random.nextDouble())));
            points.add(point);
        }
        return points;
    }
}
