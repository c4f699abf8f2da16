package io.memspike.interchange.internal;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An HDF5 file as a tree of groups, numbers and texts: the one place that knows the library behind it. Whatever that throws
 * of a broken file becomes one line with the place that was being read; nothing is allocated that a file of this size cannot
 * hold.
 */
public final class HdfTree {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final int MOST_VALUES = 1 << 12; // of what does not matter
    private static final int MOST_DEPTH = 8;
    private static final int TEXT_ROWS = 8; // that are read at a time
    private static final int DEFLATE = 1; // numbers of filters
    private static final int SHUFFLE = 2;
    private static final int CHECK_SUM = 3;
    private static final int LZF = 32_000;
    private static final int FEWEST_CHUNKS = 1 << 12;
    private static final int LEAST_CHUNK = 8; // bytes, in an index or the chunk itself
    private static final long MOST_DEFLATED = 1032; // bytes that one byte of a deflated stream can stand for

    private final Path file;
    private final long size;
    private HdfStorage storage;
    private String place = "head"; // what is being read

    private HdfTree(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** What somebody makes of a tree. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Of its root. */
        T of(Branch root) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is no HDF5, or not sound
     * @throws IOException where it cannot be read
     */
    public static <T> T read(Path file, Reading<T> reading) throws IOException {
        final byte[] bytes = bytes(file);
        final int begin = begin(file, bytes);
        final HdfTree tree = new HdfTree(file, bytes.length);
        try {
            tree.storage = HdfStorage.open(bytes, begin);
            if (tree.storage.end() > bytes.length) {
                throw new FileFormatException(file, "head", tree.storage.end() + " bytes, as it says", bytes.length);
            }
            return reading.of(tree.new Branch(tree.storage.root(), ""));
        } catch (RuntimeException | StackOverflowError e) { // an Error, for groups that hold themselves end so
            throw new FileFormatException(file, tree.place, "sound HDF5", FileFormatException.reason(e));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = InputFile.open(file, "an HDF5 file")) {
            final byte[] bytes = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new FileFormatException(file, "head", "an HDF5 file below 2^31 bytes", "more");
            }
            return bytes;
        }
    }

