package io.memspike.datasets.recording.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extent of a sensor in pixels.
 *
 * @param width columns, from 1 to 65,536
 * @param height rows, from 1 to 65,536
 */
public record SensorSize(int width, int height) {
    // possessive, so that a head of blanks takes no longer than its length
    private static final Pattern GEOMETRY = Pattern.compile("geometry\\s*+:?+\\s*+(\\d{1,5})\\s*+[x,]\\s*+(\\d{1,5})");
    private static final Pattern WIDTH = Pattern.compile("(?i)\\bwidth(?:\\s*+[=:]|[^\\S ]*+ )\\s*+(\\d{1,5})");
    private static final Pattern HEIGHT = Pattern.compile("(?i)\\bheight(?:\\s*+[=:]|[^\\S ]*+ )\\s*+(\\d{1,5})");

    /** As lines of a header say it; null where none does. */
    public static SensorSize in(List<String> lines) {
        final String text = String.join("\n", lines);
        final Matcher geometry = GEOMETRY.matcher(text);
        if (geometry.find()) {
            return of(geometry.group(1), geometry.group(2));
        }
        final Matcher width = WIDTH.matcher(text);
        final Matcher height = HEIGHT.matcher(text);
        return width.find() && height.find() ? of(width.group(1), height.group(1)) : null;
    }

    /** As Prophesee's lines say it, or the camera that they name has it; null where they do neither. */
    public static SensorSize ofProphesee(List<String> lines) {
        final SensorSize said = in(lines);
        if (said != null) {
            return said;
        }
        final String text = String.join("\n", lines);
        if (text.contains("plugin_gen3")) {
            return new SensorSize(640, 480);
        }
        return text.contains("plugin_gen4") || text.contains("imx636") ? new SensorSize(1280, 720) : null;
    }

    private static SensorSize of(String width, String height) {
        return of(Integer.parseInt(width), Integer.parseInt(height));
    }

    /** Of these extents; null where they are none. */
    public static SensorSize of(long width, long height) {
        return width < 1 || height < 1 || width > 1 << 16 || height > 1 << 16
                ? null
                : new SensorSize((int) width, (int) height);
    }
}
