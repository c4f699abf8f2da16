package io.memspike.serve.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON of requests, read strictly, and of answers. */
public final class Json {
    private static final ObjectMapper MAPPER = new JsonMapper();

    private Json() {}

    /** A record or a map as text. Bytes are Base64. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A record of a request's text.
     *
     * @throws FileFormatException where it is none; the message names the field
     */
    public static <R extends Record> R read(String text, Class<R> type) throws FileFormatException {
        return StrictJson.parse("request", text).as(type);
    }

    /** What a refusal looks like. */
    static String error(String line) {
        return write(Map.of("error", line));
    }
}