    /** HDF5 begins with its signature, or that stands behind 512 bytes, or twice as many, and so on. */
    private static int begin(Path file, byte[] bytes) throws FileFormatException {
        for (long at = 0; at + SIGNATURE.length <= bytes.length; at = at == 0 ? 512 : 2 * at) {
            final int begin = (int) at;
            if (Arrays.equals(bytes, begin, begin + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
                return begin;
            }
        }
        throw new FileFormatException(file, "head", "the signature of HDF5", "none in " + bytes.length + " bytes");
    }

    /** Size of the file in bytes. */
    public long size() {
        return size;
    }

    /** A group. */
    public final class Branch {
        private final Group group;
        private final String path;
        private final Map<String, Node> children = new LinkedHashMap<>();

        private Branch(Group group, String path) {
            this.group = group;
            this.path = path;
            place = path.isEmpty() ? "head" : path;
            children.putAll(group.getChildren());
        }

        /** The tree. */
        public HdfTree tree() {
            return HdfTree.this;
        }

        /** Where it lies in the file. */
        public String path() {
            return path.isEmpty() ? "/" : path;
        }

        /** Names of what it holds, in the order of the file. */
        public List<String> names() {
            return new ArrayList<>(children.keySet());
        }

        /** Whether there is something of that name. */
        public boolean has(String name) {
            return children.containsKey(name);
        }

        /** Whether there is a group of that name. */
        public boolean hasBranch(String name) {
            return children.get(name) instanceof Group;
        }

        /** The group of that name. */
        public Branch branch(String name) throws FileFormatException {
            if (children.get(name) instanceof Group group) {
                return new Branch(group, path + "/" + name);
            }
            throw refusal("a group " + name, found(name));
        }

        private String found(String name) {
            return children.containsKey(name) ? "something else" : "none";
        }

        private Dataset dataset(String name, String what) throws FileFormatException {
            place = path + "/" + name;
            if (children.get(name) instanceof Dataset dataset) {
                requireRoom(dataset);
                return dataset;
            }
            throw refusal("a dataset " + name + ", " + what, found(name));
        }

        /** A text. */
        public String text(String name) throws FileFormatException {
            final Dataset dataset = dataset(name, "a text");
            if (dataset.getSize() > 1) { // all of them may be the same long one
                throw refusal(name, "a text", dataset.getSize() + " values");
            }
            final Object data = storage.whole(dataset, false);
            if (data instanceof String text) {
                return text;
            }
            if (data instanceof String[] texts && texts.length == 1) {
                return texts[0];
            }
            throw refusal(name, "a text", kindOf(data));
        }

        /** An attribute that is a text, or null. */
        public String attributeText(String name) throws FileFormatException {
            final Object data = attribute(name);
            return data instanceof String text
                    ? text
                    : data instanceof String[] texts && texts.length == 1 ? texts[0] : null;
        }

        /** An attribute that is a finite number. */
        public double attributeNumber(String name) throws FileFormatException {
            final Object data = attribute(name);
            final Object one =
                    data != null && data.getClass().isArray() && Array.getLength(data) == 1 ? Array.get(data, 0) : data;
            if (one instanceof Number number && Double.isFinite(number.doubleValue())) {
                return number.doubleValue();
            }
            throw refusal("an attribute " + name + ", a finite number", data == null ? "none" : one);
        }

        private Object attribute(String name) throws FileFormatException {
            place = path + ": attribute " + name;
            final Attribute attribute = group.getAttributes().get(name);
            if (attribute == null) {
                return null;
            }
            HdfStorage.requireSound(attribute.getDataType(), attribute.getSize() <= 1);
            requireRoom(
                    bytesOf(
                            attribute.getDimensionsAsLong(),
                            attribute.getDataType().getSize()),
                    size);
            return attribute.getData();
        }

        /** Whether it has a text of that name. */
        public boolean hasText(String name) throws FileFormatException {
            return children.get(name) instanceof Dataset
                    && dataset(name, "a text").getJavaType().equals(String.class);
        }

        /**
         * Adds all that a group of that name holds, if there is one, to {@code into}: texts, lists of texts, tensors.
         *
         * @return names of what is none of these
         */
        public List<String> values(String name, Map<String, Object> into) {
            final List<String> left = new ArrayList<>();
            if (children.get(name) instanceof Group group) {
                new Branch(group, path + "/" + name).addValues("", 0, into, left);
            }
            return left;
        }

        private void addValues(String prefix, int depth, Map<String, Object> into, List<String> left) {
            for (final String name : children.keySet()) {
                if (into.size() + left.size() >= MOST_VALUES) {
                    return;
                }
                if (children.get(name) instanceof Group group && depth < MOST_DEPTH) {
                    new Branch(group, path + "/" + name).addValues(prefix + name + "/", depth + 1, into, left);
                    continue;
                }
                try {
                    into.put(prefix + name, value(name));
                } catch (FileFormatException | RuntimeException e) {
                    left.add(prefix + name);
                }
            }
        }

        /** A text, a list of texts or a tensor. */
        private Object value(String name) throws FileFormatException {
            final Dataset dataset = dataset(name, "a value");
            if (!dataset.getJavaType().equals(String.class)) {
                return numbers(name);
            }
            return dataset.getDimensionsAsLong().length == 1 ? texts(name, dataset) : text(name);
        }

        /** Texts in pairs, [n, 2]. */
        public List<String[]> pairs(String name) throws FileFormatException {
            final Dataset dataset = dataset(name, "texts of extents [n, 2]");
            final long[] extents = dataset.getDimensionsAsLong();
            if (extents.length == 2 && extents[0] == 0 || extents.length == 1 && extents[0] == 0) {
                return List.of();
            }
            if (extents.length != 2 || extents[1] != 2) {
                throw refusal(name, "texts of extents [n, 2]", "extents " + text(extents));
            }
            final List<String> texts = texts(name, dataset);
            return IntStream.range(0, texts.size() / 2)
                    .mapToObj(i -> new String[] {texts.get(2 * i), texts.get(2 * i + 1)})
                    .toList();
        }

        /** All texts of a dataset, a few rows at a time: each may be the same long one. */
        private List<String> texts(String name, Dataset dataset) throws FileFormatException {
            final List<String> all = new ArrayList<>();
            final int[] extents = dataset.getDimensions();
            final int[] some = extents.clone();
            long characters = 0;
            for (int from = 0; from < extents[0]; from += some[0]) {
                some[0] = Math.min(TEXT_ROWS, extents[0] - from);
                final Object data = storage.rows(dataset, from, some);
                if (!(data instanceof Object[] rows) || !(data instanceof String[] || data instanceof String[][])) {
                    throw refusal(name, "texts", kindOf(data));
                }
                for (final Object row : rows) {
                    for (final String text : row instanceof String[] texts ? texts : new String[] {(String) row}) {
                        if (text == null) {
                            throw refusal(name, "texts", "none in row " + from);
                        }
                        characters += text.length();
                        all.add(text);
                    }
                }
                if (characters > size) {
                    throw refusal(name, "texts that a file of " + size + " bytes can hold", characters + " characters");
                }
            }
            return all;
        }

        /** Finite numbers. */
        public HdfNumbers numbers(String name) throws FileFormatException {
            final HdfNumbers numbers = anyNumbers(name);
            final double[] values = numbers.values();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite((float) values[i])) {
                    throw refusal(name, "numbers that are finite in single precision", values[i] + " at " + i);
                }
            }
            return numbers;
        }

        /** Numbers, finite or not. */
        public HdfNumbers anyNumbers(String name) throws FileFormatException {
            final Dataset dataset = dataset(name, "numbers");
            HdfStorage.requireSound(dataset.getDataType(), false);
            final List<Integer> extents = new ArrayList<>();
            long elements = 1;
            for (final long extent : dataset.getDimensionsAsLong()) {
                extents.add(Math.toIntExact(extent));
                elements *= extent;
            }
            final double[] values = elements == 0 ? new double[0] : doubles(name, storage.whole(dataset, true));
            if (values.length != elements) {
                throw refusal(name, elements + " numbers", values.length);
            }
            return new HdfNumbers(extents, values);
        }

