package io.memspike.datasets.encode;

import io.memspike.core.Samples;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.recording.filter.FilterChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The choice of an encoder: {@code NAME}, or {@code NAME:key=value,…}, where {@code steps} is a key of every encoder; and of the
 * filters that events of recordings pass before it, {@code FILTER|FILTER|NAME:key=value,…}.
 *
 * @param filters of events, in order; empty for none. Unmodifiable.
 * @param encoder name of the encoder
 * @param steps how many; 0 for as many as the encoder takes by itself
 * @param parameters those that were chosen, by name. Unmodifiable.
 */
public record Encoding(List<FilterChoice> filters, String encoder, int steps, SortedMap<String, Double> parameters) {
    private static final char PIPE = '|';
    private static final String STEPS = "steps";
    private static final int MOST_STEPS = 10_000;

    /** Checks that there is such an encoder, with such parameters. */
    public Encoding {
        final Encoder known = EncoderCatalog.of(encoder);
        if (steps < 0 || steps > MOST_STEPS) {
            throw refuse(encoder, "steps from 1 to " + MOST_STEPS, Integer.toString(steps));
        }
        for (final Map.Entry<String, Double> each : parameters.entrySet()) {
            if (!known.parameters().containsKey(each.getKey())) {
                throw refuse(encoder, keys(known), each.getKey());
            }
            if (!Double.isFinite(each.getValue())) {
                throw refuse(
                        encoder, "a finite " + each.getKey(), each.getValue().toString());
            }
        }
        filters = List.copyOf(filters);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** An encoder without filters. */
    public Encoding(String encoder, int steps, SortedMap<String, Double> parameters) {
        this(List.of(), encoder, steps, parameters);
    }

    /**
     * An encoding from its text.
     *
     * @throws IllegalArgumentException where it is none; the message lists what there is
     */
    public static Encoding of(String text) {
        final List<FilterChoice> filters = new ArrayList<>();
        int from = 0;
        for (int pipe = text.indexOf(PIPE); pipe >= 0; pipe = text.indexOf(PIPE, from)) {
            filters.add(FilterChoice.of(text.substring(from, pipe)));
            from = pipe + 1;
        }
        return ofEncoder(text.substring(from)).behind(filters);
    }

    private static Encoding ofEncoder(String text) {
        final int colon = text.indexOf(':');
        final String name = colon < 0 ? text : text.substring(0, colon);
        final Encoder known = EncoderCatalog.of(name);
        final SortedMap<String, Double> parameters = new TreeMap<>();
        int steps = 0;
        for (final String part :
                colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1)) {
            final int equals = part.indexOf('=');
            final String key = equals < 0 ? part : part.substring(0, equals);
            final String value = equals < 0 ? "" : part.substring(equals + 1);
            if (key.equals(STEPS)) {
                if (steps != 0) {
                    throw refuse(name, "one value of " + STEPS, "a second");
                }
                steps = steps(name, value);
            } else if (parameters.put(key, number(known, key, value)) != null) {
                throw refuse(name, "one value of " + key, "a second");
            }
        }
        return new Encoding(name, steps, parameters);
    }

    private static int steps(String encoder, String value) {
        try {
            final int steps = Integer.parseInt(value);
            if (steps >= 1) {
                return steps;
            }
        } catch (NumberFormatException e) {
            throw refuse(encoder, "steps from 1 to " + MOST_STEPS, "'" + value + "'");
        }
        throw refuse(encoder, "steps from 1 to " + MOST_STEPS, value);
    }

    private static double number(Encoder encoder, String key, String value) {
        if (!encoder.parameters().containsKey(key)) {
            throw refuse(encoder.name(), keys(encoder), "'" + key + "'");
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw refuse(encoder.name(), key + "=NUMBER", "'" + key + "=" + value + "'");
        }
    }

    private static String keys(Encoder encoder) {
        final SortedMap<String, Double> all = new TreeMap<>(encoder.parameters());
        all.put(STEPS, 0.0);
        return "parameters " + String.join(", ", all.keySet());
    }

    /** What refuses an encoding, for its encoder to throw. */
    public static IllegalArgumentException refuse(String encoder, String expected, String found) {
        return new IllegalArgumentException("encoder " + encoder + ": expected " + expected + ", found " + found);
    }

    /**
     * The same with so many steps.
     *
     * @throws IllegalArgumentException where it says another number already
     */
    public Encoding withSteps(int other) {
        if (steps != 0 && steps != other) {
            throw refuse(encoder, "one number of steps", steps + " and " + other);
        }
        return new Encoding(filters, encoder, steps(encoder, Integer.toString(other)), parameters);
    }

    /** The same behind these filters, instead of those that it has. */
    public Encoding behind(List<FilterChoice> others) {
        return new Encoding(others, encoder, steps, parameters);
    }

    /** The same with every parameter and the number of steps that it stands for. */
    public Encoding resolved(Samples source) {
        final Encoder known = EncoderCatalog.of(encoder);
        final SortedMap<String, Double> full = new TreeMap<>(known.parameters());
        full.putAll(parameters);
        return new Encoding(filters, encoder, steps == 0 ? known.steps(source) : steps, full);
    }

    /**
     * Samples as this shows them; see {@link Encoder#encode}.
     *
     * @throws IllegalArgumentException where there are filters, and the samples are no recordings of events
     */
    public Samples encode(Samples source, long seed) {
        return EncoderCatalog.of(encoder).encode(filtered(source, seed), resolved(source), seed);
    }

    private Samples filtered(Samples source, long seed) {
        if (filters.isEmpty()) {
            return source;
        }
        if (source instanceof RecordingSet recordings) {
            return recordings.behind(filters, seed);
        }
        throw new IllegalArgumentException("filters: expected recordings of events, found samples of " + source.shape()
                + " and " + source.steps() + " steps");
    }

    /** Width of a bin in microseconds, of so many steps; see {@link Encoder#binMicros}. */
    public long binMicros(int of) {
        return EncoderCatalog.of(encoder).binMicros(of);
    }

    /** Value of a parameter that was chosen. */
    public double parameter(String name) {
        return parameters.get(name);
    }

    /** {@code FILTER|NAME:key=value,…}, which {@link #of} reads. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        filters.forEach(each -> text.append(each).append(PIPE));
        return text.append(ofEncoder()).toString();
    }

    private String ofEncoder() {
        final Map<String, String> parts = new LinkedHashMap<>();
        if (steps != 0) {
            parts.put(STEPS, Integer.toString(steps));
        }
        parameters.forEach((key, value) -> parts.put(key, Double.toString(value)));
        return parts.isEmpty()
                ? encoder
                : encoder
                        + parts.entrySet().stream()
                                .map(part -> part.getKey() + "=" + part.getValue())
                                .collect(Collectors.joining(",", ":", ""));
    }
}
