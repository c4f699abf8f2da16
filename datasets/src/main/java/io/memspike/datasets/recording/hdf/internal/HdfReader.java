package io.memspike.datasets.recording.hdf.internal;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.internal.SensorSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events in HDF5, a block at a time. Whatever the library throws of a broken file becomes one line with the place that was being
 * read; no block is larger than a file of this size can hold.
 */
final class HdfReader implements EventReader {
    private static final int BLOCK = 1 << 16;
    private static final int MOST_ROWS = 1 << 22; // of a block
    private static final long MOST_CHUNK = 1 << 27; // bytes
    private static final int FEWEST_CHUNKS = 1 << 12;
    private static final int LEAST_CHUNK = 8; // bytes, in an index or the chunk itself
    private static final long MOST_DEFLATED = 1032; // bytes that one byte of a deflated stream can stand for

    private final Path file;
    private final long length;
    private final HdfStorage hdf;
    private final List<HdfLayout> layouts;
    private final SensorSize size;
    private int part = -1; // of the layouts
    private String place = "head";
    private long listed; // numbers in lists, each of which lies in the file
    private long row; // of the part, the next to be read
    private long rows;
    private int step;
    private double scale; // of times; 0 where it is to be found out
    private Object[] block = new Object[4];
    private int at;
    private int count;

    private HdfReader(Path file, long length, HdfStorage hdf, List<HdfLayout> layouts, SensorSize size) {
        this.file = file;
        this.length = length;
        this.hdf = hdf;
        this.layouts = layouts;
        this.size = size;
    }

    static EventReader open(Path file, long length) throws IOException {
        HdfStorage hdf = null;
        try {
            hdf = HdfStorage.open(file);
            final List<HdfLayout> layouts = HdfLayout.find(hdf);
            if (layouts.isEmpty()) {
                throw new FileFormatException(
                        file,
                        "head",
                        "t, x, y and p, or records of them, or times and units, or timestamps and node_ids",
                        "none of them in its groups");
            }
            return new HdfReader(file, length, hdf, layouts, size(hdf));
        } catch (RuntimeException | StackOverflowError e) { // an Error, for groups that hold themselves end so
            close(hdf);
            throw new FileFormatException(file, "head", "sound HDF5", FileFormatException.reason(e));
        } catch (IOException e) {
            close(hdf);
            throw e;
        }
    }

    private static void close(HdfStorage hdf) {
        if (hdf != null) {
            hdf.close();
        }
    }

