package io.memspike.tasks.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a training lives with its converters.
 *
 * @param scales whether full scales are learnt, with the slope of the converters' curves on the way back; else they are observed,
 *     and the way back goes straight through
 * @param redraws whether what chance makes of the converters is drawn anew for each batch, so that any chip will do; else it is one
 *     chip's
 */
public record ConverterLearning(
        @JsonProperty(required = true) boolean scales,
        @JsonProperty(required = true) boolean redraws) {
    /** One chip, whose full scales are observed. */
    public static final ConverterLearning USUAL = new ConverterLearning(false, false);
}
