package io.memspike.core.run;

import io.memspike.core.graph.Kind;
import io.memspike.core.internal.Services;
import java.util.Map;
import java.util.TreeMap;

/** The table of kinds and what they do. Immutable and thread-safe. */
public final class Steps {
    private static final Steps KNOWN = new Steps();

    private final Map<String, StepFactory<?>> factories =
            Services.byName(StepFactory.class, "kind", factory -> Kind.nameOf(factory.kind()));

    private Steps() {}

    /** All that are found on the class path. */
    public static Steps known() {
        return KNOWN;
    }

    /** The kinds by their names in files, ascending. */
    public Map<String, Class<? extends Kind>> kinds() {
        final Map<String, Class<? extends Kind>> kinds = new TreeMap<>();
        factories.forEach((type, factory) -> kinds.put(type, factory.kind()));
        return kinds;
    }

    /** The factory of a kind. */
    @SuppressWarnings("unchecked") // of that very kind
    <K extends Kind> StepFactory<K> of(K kind) {
        final StepFactory<?> factory = factories.get(kind.type());
        if (factory == null || factory.kind() != kind.getClass()) {
            throw new IllegalArgumentException(
                    "kind " + kind.type() + ": expected one of " + factories.keySet() + ", found none that runs it");
        }
        return (StepFactory<K>) factory;
    }
}
