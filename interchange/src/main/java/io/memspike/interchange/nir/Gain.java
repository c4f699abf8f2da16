package io.memspike.interchange.nir;

/** What an input of LIF and LI adds to a potential in a step. */
public enum Gain {
    /** {@code share · r · x}, by the equation. */
    SHARED,
    /** {@code r · x}, as where inputs jump into the potential: Sinabs without normed inputs, which is what it writes. */
    WHOLE
}
