package io.memspike.interchange.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node of NIR.
 *
 * @param name its own; in a {@link NirGraph} after those of the graphs that it lies in, with dots between them
 * @param type what it is
 * @param parameters by their names in the format: {@code v_threshold}
 * @param metadata as {@link NirPart#metadata} says
 */
public record NirNode(String name, NirType type, Map<String, NirTensor> parameters, Map<String, Object> metadata)
        implements NirPart {
    public NirNode {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Without metadata. */
    public NirNode(String name, NirType type, Map<String, NirTensor> parameters) {
        this(name, type, parameters, Map.of());
    }

    @Override
    public NirNode named(String other) {
        return new NirNode(other, type, parameters, metadata);
    }

    /** Whether it has a parameter. */
    public boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** A parameter, or null. */
    public NirTensor get(String parameter) {
        return parameters.get(parameter);
    }
}