        private double[] doubles(String name, Object data) throws FileFormatException {
            if (data instanceof double[] values) {
                return values;
            }
            if (data instanceof String || data instanceof String[]) {
                return truths(name, data instanceof String[] texts ? texts : new String[] {(String) data});
            }
            final int n = data.getClass().isArray() ? Array.getLength(data) : -1;
            final double[] values = new double[Math.max(n, 0)];
            if (data instanceof float[] floats) {
                Arrays.setAll(values, i -> floats[i]);
            } else if (data instanceof long[] longs) {
                Arrays.setAll(values, i -> longs[i]);
            } else if (data instanceof int[] ints) {
                Arrays.setAll(values, i -> ints[i]);
            } else if (data instanceof short[] shorts) {
                Arrays.setAll(values, i -> shorts[i]);
            } else if (data instanceof byte[] bytes) {
                Arrays.setAll(values, i -> bytes[i]);
            } else if (data instanceof Number[] numbers) {
                Arrays.setAll(values, i -> numbers[i].doubleValue());
            } else {
                throw refusal(name, "numbers", kindOf(data));
            }
            return values;
        }

        /** Truth values, as h5py writes them: an enumeration. */
        private double[] truths(String name, String[] texts) throws FileFormatException {
            final double[] values = new double[texts.length];
            for (int i = 0; i < values.length; i++) {
                if (!texts[i].equals("TRUE") && !texts[i].equals("FALSE")) {
                    throw refusal(name, "numbers", "texts");
                }
                values[i] = texts[i].equals("TRUE") ? 1 : 0;
            }
            return values;
        }

        /** Refuses what needs more room than the file can have for it. */
        private void requireRoom(Dataset dataset) throws FileFormatException {
            HdfStorage.requireSound(dataset.getDataType(), true);
            final long bytes =
                    bytesOf(dataset.getDimensionsAsLong(), dataset.getDataType().getSize());
            if (dataset instanceof ChunkedDataset chunked) {
                requireRoom(bytes, size * MOST_DEFLATED);
                long chunk = chunked.getDataType().getSize();
                for (final int extent : chunked.getChunkDimensions()) {
                    chunk = times(chunk, extent);
                }
                requireRoom(chunk, size * MOST_DEFLATED);
                if (HdfStorage.chunks(chunked) > FEWEST_CHUNKS + size / LEAST_CHUNK) {
                    throw new FileFormatException(
                            file,
                            place,
                            "chunks that a file of " + size + " bytes can hold",
                            HdfStorage.chunks(chunked) + " of them");
                }
                requireFilters(chunked.getFilters(), chunk);
            } else {
                requireRoom(bytes, size);
            }
        }

        /** Shuffled and deflated at most, or packed with LZF; others make room for whatever length a chunk says. */
        private void requireFilters(List<PipelineFilterWithData> filters, long chunk) throws FileFormatException {
            int packers = 0;
            for (final PipelineFilterWithData filter : filters) {
                final int[] data = filter.getFilterData();
                final boolean isKnown =
                        switch (filter.getId()) {
                            case DEFLATE, CHECK_SUM -> true;
                            case SHUFFLE -> data[0] >= 1 && data[0] <= chunk;
                            case LZF -> data[2] >= 0 && data[2] <= chunk;
                            default -> false;
                        };
                packers += filter.getId() == DEFLATE || filter.getId() == LZF ? 1 : 0;
                if (!isKnown || packers > 1) {
                    throw new FileFormatException(
                            file,
                            place,
                            "chunks of " + chunk + " bytes, shuffled, and deflated or packed with LZF, at most",
                            filters);
                }
            }
        }

        private void requireRoom(long bytes, long most) throws FileFormatException {
            if (bytes < 0 || bytes > Math.min(most, MOST_BYTES)) {
                throw new FileFormatException(
                        file,
                        place,
                        "a dataset that a file of " + size + " bytes can hold",
                        bytes == Long.MAX_VALUE ? "more than 2^63 bytes" : bytes + " bytes");
            }
        }

        private static long bytesOf(long[] extents, long element) {
            long bytes = Math.max(1, element);
            for (final long extent : extents) {
                bytes = times(bytes, extent);
            }
            return bytes;
        }

        private static long times(long a, long b) {
            final boolean isTooMuch = a < 0 || b < 0 || Math.multiplyHigh(a, b) != 0 || a * b < 0;
            return isTooMuch ? Long.MAX_VALUE : a * b;
        }

        private static String text(long[] extents) {
            return Arrays.toString(extents);
        }

        private static String kindOf(Object data) {
            return data == null ? "nothing" : data.getClass().getSimpleName();
        }

        /** A refusal of this group. */
        public FileFormatException refusal(String expected, Object found) {
            return new FileFormatException(file, path(), expected, found);
        }

        /** A refusal of what it holds. */
        public FileFormatException refusal(String name, String expected, Object found) {
            return new FileFormatException(file, path + "/" + name, expected, found);
        }
    }
}
