package io.memspike.core.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks the JSON header of a safetensors file. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";

    private final Object file;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private SafetensorsHeader(Object file) {
        this.file = file;
    }

    /**
     * Parses a header.
     *
     * @param file named in errors
     * @param json the header's bytes, UTF-8
     * @param dataBytes how many bytes of tensors follow the header
     */
    static SafetensorsHeader parse(Object file, byte[] json, long dataBytes) throws FileFormatException {
        final SafetensorsHeader header = new SafetensorsHeader(file);
        final JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            header.read(parser);
        } catch (final FileFormatException e) {
            throw e;
        } catch (final JsonProcessingException e) {
            final long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            final String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new FileFormatException(file, "offset " + (Long.BYTES + offset), "a JSON header", reason);
        } catch (final IOException e) {
            throw new FileFormatException(file, "header", "a JSON header in UTF-8", e.getMessage());
        }
        header.checkOffsets(dataBytes);
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    private void read(JsonParser parser) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "header", "a JSON object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (METADATA.equals(name)) {
                readMetadata(parser);
            } else {
                tensors.put(name, readTensor(parser, name));
            }
        }
        if (parser.nextToken() != null) {
            throw refuse("header", "nothing but spaces after the JSON object", parser.currentToken());
        }
    }

    private void readMetadata(JsonParser parser) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA, "an object of strings");
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + "." + key, "a string");
            metadata.put(key, parser.getText());
        }
    }

    private TensorInfo readTensor(JsonParser parser, String name) throws IOException {
        final String where = "tensor " + name;
        expect(parser.nextToken(), JsonToken.START_OBJECT, where, "an object");
        TensorType type = null;
        long[] shape = null;
        long[] offsets = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            switch (field) {
                case "dtype" -> type = readType(parser, where);
                case "shape" -> shape = readLongs(parser, where + ": shape");
                case "data_offsets" -> offsets = readLongs(parser, where + ": data_offsets");
                default -> throw refuse(where, "dtype, shape and data_offsets", field);
            }
        }
        if (type == null || shape == null || offsets == null) {
            final String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw refuse(where + ": " + missing, "a value", "none");
        }
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw refuse(where + ": data_offsets", "[begin, end]", Arrays.toString(offsets));
        }
        checkSize(where, type, shape, offsets[1] - offsets[0]);
        return new TensorInfo(name, type, shape, offsets[0], offsets[1]);
    }

    private TensorType readType(JsonParser parser, String where) throws IOException {
        expect(parser.nextToken(), JsonToken.VALUE_STRING, where + ": dtype", "a string");
        final String found = parser.getText();
        for (final TensorType type : TensorType.values()) {
            if (type.name().equals(found)) {
                return type;
            }
        }
        throw refuse(where + ": dtype", "one of " + Arrays.toString(TensorType.values()), found);
    }

    private long[] readLongs(JsonParser parser, String where) throws IOException {
        expect(parser.nextToken(), JsonToken.START_ARRAY, where, "an array of integers");
        final List<Long> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, where, "integers");
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                throw refuse(where, "integers from 0 to 2^63 - 1", parser.getText());
            }
            values.add(parser.getLongValue());
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private void checkSize(String where, TensorType type, long[] shape, long found) throws FileFormatException {
        try {
            final long expected = Math.multiplyExact(TensorInfo.elements(shape), type.bytes());
            if (expected != found) {
                throw refuse(
                        where + ": data_offsets",
                        expected + " bytes for " + TensorInfo.describe(type, shape),
                        found + " bytes");
            }
        } catch (final ArithmeticException e) {
            throw refuse(where + ": shape", "fewer than 2^63 bytes", TensorInfo.describe(type, shape));
        }
    }

    /** Tensors must fill the rest of the file: no gap, no overlap, nothing missing, nothing left over. */
    private void checkOffsets(long dataBytes) throws FileFormatException {
        final List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long position = 0;
        for (final TensorInfo tensor : inOrder) {
            if (tensor.begin() != position) {
                throw refuse("tensor " + tensor.name() + ": data_offsets", "begin " + position, tensor.begin());
            }
            position = tensor.end();
        }
        if (position != dataBytes) {
            throw refuse("length", position + " bytes of tensors after the header", dataBytes + " bytes");
        }
    }

    private void expect(JsonToken found, JsonToken wanted, String where, String expected) throws FileFormatException {
        if (found != wanted) {
            throw refuse(where, expected, found == null ? "the end" : found);
        }
    }

    private FileFormatException refuse(String where, Object expected, Object found) {
        return new FileFormatException(file, where, expected, found);
    }
}
