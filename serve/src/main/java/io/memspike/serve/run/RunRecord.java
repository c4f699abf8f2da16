package io.memspike.serve.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a run; the content of its {@code run.json}. Times are in milliseconds since 1970.
 *
 * @param id its number, from 1
 * @param experiment its name
 * @param plan what is set, by names of options without dashes, as its client said it; all else is as usual
 * @param state how far it is
 * @param created when it was asked for
 * @param started when it began, the last time; null before
 * @param ended when it ended; null before
 * @param failure why there is no result, in one line; else null
 * @param resumedFrom name of the checkpoint, among its files, from which it went on; null where it began anew
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        int id,
        String experiment,
        Map<String, JsonNode> plan,
        RunState state,
        long created,
        Long started,
        Long ended,
        String failure,
        String resumedFrom) {
    private static final BigInteger MOST_EXACT = BigInteger.TWO.pow(53); // up to here a double holds every whole number

    /** Refuses what tells no run. */
    public RunRecord {
        if (id < 1 || experiment == null || plan == null || state == null) {
            throw new IllegalArgumentException("run: expected an id of at least 1, an experiment, a plan and a state");
        }
        plan = Map.copyOf(plan);
    }

    /** One that was just asked for. */
    static RunRecord asked(int id, String experiment, Map<String, JsonNode> plan, long now) {
        return new RunRecord(id, experiment, new TreeMap<>(plan), RunState.QUEUED, now, null, null, null, null);
    }

    RunRecord begun(long now) {
        return new RunRecord(id, experiment, plan, RunState.RUNNING, created, now, null, null, resumedFrom);
    }

    RunRecord ended(RunState how, String why, long now) {
        return new RunRecord(id, experiment, plan, how, created, started, now, why, resumedFrom);
    }

    /** Back in line, to go on from a checkpoint, or anew where that is null. */
    RunRecord again(String checkpoint) {
        return new RunRecord(id, experiment, plan, RunState.QUEUED, created, started, null, null, checkpoint);
    }

    /** The same for programs whose numbers are doubles: whole numbers that these cannot hold are texts, as they were written. */
    RunRecord ofExactNumbers() {
        final Map<String, JsonNode> exact = new TreeMap<>();
        plan.forEach((name, value) -> exact.put(name, exact(value)));
        return new RunRecord(id, experiment, exact, state, created, started, ended, failure, resumedFrom);
    }

    private static JsonNode exact(JsonNode value) {
        if (value.isArray()) {
            final ArrayNode several = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> several.add(exact(each)));
            return several;
        }
        final boolean isLarge =
                value.isIntegralNumber() && value.bigIntegerValue().abs().compareTo(MOST_EXACT) > 0;
        return isLarge ? TextNode.valueOf(value.asText()) : value;
    }
}
