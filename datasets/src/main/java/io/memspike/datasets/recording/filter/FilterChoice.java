package io.memspike.datasets.recording.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A filter and its numbers, {@code NAME} or {@code NAME:KEY=VALUE,…}.
 *
 * <pre>
 *   region      x, y, width, height   events in there, counted from its corner
 *   downsample  by = 2                x and y divided
 *   refractory  micros = 1000         none at a pixel for so long after one that was kept
 *   hot         rate = 1000           none of a pixel with more than so many a second, in the second at hand
 *   background  micros = 10000, radius = 1     those with another at a neighbour within so long before
 *   polarity    keep = 1              those alone
 *   jitter      micros = 100          times moved by a normal draw of that deviation
 *   drop        share = 0.1           that share left out, by draw
 * </pre>
 *
 * @param name of the filter
 * @param numbers all of them, by name
 */
public record FilterChoice(String name, Map<String, Double> numbers) {
    private static final Map<String, Map<String, Double>> KNOWN = new TreeMap<>(Map.of(
            "region", Map.of("x", 0.0, "y", 0.0, "width", 0.0, "height", 0.0),
            "downsample", Map.of("by", 2.0),
            "refractory", Map.of("micros", 1000.0),
            "hot", Map.of("rate", 1000.0),
            "background", Map.of("micros", 10_000.0, "radius", 1.0),
            "polarity", Map.of("keep", 1.0),
            "jitter", Map.of("micros", 100.0),
            "drop", Map.of("share", 0.1)));

    /** Checks that there is such a filter, with such numbers, and completes them. */
    public FilterChoice {
        final Map<String, Double> usual = KNOWN.get(name);
        if (usual == null) {
            throw new IllegalArgumentException(
                    "filter: expected one of " + String.join(", ", KNOWN.keySet()) + ", found '" + name + "'");
        }
        final Map<String, Double> all = new TreeMap<>(usual);
        for (final Map.Entry<String, Double> each : numbers.entrySet()) {
            if (!usual.containsKey(each.getKey())) {
                throw refuse(name, "numbers " + String.join(", ", all.keySet()), "'" + each.getKey() + "'");
            }
            all.put(each.getKey(), each.getValue());
        }
        numbers = Map.copyOf(all);
        check(name, numbers);
    }

    private static void check(String name, Map<String, Double> numbers) {
        numbers.forEach((key, value) -> {
            final boolean isWhole = value == Math.rint(value);
            final boolean isRight =
                    switch (key) {
                        case "share" -> value >= 0 && value <= 1;
                        case "keep" -> value == 0 || value == 1;
                        case "by" -> isWhole && value >= 1 && value <= 65_536;
                        case "radius" -> isWhole && value >= 1 && value <= 16;
                        case "rate" -> value > 0 && value < 1e9;
                        case "micros" -> value >= 0 && value <= 1e12;
                        default -> isWhole && value >= 0 && value <= 65_536;
                    };
            if (!isRight) {
                throw refuse(name, "another " + key, Double.toString(value));
            }
        });
        if (name.equals("region") && (numbers.get("width") < 1 || numbers.get("height") < 1)) {
            throw refuse(
                    name, "width and height of at least 1", numbers.get("width") + " and " + numbers.get("height"));
        }
    }

    private static IllegalArgumentException refuse(String name, String expected, String found) {
        return new IllegalArgumentException("filter " + name + ": expected " + expected + ", found " + found);
    }

    /**
     * A filter by its text.
     *
     * @throws IllegalArgumentException where there is none such; the message lists those that there are
     */
    public static FilterChoice of(String text) {
        final int colon = text.indexOf(':');
        final String name = colon < 0 ? text : text.substring(0, colon);
        final Map<String, Double> numbers = new TreeMap<>();
        for (final String part : colon < 0
                ? List.<String>of()
                : Arrays.asList(text.substring(colon + 1).split(",", -1))) {
            final int equals = part.indexOf('=');
            try {
                final String key = equals < 0 ? part : part.substring(0, equals);
                if (equals < 0 || numbers.put(key, Double.parseDouble(part.substring(equals + 1))) != null) {
                    throw refuse(name, "KEY=NUMBER, each once", "'" + part + "'");
                }
            } catch (NumberFormatException e) {
                throw refuse(name, "KEY=NUMBER", "'" + part + "'");
            }
        }
        return new FilterChoice(name, numbers);
    }

    /** {@code NAME:KEY=VALUE,…} with all its numbers, which {@link #of} reads. */
    @Override
    public String toString() {
        return name
                + new TreeMap<>(numbers)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(",", ":", ""));
    }

    /** The filter for a sensor of that size; draws follow from the seed. */
    private EventFilter filter(int width, int height, long seed) {
        return switch (name) {
            case "region" -> new PixelFilters.Region(whole("x"), whole("y"), whole("width"), whole("height"));
            case "downsample" -> new PixelFilters.Downsample(whole("by"), width, height);
            case "refractory" -> new TimeFilters.Refractory((long) number("micros"), width, height);
            case "hot" -> new TimeFilters.Hot(number("rate"), width, height);
            case "background" -> new TimeFilters.Background((long) number("micros"), whole("radius"), width, height);
            case "polarity" -> new PixelFilters.Polarity(whole("keep"), width, height);
            case "jitter" -> new PixelFilters.Jitter(number("micros"), seed, width, height);
            default -> new PixelFilters.Drop(number("share"), seed, width, height);
        };
    }

    /** Filters in a row, each for the sensor that the one before it leaves; each draws by the seed and its place. */
    static EventFilter[] filters(List<FilterChoice> choices, int width, int height, long seed) {
        final EventFilter[] filters = new EventFilter[choices.size()];
        int right = width;
        int bottom = height;
        for (int i = 0; i < filters.length; i++) {
            filters[i] = choices.get(i).filter(right, bottom, seed + i);
            right = filters[i].width();
            bottom = filters[i].height();
        }
        return filters;
    }

    private double number(String key) {
        return numbers.get(key);
    }

    private int whole(String key) {
        return (int) number(key);
    }
}
