package io.memspike.tasks.language;

import java.util.LinkedHashMap;
import java.util.Map;

/** Times since chips were programmed. */
final class Ages {
    /** What one looks like. */
    static final String TIME = "TIME";

    /** What one is. */
    static final String UNITS_SAID = "a number of `s`, `min`, `h`, `d`, `mo` or `y`";

    private static final Map<String, Double> UNITS = units();

    private Ages() {}

    private static Map<String, Double> units() {
        final Map<String, Double> units = new LinkedHashMap<>();
        units.put("min", 60.0);
        units.put("mo", 30 * 86400.0);
        units.put("s", 1.0);
        units.put("h", 3600.0);
        units.put("d", 86400.0);
        units.put("y", 365 * 86400.0);
        return units;
    }

    /** Seconds of a time: {@code 0}, or a number with a unit; a month has 30 days, a year 365. */
    static double seconds(String option, String time) {
        final String unit =
                UNITS.keySet().stream().filter(time::endsWith).findFirst().orElse("");
        final double number = ChipChoice.number(time.substring(0, time.length() - unit.length()));
        final double seconds = number * UNITS.getOrDefault(unit, 1.0);
        if (!(seconds < Double.POSITIVE_INFINITY && (number == 0 || !unit.isEmpty()))) {
            throw new IllegalArgumentException(
                    option + ": expected a number of s, min, h, d, mo or y, found '" + time + "'");
        }
        return seconds;
    }
}
