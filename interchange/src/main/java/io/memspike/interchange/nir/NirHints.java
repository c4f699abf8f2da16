package io.memspike.interchange.nir;

/**
 * Names of metadata with which what is written here and read again becomes the same graph; no reader needs them, and none that
 * contradicts the parameters is believed.
 */
final class NirHints {
    /** Of a graph: names of its parts in their order, which HDF5 does not keep. */
    static final String ORDER = "order";

    /** Of the outer graph: the {@link Discretisation} that its neurons are written by, as text. */
    static final String DISCRETISATION = "discretisation";

    /** Of the outer graph: names of nodes that mean over time, behind what the outputs give. */
    static final String MEANS = "means";

    /** Of a node: {@code one} or {@code channel} where its parameters are spread from that. */
    static final String PER = "per";

    /** Of a node: the name of a parameter that is there for other readers alone. */
    static final String ABSENT = "absent";

    /** Of a Flatten: that the weights behind it do without. */
    static final String IMPLICIT = "implicit";

    private NirHints() {}
}
