package io.memspike.core.file.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text that is to be JSON.
 *
 * @param file where it is from, named in messages
 * @param text the whole of it
 * @param offset where it begins in the file; {@link #LINES} where messages give lines
 */
record JsonText(Object file, String text, long offset) {
    static final long LINES = -1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static String utf8(Object file, byte[] bytes) throws FileFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new FileFormatException(file, "text", "UTF-8", "bytes that are not");
        }
    }

    /** The one value; {@code element} is what an element of an array is called, or null. */
    StrictJson read(String element) throws FileFormatException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new FileFormatException(file, where(parser.currentLocation()), "JSON", "nothing");
            }
            final JsonNode root = JSON.readTree(parser);
            if (parser.nextToken() != null) {
                throw new FileFormatException(
                        file, where(parser.currentTokenLocation()), "nothing after the value", parser.getText());
            }
            return StrictJson.of(file, root, element);
        } catch (final JsonProcessingException e) {
            throw refusal(e, element);
        } catch (final FileFormatException e) {
            throw e;
        } catch (final IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private FileFormatException refusal(JsonProcessingException e, String element) throws FileFormatException {
        final String at = where(e.getLocation() == null ? JsonLocation.NA : e.getLocation());
        final String reason = e.getOriginalMessage().lines().findFirst().orElse("what is none");
        if (reason.startsWith("Duplicate") && e.getProcessor() instanceof JsonParser parser) {
            final StrictJson root = StrictJson.of(file, MissingNode.getInstance(), element);
            return at(root, parser.getParsingContext()).refusal("one value", "a second at " + at);
        }
        return new FileFormatException(file, at, "JSON", reason);
    }

    private static StrictJson at(StrictJson root, JsonStreamContext context) {
        if (context.inRoot()) {
            return root;
        }
        final StrictJson parent = at(root, context.getParent());
        return context.inArray() ? parent.child(context.getCurrentIndex()) : parent.child(context.getCurrentName());
    }

    private String where(JsonLocation at) {
        if (offset == LINES) {
            return at.getLineNr() < 1 ? "text" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        final int read = (int) Math.max(0, Math.min(text.length(), at.getCharOffset()));
        return "offset " + (offset + text.substring(0, read).getBytes(StandardCharsets.UTF_8).length);
    }
}
