package io.memspike.core.file;

import io.memspike.core.file.internal.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks the JSON header of a safetensors file. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";

    private static final List<String> FIELDS = List.of("dtype", "shape", "data_offsets");

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
        header.read(StrictJson.parse(file, json, Long.BYTES).named("header"));
        header.checkOffsets(dataBytes);
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    private void read(StrictJson root) throws FileFormatException {
        for (final Map.Entry<String, StrictJson> entry :
                root.fields("a JSON object").entrySet()) {
            final String name = entry.getKey();
            if (METADATA.equals(name)) {
                readMetadata(entry.getValue());
            } else {
                tensors.put(name, readTensor(entry.getValue().named("tensor " + name), name));
            }
        }
    }

    private void readMetadata(StrictJson object) throws FileFormatException {
        for (final Map.Entry<String, StrictJson> entry :
                object.fields("an object of texts").entrySet()) {
            metadata.put(entry.getKey(), entry.getValue().text());
        }
    }

    private TensorInfo readTensor(StrictJson tensor, String name) throws FileFormatException {
        tensor.requireOnly(FIELDS);
        final TensorType type = readType(tensor.field("dtype"));
        final long[] shape = readLongs(tensor.field("shape"));
        final long[] offsets = readLongs(tensor.field("data_offsets"));
        final String where = "tensor " + name;
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw refuse(where + ", field data_offsets", "[begin, end]", Arrays.toString(offsets));
        }
        checkSize(where, type, shape, offsets[1] - offsets[0]);
        return new TensorInfo(name, type, shape, offsets[0], offsets[1]);
    }

    private static TensorType readType(StrictJson dtype) throws FileFormatException {
        final String found = dtype.text();
        for (final TensorType type : TensorType.values()) {
            if (type.name().equals(found)) {
                return type;
            }
        }
        throw dtype.refusal("one of " + Arrays.toString(TensorType.values()));
    }

    private static long[] readLongs(StrictJson array) throws FileFormatException {
        final List<StrictJson> elements = array.elements("an array of integers");
        final long[] values = new long[elements.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(i).size();
        }
        return values;
    }

    private void checkSize(String where, TensorType type, long[] shape, long found) throws FileFormatException {
        try {
            final long expected = Math.multiplyExact(TensorInfo.elements(shape), type.bytes());
            if (expected != found) {
                throw refuse(
                        where + ", field data_offsets",
                        expected + " bytes for " + TensorInfo.describe(type, shape),
                        found + " bytes");
            }
        } catch (final ArithmeticException e) {
            throw refuse(where + ", field shape", "fewer than 2^63 bytes", TensorInfo.describe(type, shape));
        }
    }

    /** Tensors must fill the rest of the file: no gap, no overlap, nothing missing, nothing left over. */
    private void checkOffsets(long dataBytes) throws FileFormatException {
        final List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort((a, b) -> a.begin() != b.begin() // a lambda that starts share, which a Comparator's own are not
                ? Long.compare(a.begin(), b.begin())
                : Long.compare(a.end(), b.end()));
        long position = 0;
        for (final TensorInfo tensor : inOrder) {
            if (tensor.begin() != position) {
                throw refuse("tensor " + tensor.name() + ", field data_offsets", "begin " + position, tensor.begin());
            }
            position = tensor.end();
        }
        if (position != dataBytes) {
            throw refuse("length", position + " bytes of tensors after the header", dataBytes + " bytes");
        }
    }

    private FileFormatException refuse(String where, Object expected, Object found) {
        return new FileFormatException(file, where, expected, found);
    }
}
