package io.memspike.datasets.encode;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Encoders by the names that command lines use. Immutable and thread-safe. */
public final class EncoderCatalog {
    private static final Map<String, Encoder> ENCODERS = encoders();

    private EncoderCatalog() {}

    private static Map<String, Encoder> encoders() {
        final Map<String, Encoder> encoders = new TreeMap<>();
        for (final Encoder encoder : ServiceLoader.load(Encoder.class, EncoderCatalog.class.getClassLoader())) {
            if (encoders.put(encoder.name(), encoder) != null) {
                throw new IllegalStateException("encoder " + encoder.name() + ": expected one Encoder, found two");
            }
        }
        return encoders;
    }

    /** All known names, in the order of the alphabet: {@code "delta, direct, …"}. */
    public static String names() {
        return String.join(", ", ENCODERS.keySet());
    }

    /**
     * An encoder by its name.
     *
     * @throws IllegalArgumentException where there is none; the message lists those that there are
     */
    public static Encoder of(String name) {
        final Encoder encoder = ENCODERS.get(name);
        if (encoder == null) {
            throw new IllegalArgumentException("encoder: expected one of " + names() + ", found '" + name + "'");
        }
        return encoder;
    }
}
