package io.memspike.tasks.network;

import io.memspike.core.graph.Graph;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A surrogate gradient as one line of text, such as {@code fastSigmoid:width=0.25,detachedReset=true}. */
public final class SurrogateText {
    private SurrogateText() {}

    /**
     * The surrogate of a text. Without a width it is 1, and a reset is not detached.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Surrogate of(String text) {
        final int colon = text.indexOf(':');
        final String name = colon < 0 ? text : text.substring(0, colon);
        float width = 1f;
        boolean isDetached = false;
        for (final String parameter : colon < 0
                ? List.<String>of()
                : List.of(text.substring(colon + 1).split(",", -1))) {
            final String[] pair = parameter.split("=", -1);
            if (pair.length == 2 && pair[0].equals("width")) {
                width = width(pair[1], text);
            } else if (pair.length == 2 && pair[0].equals("detachedReset") && pair[1].matches("true|false")) {
                isDetached = Boolean.parseBoolean(pair[1]);
            } else {
                throw refusal("width=W or detachedReset=true or false behind the colon", text);
            }
        }
        return new Surrogate(function(name, text), width, isDetached);
    }

    private static float width(String number, String text) {
        try {
            return Float.parseFloat(number);
        } catch (NumberFormatException e) {
            throw refusal("a number as width", text);
        }
    }

    private static Surrogate.Function function(String name, String text) {
        return Arrays.stream(Surrogate.Function.values())
                .filter(function -> name(function).equals(name))
                .findFirst()
                .orElseThrow(() -> refusal("one of " + String.join(", ", names()), text));
    }

    /** Names of all functions. */
    public static List<String> names() {
        return Arrays.stream(Surrogate.Function.values())
                .map(SurrogateText::name)
                .toList();
    }

    private static String name(Surrogate.Function function) {
        final StringBuilder name = new StringBuilder();
        for (final String word : function.name().split("_")) {
            final String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }

    /** A surrogate with all its parameters, which {@link #of} reads. */
    public static String write(Surrogate surrogate) {
        return name(surrogate.function()) + ":width=" + surrogate.width() + ",detachedReset="
                + surrogate.detachedReset();
    }

    /** A graph all of whose neurons that fire have a surrogate. */
    public static Graph with(Surrogate surrogate, Graph graph) {
        return graph.map(kind -> kind instanceof SpikingKind spiking ? spiking.with(surrogate) : kind);
    }

    private static IllegalArgumentException refusal(String expected, String found) {
        return new IllegalArgumentException("surrogate: expected " + expected + ", found '" + found + "'");
    }
}
