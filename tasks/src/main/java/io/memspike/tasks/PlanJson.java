package io.memspike.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;

/** Plans of trainings as the JSON that a model's metadata holds under {@value #KEY}. */
public final class PlanJson {
    /** The metadata's key. */
    public static final String KEY = "trainedWith";

    private PlanJson() {}

    /**
     * A plan from its JSON, strictly: a field that this version does not know may change what the model is.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static <P extends Record> P read(String json, Class<P> plan) {
        try {
            return StrictJson.parse(KEY, json).as(plan);
        } catch (FileFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A plan as JSON. */
    public static String write(Record plan) {
        try {
            return JsonMapper.builder().build().writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values can be written", e);
        }
    }
}
