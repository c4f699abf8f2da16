package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A {@link Placement} as files have it: its components and nothing that follows from them; what is empty is left out. */
record PlacementJson(
        @JsonProperty(required = true) Hardware standard,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Hardware> byNode,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> digital,
        @JsonProperty(required = true) long seed) {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    static PlacementJson of(Placement placement) {
        return new PlacementJson(placement.standard(), placement.byNode(), placement.digital(), placement.seed());
    }

    Placement placement() {
        return new Placement(
                standard,
                Objects.requireNonNullElse(byNode, Map.of()),
                Objects.requireNonNullElse(digital, Set.of()),
                seed,
                FullScales.NONE);
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values can be written", e);
        }
    }
}
