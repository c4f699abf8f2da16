package io.memspike.interchange.nir;

import java.util.Map;

/** What a graph of NIR is made of: nodes, and graphs within it. */
public sealed interface NirPart permits NirNode, NirSubgraph {
    /** Its name among the parts of its graph. */
    String name();

    /** The same under another name. */
    NirPart named(String other);

    /**
     * What a file says beside what it needs, by name, names of groups within before those of what lies in them, with slashes
     * between: a {@link String}, a {@link java.util.List} of them, or a {@link NirTensor}.
     */
    Map<String, Object> metadata();
}
