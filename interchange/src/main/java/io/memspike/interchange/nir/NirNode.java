package io.memspike.interchange.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node of NIR.
 *
 * @param name its own, after those of the graphs that it lies in, with dots between them
 * @param type what it is
 * @param parameters by their names in the format: {@code v_threshold}
 */
public record NirNode(String name, NirType type, Map<String, NirTensor> parameters) {
    public NirNode {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
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
