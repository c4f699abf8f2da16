package io.memspike.tasks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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
}
