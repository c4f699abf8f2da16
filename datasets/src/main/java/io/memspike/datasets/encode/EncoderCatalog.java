package io.memspike.datasets.encode;

import io.memspike.core.internal.Services;
import java.util.Map;

/** Encoders by the names that command lines use. Immutable and thread-safe. */
final class EncoderCatalog {
    private static final Map<String, Encoder> ENCODERS = Services.byName(Encoder.class, "encoder", Encoder::name);

    private EncoderCatalog() {}

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
