package io.memspike.datasets.recording;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.internal.Services;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A recording in a file, in a format that is known by its content. Immutable; any number of readers at once. */
public final class Recording {
    private static final Map<String, RecordingFormat> FORMATS =
            Services.byName(RecordingFormat.class, "recording format", RecordingFormat::name);

    private final Path file;
    private final RecordingFormat format;

    private final List<FilterChoice> filters;
    private final long seed;

    private Recording(Path file, RecordingFormat format) {
        this(file, format, List.of(), 0);
    }

    private Recording(Path file, RecordingFormat format, List<FilterChoice> filters, long seed) {
        this.file = file;
        this.format = format;
        this.filters = List.copyOf(filters);
        this.seed = seed;
    }

    /**
     * The same behind filters, instead of those that it has.
     *
     * @param filters in order
     * @param seed of what they draw
     */
    public Recording behind(List<FilterChoice> filters, long seed) {
        return new Recording(file, format, filters, seed);
    }

    /** All known formats, in the order of the alphabet: {@code "aedat2, aedat3, …"}. */
    public static String formats() {
        return String.join(", ", FORMATS.keySet());
    }

    /**
     * A recording of any format.
     *
     * @throws FileFormatException where it looks like none
     */
    public static Recording open(Path file) throws IOException {
        try (RecordingBytes bytes = RecordingBytes.open(file)) {
            requireContent(bytes);
            final Head head = bytes.head();
            final RecordingFormat found = find(file, head);
            if (found == null) {
                throw new FileFormatException(file, "offset 0", "a recording: " + formats(), found(head));
            }
            return new Recording(file, found);
        }
    }

    /**
     * A recording of a format that is known.
     *
     * @param format its name; null to recognise it
     * @throws IllegalArgumentException where there is no such format; the message lists those that there are
     */
    public static Recording open(Path file, String format) throws IOException {
        if (format == null) {
            return open(file);
        }
        final RecordingFormat known = FORMATS.get(format);
        if (known == null) {
            throw new IllegalArgumentException("--format: expected one of " + formats() + ", found '" + format + "'");
        }
        try (RecordingBytes bytes = RecordingBytes.open(file)) {
            requireContent(bytes);
            return new Recording(file, known);
        }
    }

    /** A recording of nothing has a head; of a format without one, it cannot be told from a recording that failed. */
    private static void requireContent(RecordingBytes bytes) throws FileFormatException {
        if (bytes.length() == 0) {
            throw new FileFormatException(bytes.file(), "offset 0", "a recording", "an empty file");
        }
    }

    /** Whether a file looks like a recording. */
    public static boolean isRecording(Path file) throws IOException {
        try (RecordingBytes bytes = RecordingBytes.open(file)) {
            return find(file, bytes.head()) != null;
        }
    }

    /** Content first; among formats that content cannot tell apart, and where it tells nothing, the name. */
    private static RecordingFormat find(Path file, Head head) {
        final List<RecordingFormat> plausible = new ArrayList<>();
        for (final RecordingFormat each : FORMATS.values()) {
            switch (each.likeness(head)) {
                case CERTAIN -> {
                    return each;
                }
                case PLAUSIBLE -> plausible.add(each);
                default -> {}
            }
        }
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (final RecordingFormat each : plausible) {
            if (isNamed(each, name)) {
                return each;
            }
        }
        for (final RecordingFormat each : FORMATS.values()) {
            if (isNamed(each, name)) {
                return each; // which says what is wrong with it
            }
        }
        return plausible.isEmpty() ? null : plausible.get(0);
    }

    private static boolean isNamed(RecordingFormat format, String name) {
        return Arrays.stream(format.endings()).anyMatch(ending -> name.endsWith("." + ending));
    }

    private static String found(Head head) {
        final StringBuilder hex = new StringBuilder("bytes");
        for (int i = 0; i < Math.min(8, head.bytes().length); i++) {
            hex.append(String.format(" %02x", head.bytes()[i]));
        }
        return hex.append(", in none of them").toString();
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Name of its format. */
    public String format() {
        return format.name();
    }

    /** Rows and columns that such a file's sensor has at least; 1 where nothing is known. */
    int leastSide() {
        return filters.isEmpty() ? format.leastSide() : 1;
    }

    /**
     * A reader at the begin. Events that cannot be right are left out and counted.
     *
     * @throws FileFormatException where its head is not sound
     */
    public EventReader read() throws IOException {
        if (filters.isEmpty()) {
            return all();
        }
        final EventReader all = all();
        int width = all.width();
        int height = all.height();
        if (width == 0 || height == 0) {
            final RecordingSummary summary = RecordingSummary.counts(behind(List.of(), 0));
            width = Math.max(1, summary.width());
            height = Math.max(1, summary.height());
        }
        return new FilteredEvents(all, filters, width, height, seed);
    }

    private EventReader all() throws IOException {
        final RecordingBytes bytes = RecordingBytes.open(file);
        try {
            return new BelievedEvents(file, format.open(bytes), format.isCounted());
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }
}