    /** Prophesee's attribute {@code geometry}, or {@code width} and {@code height}. */
    private static SensorSize size(HdfStorage hdf) {
        final Map<String, Attribute> attributes = hdf.root().getAttributes();
        if (hdf.value(attributes.get("geometry")) instanceof String text) {
            return SensorSize.in(List.of("geometry:" + text));
        }
        return hdf.value(attributes.get("width")) instanceof Number width
                        && hdf.value(attributes.get("height")) instanceof Number height
                ? SensorSize.of(width.longValue(), height.longValue())
                : null;
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        into.clear();
        try {
            while (into.room() > 0 && (at < count || nextBlock())) {
                final int end = at + Math.min(count - at, into.room());
                for (; at < end; at++) {
                    event(into);
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new FileFormatException(
                    file, place + ": event " + row, "sound events", FileFormatException.reason(e));
        }
        return into.size() > 0;
    }

    private void event(EventBatch into) {
        final long offset = layouts.get(part).offset();
        final double time = HdfNumbers.isFloat(block[0]) ? HdfNumbers.number(block[0], at) * scale : 0;
        final long micros = HdfNumbers.isFloat(block[0])
                ? Math.round(time)
                : scale == 1 ? HdfNumbers.whole(block[0], at) : Math.round(HdfNumbers.whole(block[0], at) * scale);
        final long x = HdfNumbers.whole(block[1], at);
        final long y = block[2] == null ? 0 : HdfNumbers.whole(block[2], at);
        final long polarity = block[3] == null ? 1 : HdfNumbers.whole(block[3], at);
        if (!(Math.abs(time) < 9e18)
                || Math.abs((double) micros + offset) > 9e18
                || (x | y) >>> 16 != 0
                || polarity < -1
                || polarity > 1) {
            throw new IllegalArgumentException("expected x and y from 0 to 65535 and polarity 1, 0 or -1, found t="
                    + micros + " x=" + x + " y=" + y + " p=" + polarity);
        }
        into.add(micros + offset, (int) x, (int) y, polarity > 0 ? 1 : 0);
    }

    private boolean nextBlock() throws FileFormatException {
        while (part < 0 || row == rows) {
            if (++part == layouts.size()) {
                part--;
                return false;
            }
            begin(layouts.get(part));
        }
        final HdfLayout layout = layouts.get(part);
        final int now = (int) Math.min(step, rows - row);
        switch (layout.kind()) {
            case SAMPLES -> {
                block[0] = ((Object[]) slice(layout.columns()[0], 1))[0];
                block[1] = ((Object[]) slice(layout.columns()[1], 1))[0];
            }
            case COLUMNS -> {
                for (int c = 0; c < block.length; c++) {
                    block[c] = layout.columns()[c] == null ? null : slice(layout.columns()[c], now);
                }
            }
            case RECORDS -> {
                final Map<?, ?> records = (Map<?, ?>) slice(layout.columns()[0], now);
                for (int c = 0; c < block.length; c++) {
                    block[c] = layout.names()[c] == null ? null : records.get(layout.names()[c]);
                }
            }
        }
        row += now;
        at = 0;
        count = HdfNumbers.count(block[0]);
        listed += layout.kind() == HdfLayout.Kind.SAMPLES ? count : 0;
        if (listed > length) {
            throw new FileFormatException(
                    file, place, "lists that a file of " + length + " bytes can hold", listed + " numbers and more");
        }
        for (final Object column : block) {
            if (column != null && HdfNumbers.count(column) != count) {
                throw new FileFormatException(file, place, count + " numbers, as of times", HdfNumbers.count(column));
            }
        }
        if (scale == 0 && count > 0) {
            scale = scaleOfValues();
        }
        return true;
    }

    private double scaleOfValues() {
        if (HdfNumbers.isFloat(block[0])) {
            for (int i = 0; i < count; i++) {
                if (HdfNumbers.number(block[0], i) != Math.rint(HdfNumbers.number(block[0], i))) {
                    return 1e6;
                }
            }
        }
        return 1;
    }

    private Object slice(Dataset dataset, int now) {
        place = dataset.getPath();
        return hdf.rows(dataset, row, now);
    }

    private void begin(HdfLayout layout) throws FileFormatException {
        row = 0;
        rows = -1;
        step = layout.kind() == HdfLayout.Kind.SAMPLES ? 1 : BLOCK;
        for (final Dataset dataset : layout.columns()) {
            if (dataset != null) {
                place = dataset.getPath();
                HdfStorage.requireSound(dataset.getDataType(), layout.kind() == HdfLayout.Kind.SAMPLES);
                requireRoom(file, length, dataset);
                final long[] extents = dataset.getDimensionsAsLong();
                if (extents.length != 1 || rows >= 0 && extents[0] != rows) {
                    throw new FileFormatException(
                            file,
                            place,
                            rows < 0 ? "one dimension" : "one dimension of " + rows,
                            java.util.Arrays.toString(extents));
                }
                rows = extents[0];
                if (step > 1
                        && dataset instanceof ChunkedDataset chunked) { // whole chunks, so that few are unpacked twice
                    step = Math.min(Math.max(step, chunked.getChunkDimensions()[0]), MOST_ROWS);
                }
            }
        }
        scale = layout.kind() == HdfLayout.Kind.SAMPLES ? 1e6 : scaleOfUnits(layout.columns()[0], layout);
    }

    /** As an attribute says; SONATA's are milliseconds; 0 where values are to tell. */
    private double scaleOfUnits(Node times, HdfLayout layout) {
        final Object units = hdf.value(times.getAttributes().get("units"));
        final String text = String.valueOf(units).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "ms", "milliseconds" -> 1e3;
            case "s", "seconds", "sec" -> 1e6;
            case "us", "µs", "microseconds" -> 1;
            default -> layout.names().length == 1 ? 1e3 : 0;
        };
    }

    /** Refuses what needs more room than the file can have for it. */
    static void requireRoom(Path file, long length, Dataset dataset) throws FileFormatException {
        final String place = dataset.getPath();
        final long element = dataset.getDataType().getSize();
        final long rowsSaid = dataset.getDimensionsAsLong().length == 1 ? dataset.getDimensionsAsLong()[0] : 0;
        if (dataset instanceof ChunkedDataset chunked) {
            long chunk = element;
            for (final int extent : chunked.getChunkDimensions()) {
                chunk = extent < 1 || chunk > MOST_CHUNK ? MOST_CHUNK + 1 : chunk * extent;
            }
            if (chunk > MOST_CHUNK || chunk / MOST_DEFLATED > length) {
                throw new FileFormatException(
                        file, place, "chunks that a file of " + length + " bytes can hold", chunk);
            }
            Unpacked.requireFilters(chunked, chunk);
            final long chunks = rowsSaid / chunked.getChunkDimensions()[0];
            if (chunks > FEWEST_CHUNKS + length / LEAST_CHUNK) {
                throw new FileFormatException(
                        file, place, "chunks that a file of " + length + " bytes can hold", chunks + " of them");
            }
        }
        final long most = dataset instanceof ChunkedDataset ? length * MOST_DEFLATED : length;
        if (rowsSaid < 0 || rowsSaid > most / Math.max(1, element)) {
            throw new FileFormatException(
                    file, place, "a dataset that a file of " + length + " bytes can hold", rowsSaid + " elements");
        }
    }

    @Override
    public int width() {
        return size == null ? 0 : size.width();
    }

    @Override
    public int height() {
        return size == null ? 0 : size.height();
    }

    @Override
    public void close() {
        hdf.close();
    }
}
