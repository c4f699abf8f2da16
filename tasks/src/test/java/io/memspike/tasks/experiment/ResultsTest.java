package io.memspike.tasks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static JsonNode json(Object value) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Results.json(Collections.singletonMap("value", value)))
                .get("value");
    }

    @Test
    void shouldWriteNullForWhatIsNoNumber() throws IOException {
        for (final double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertTrue(json(none).isNull());
            assertTrue(json((float) none).isNull());
            assertEquals("[1.5,null]", json(new double[] {1.5, none}).toString());
            assertEquals("[1.5,null]", json(new float[] {1.5f, (float) none}).toString());
            assertEquals("[[null],[2.0]]", json(new double[][] {{none}, {2}}).toString());
            assertEquals(
                    "{\"a\":[null,{\"b\":null}]}",
                    json(Map.of("a", List.of(none, Map.of("b", none)))).toString());
            assertTrue(json(new Latency(none)).get("micros").isNull());
        }
    }

    record Latency(double micros) {}

    @Test
    void shouldWriteNumbersAsTheyAre() throws IOException {
        assertEquals(0.1, json(0.1).doubleValue());
        assertEquals("0.1", json(0.1f).asText());
        assertEquals(Long.MAX_VALUE, json(Long.MAX_VALUE).longValue());
        assertEquals("[1.0E-300,0.0]", json(new double[] {1e-300, 0}).toString());
    }

    record Named(
            @JsonProperty("I_out") double current,
            @JsonIgnore int hidden,
            @JsonUnwrapped Latency inner,
            @JsonUnwrapped Latency absent,
            @JsonInclude(JsonInclude.Include.NON_NULL) String left,
            String empty,
            List<Latency> several,
            Map<String, Latency> byName,
            Path file,
            Kind kind) {}

    enum Kind {
        ONE
    }

    /** As Jackson writes records, in the same order. */
    @Test
    void shouldWriteRecordsAsJacksonWould() throws IOException {
        final Named named = new Named(
                1.5,
                3,
                new Latency(2),
                null,
                null,
                null,
                List.of(new Latency(4)),
                Map.of("a", new Latency(5)),
                null,
                Kind.ONE);

        assertEquals(
                "{\"I_out\":1.5,\"micros\":2.0,\"empty\":null,\"several\":[{\"micros\":4.0}],"
                        + "\"byName\":{\"a\":{\"micros\":5.0}},\"file\":null,\"kind\":\"ONE\"}",
                json(named).toString());
        assertEquals(JsonMapper.builder().build().valueToTree(named), json(named));
    }
}
